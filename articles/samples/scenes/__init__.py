"""The pictures, one function each; every function draws on an empty sheet."""
