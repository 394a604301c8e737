"""A sample newsroom: the stories and pictures of an invented harbour city."""
