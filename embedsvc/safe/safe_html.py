"""The type of HTML that may leave. Only `sanitise` and `element` make it; a test holds that."""


class SafeHTML(str):
    """HTML that may be put into a stranger's page as it is.

    What is joined, cut or formatted from it is plain text again, so that nothing is called safe by accident.
    """

    __slots__ = ()

    def __html__(self) -> str:
        """What templates take as it is (the protocol of markupsafe)."""
        return self
