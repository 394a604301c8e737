"""A news site such as one builds with Wagtail, to load the same stories into."""
