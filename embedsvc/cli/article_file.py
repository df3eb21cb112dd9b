"""Articles out of files."""

from embedsvc.errors import InvalidRequest, RequestTooLarge


def decode(data: bytes, most: int | None = None) -> str:
    """The text of a file, which must be UTF-8, as its bytes must come back. `most` bounds its bytes.

    Raises InvalidRequest and RequestTooLarge.
    """
    if most is not None and len(data) > most:
        raise RequestTooLarge(f"The article is longer than {most // 2**20} MiB.")
    if b"\0" in data:
        raise InvalidRequest("The file is binary, not an article in UTF-8.")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise InvalidRequest(f"The file is not UTF-8: byte {error.start} is invalid.") from None
    if not text.strip():
        raise InvalidRequest("The article is empty.")
    return text
