"""Identifiers of works that are pasted instead of a link."""

import time

import pytest

from embedsvc import identifiers, paste
from embedsvc.errors import Failure, InvalidUrl, UnsupportedScheme
from tests.support.sites import normalise

DOI = "https://doi.org/10.5555/sample.2021-04"
ARXIV = "https://arxiv.org/abs/2104.12345"
PUBMED = "https://pubmed.ncbi.nlm.nih.gov/30123456/"
PMC = "https://pmc.ncbi.nlm.nih.gov/articles/PMC6123456/"
BOOK = "https://openlibrary.org/isbn/9780306406157"


def found(text: str) -> str:
    link, url = paste.find(text, normalise)
    assert normalise(link) == url
    return url.text


@pytest.mark.parametrize(
    "text",
    [
        "10.5555/sample.2021-04", "doi:10.5555/sample.2021-04", "DOI: 10.5555/sample.2021-04", "doi 10.5555/sample.2021-04",
        "DOI：10.5555/sample.2021-04", "info:doi/10.5555/sample.2021-04", "urn:doi:10.5555/sample.2021-04",
        "<10.5555/sample.2021-04>", "(doi:10.5555/sample.2021-04).", "“10.5555/sample.2021-04”", "\u200b10.5555/sample.2021-04\u200b",
        "10.5555/sample.2021-04.", "doi.org/10.5555/sample.2021-04", "https://doi.org/10.5555/sample.2021-04",
"<i>Journal</i> <b>7</b>, <span>doi:10.5555/sample.2021-04</span>",
        "[10.5555/sample.2021-04](https://doi.org/10.5555/sample.2021-04)",
    ],
)  # fmt: skip
def test_a_doi(text: str) -> None:
    """Bare, labelled, as a URN or in brackets, it is the link to the resolver."""
    assert found(text) == DOI


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("10.5555/S0000-1111(20)30183-5", "10.5555/S0000-1111(20)30183-5"),
        ("(10.5555/S0000-1111(20)30183-5)", "10.5555/S0000-1111(20)30183-5"),
        ("10.5555/(SICI)1097-4571(1999)50:1<27::AID>3.0.CO;2-V", "10.5555/(SICI)1097-4571(1999)50:1%3C27::AID%3E3.0.CO;2-V"),
        ("doi:10.5555/a#b?c%d", "10.5555/a%23b%3Fc%25d"),
        ("10.5555.12/x", "10.5555.12/x"),
        ("10.5555/élan", "10.5555/%C3%A9lan"),
    ],
)  # fmt: skip
def test_characters_of_a_doi(text: str, path: str) -> None:
    """A DOI may contain brackets and what has a meaning in a URL, which is percent-encoded."""
    assert found(text) == f"https://doi.org/{path}"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("arXiv:2104.12345", ARXIV), ("arXiv: 2104.12345v3", f"{ARXIV}v3"), ("ArXiv 2104.12345 [cs.CL]", ARXIV),
        ("arXiv:hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        ("arXiv:math.GT/0309136", "https://arxiv.org/abs/math.GT/0309136"),
        ("PMID 30123456", PUBMED), ("PMID: 30123456", PUBMED), ("pmid:30123456.", PUBMED), ("PubMed ID 30123456", PUBMED),
        ("PMC6123456", PMC), ("PMCID: PMC6123456", PMC),
        ("ISBN 978-0-306-40615-7", BOOK), ("ISBN-13: 9780306406157", BOOK), ("ISBN 0-306-40615-2", BOOK),
        ("isbn:0306406152", BOOK), ("urn:isbn:9780306406157", BOOK), ("978-0-306-40615-7", BOOK),
        ("ISBN 978‑0‑306‑40615‑7", BOOK), ("ISBN-10: 0-306-40615-2, ISBN-13: 978-0-306-40615-7", BOOK),
        ("ISBN 0-8044-2957-X", "https://openlibrary.org/isbn/9780804429573"),
        ("at://ann.example/app.bsky.feed.post/3kabc", "https://bsky.app/profile/ann.example/post/3kabc"),
        ("See at://did:plc:abc/app.bsky.feed.post/3kabc here", "https://bsky.app/profile/did:plc:abc/post/3kabc"),
    ],
)  # fmt: skip
def test_other_identifiers(text: str, address: str) -> None:
    """With their labels, as references write them. A book has one address by both of its numbers."""
    assert found(text) == address


def test_a_reference_is_about_one_work() -> None:
    """Of several kinds of identifiers the DOI counts; a link in the text counts more."""
    reference = "Doe J. On samples. J Samples. 2021;7:1-9. doi: 10.5555/sample.2021-04. PMID: 30123456; PMCID: PMC6123456."
    assert found(reference) == DOI
    assert found(f"{reference} https://journal.example/7") == "https://journal.example/7"


def test_several_works_are_several_links() -> None:
    """The error names them, so that one can be pasted."""
    with pytest.raises(InvalidUrl) as error:
        found("10.5555/one and 10.5555/two")
    assert "https://doi.org/10.5555/one and https://doi.org/10.5555/two" in error.value.detail


@pytest.mark.parametrize("text", ["ISBN 978-0-306-40615-8", "ISBN 0-306-40615-3", "ISBN 0-306-40615-X"])
def test_a_mistyped_isbn(text: str) -> None:
    """The check digit (ISO 2108) shows it before anything is fetched."""
    with pytest.raises(InvalidUrl, match="ISBN"):
        found(text)


@pytest.mark.parametrize(
    "text",
    [
        "9780306406158",
        "2104.12345",
        "10.5555",
        "10.5555/",
        "10.12/x y",
        "PMID",
        "arXiv",
        "doi:",
        "phone 555 0123 456",
    ],
)
def test_other_numbers_are_no_identifiers(text: str) -> None:
    """Without a label only a DOI, and thirteen digits with the right check digit, are recognised."""
    with pytest.raises(Failure):
        found(text)


@pytest.mark.parametrize(
    "text",
    [
        "at://ann.example/app.bsky.graph.list/3k",
        "javascript:10.5555/x",
        "file:///10.5555/x",
        "data:10.5555/x",
        "ftp://h/10.5555/x",
    ],
)
def test_other_schemes_stay_refused(text: str) -> None:
    """An identifier inside a URL of another scheme is a part of that URL."""
    with pytest.raises(UnsupportedScheme):
        found(text)


def test_long_texts_take_linear_time() -> None:
    """Patterns have no two ways to match the same characters."""
    start = time.perf_counter()
    for part in ("10.1111/", "ISBN 978-0-3", "arXiv:a-", "doi: ", "PMID ", "10.1111.1", "<1:", "978 "):
        try:
            identifiers.within(part * (4096 // len(part)))
        except InvalidUrl:
            continue
    assert time.perf_counter() - start < 1
