"""Why a verb refused; the tree is drawn in the package's docstring."""


class PublishingError(Exception):
    """The verb did nothing; the message is worded for the editor."""


class StaleRevision(PublishingError):
    pass


class EditionWaits(PublishingError):
    pass


class NotAllowed(PublishingError):
    pass


class ReasonMissing(PublishingError):
    pass


class NotReady(PublishingError):
    """`problems` lists what the checks found."""

    def __init__(self, problems):
        super().__init__(" ".join(str(problem.message) for problem in problems))
        self.problems = problems
