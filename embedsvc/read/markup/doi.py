"""Digital object identifiers (ISO 26324)."""

_MAX_CHARACTERS = 300


def parse(text: str | None) -> str | None:
    """The DOI, in lower case, in a text that is one, or that names one with `doi:` or doi.org."""
    if not text:
        return None
    doi = text.strip()
    for prefix in ("https://", "http://", "dx.doi.org/", "doi.org/", "www.doi.org/", "doi:", "info:doi/"):
        if doi.lower().startswith(prefix):
            doi = doi[len(prefix) :].strip()
    registrant, slash, suffix = doi.partition("/")
    number = registrant.removeprefix("10.")
    if slash and suffix and registrant != number and number.replace(".", "").isdigit() and " " not in suffix:
        return doi.lower() if len(doi) <= _MAX_CHARACTERS else None
    return None
