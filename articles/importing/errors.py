"""Why a source was refused."""


class SeedError(Exception):
    """The source is rejected; nothing of it was kept."""
