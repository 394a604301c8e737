"""Stories on their way somewhere: kept, imported, edited, published, shown."""
