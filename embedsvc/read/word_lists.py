"""Tables of words, written as one reads them: separated by spaces."""


def word_set(*lines: str) -> frozenset[str]:
    """All words of these lines."""
    return frozenset(word for line in lines for word in line.split())
