"""The editors' side: the plain Django admin, with our own pages where a story is written."""
