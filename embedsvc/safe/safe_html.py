"""The type of HTML that may be sent out. Only `sanitise` and `element` create it; a test enforces that."""


class SafeHTML(str):
    """HTML that a page can include unchanged.

    Concatenating, slicing or formatting it gives a plain `str`, so that nothing becomes safe by accident.
    """

    __slots__ = ()

    def __html__(self) -> str:
        """Marks it as safe for template engines (the markupsafe protocol)."""
        return self
