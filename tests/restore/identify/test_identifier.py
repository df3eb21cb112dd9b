"""Looking for the link of a decayed post: on pages, then in an index of web archives."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from embedsvc import errors
from embedsvc.restore.find import Find
from embedsvc.restore.identify.candidates import Links, PostLink, likely
from embedsvc.restore.identify.identifier import MAX_ASKS, Identified, Identifier
from embedsvc.store.recent import Recent
from tests.providers.platforms.test_x import answer
from tests.support.recorded import JSON, Answer, Web, page, resolver
from tests.support.sites import SITES

HANDLE = "HarbourOffice"
KEY = 1367800000000000000  # of 5 March 2021, 11:30 UTC
WORDS = "The bridge opens on Monday at noon"
FIND = Find(
    kind="post",
    platform="x",
    text=f"{WORDS} https://t.co/AbCdEf1234",
    author="Harbour Office",
    handle=HANDLE,
    published="2021-03-05",
    start=0,
    end=10,
    confidence=0.9,
    rule="signature",
)
PAGE, SOURCE = "https://paper.example/bridge", "https://agency.example/1"
INDEX = "https://cdx.example/search"
DAY = 24 * 3_600_000 << 22
"""What a day adds to an id."""


def oembed(key: int) -> str:
    return f"https://publish.x.com/oembed?url=https%3A%2F%2Fx.com%2F{HANDLE}%2Fstatus%2F{key}&omit_script=1&dnt=true"


def post(words: str = WORDS, link: str = "https://t.co/AbCdEf1234") -> Answer:
    return answer(f'{words} <a href="{link}">{link}</a>', day="March 5, 2021")


def linking(*keys: int, form: str = "https://twitter.com/{}/status/{}?ref_src=twsrc%5Etfw") -> Answer:
    return page(body="".join(f'<a href="{form.format(HANDLE, key)}">a post</a>' for key in keys))


def captures(*keys: int) -> Answer:
    rows = [
        ["original", "timestamp"],
        *([f"https://twitter.com/{HANDLE}/status/{key}", "20210306"] for key in keys),
    ]
    return Answer(json.dumps(rows), JSON)


class Indexed(dict[str, Answer | errors.Failure]):
    """Answers every query of an index of web archives the same."""

    def __init__(
        self, answers: dict[str, Answer | errors.Failure], captured: Answer | errors.Failure
    ) -> None:
        super().__init__(answers)
        self.captured = captured

    def get(self, key: str, default: object = None) -> Answer | errors.Failure | None:  # type: ignore[override]  # noqa: ARG002
        return self.captured if key.startswith(INDEX) else super().get(key)


def search(
    web: Web, find: Find = FIND, *, pages: tuple[str, ...] = (PAGE,), index: str = INDEX, until: float = 60.0
) -> Identified:
    return identifier(web, index)(find, pages, until)


def identifier(web: Web, index: str = INDEX) -> Identifier:
    return Identifier(
        fetch=web.fetch,
        resolve=resolver(web),
        normalise=SITES.normalise,
        cdx_url=index,
        timeout=1.0,
        monotonic=lambda: 0.0,
        recent=Recent[Links](lambda: 0.0).get_or_fetch,
    )


def key_of(found: Identified) -> int | None:
    return int(found.embed.url.rpartition("/")[2]) if found.embed else None


@pytest.mark.parametrize(
    "form",
    [
        "https://twitter.com/{}/status/{}?ref_src=twsrc%5Etfw",
        "https://x.com/{}/status/{}",
        "https://mobile.twitter.com/{}/statuses/{}",
        "https:\\/\\/twitter.com\\/{}\\/status\\/{}",
        "https://twitter.com/#!/{}/status/{}",
    ],
)
def test_a_page_that_links_to_the_post_identifies_it(form: str) -> None:
    web = Web({PAGE: linking(KEY, form=form), oembed(KEY): post()})
    found = search(web)
    assert key_of(found) == KEY
    assert [(attempt.method, attempt.code) for attempt in found.tried] == [
        ("metadata", None),
        ("oembed", None),
        ("api", "upstream_unreachable"),
    ]


def test_the_page_of_the_source_is_asked_too() -> None:
    web = Web({PAGE: page(), SOURCE: linking(KEY), oembed(KEY): post()})
    assert key_of(search(web, pages=(PAGE, SOURCE))) == KEY


def test_the_handle_may_be_written_in_other_letters() -> None:
    web = Web({PAGE: linking(KEY), oembed(KEY).replace(HANDLE, HANDLE.lower()): post()})
    assert key_of(search(web, replace(FIND, handle=HANDLE.lower()))) == KEY


def test_an_index_of_web_archives_has_the_posts_of_the_day() -> None:
    """It is asked for the posts of the handle from the day before on; those of other days are no candidates."""
    web = Web(Indexed({oembed(KEY): post()}, captures(KEY - 3 * DAY, KEY, KEY + 3 * DAY)))
    found = search(web, pages=())
    assert key_of(found) == KEY
    asked = [address for address in web.asked if address.startswith(INDEX)]
    query = parse_qs(urlsplit(asked[0]).query)
    assert query["url"] == [f"twitter.com/{HANDLE}/status/*"]
    assert query["from"] == ["20210304"]
    assert (query["output"], query["fl"], query["collapse"]) == (["json"], ["original,timestamp"], ["urlkey"])
    assert [address for address in web.asked if "oembed" in address] == [oembed(KEY)]
    assert [attempt.url for attempt in found.tried if attempt.method == "archive"] == [INDEX]


def test_both_names_of_the_platform_are_looked_up() -> None:
    web = Web(Indexed({}, captures()))
    assert search(web, pages=()).embed is None
    queries = [parse_qs(urlsplit(address).query)["url"][0].partition("/")[0] for address in web.asked]
    assert queries == ["twitter.com", "x.com"]


def test_an_index_that_is_off_is_never_asked() -> None:
    web = Web({PAGE: page()})
    assert search(web, index="").embed is None
    assert web.asked == [PAGE]


@pytest.mark.parametrize(
    ("candidate", "is_found"),
    [
        (post(), True),
        (post(WORDS.replace("noon", "midnight")), True),
        (post(WORDS.replace("noon", "midnight"), "https://t.co/Other12345"), False),
        (post("Ministers meet in Vienna over gas prices"), False),
        (errors.NotFound("No post."), False),
    ],
    ids=["same words", "same link", "other words and link", "same link in another text", "no post"],
)
def test_a_candidate_is_confirmed_by_its_words(candidate: Answer | errors.Failure, is_found: bool) -> None:  # noqa: FBT001
    """All of them, or most of them and the short link. What is not confirmed is no find: ids are never invented."""
    web = Web(Indexed({PAGE: linking(KEY), oembed(KEY): candidate}, captures(KEY)))
    assert key_of(search(web)) == (KEY if is_found else None)


def test_posts_of_other_accounts_and_days_are_no_candidates() -> None:
    web = Web(
        {PAGE: page(body=f"https://x.com/Other/status/{KEY} https://x.com/{HANDLE}/status/{KEY + 5 * DAY}")}
    )
    assert search(web, index="").embed is None
    assert web.asked == [PAGE]


@pytest.mark.parametrize(
    "find",
    [
        replace(FIND, handle=None),
        replace(FIND, platform="instagram"),
        replace(FIND, text=""),
        replace(FIND, text=None),
    ],
    ids=["no handle", "another platform", "no words", "nothing"],
)
def test_what_cannot_be_looked_for_asks_nothing(find: Find) -> None:
    web = Web({})
    assert search(web, find) == Identified(None, ())
    assert web.asked == []


def test_a_post_without_a_day_is_not_looked_up_in_the_index() -> None:
    """Only on pages: the index would have all posts of the account."""
    web = Web({PAGE: linking(KEY), oembed(KEY): post()})
    assert key_of(search(web, replace(FIND, published=None))) == KEY
    assert search(Web({}), replace(FIND, published=None), pages=()).tried == ()


def test_the_search_is_bounded() -> None:
    """However many candidates there are. A candidate's own second and third way count too."""
    keys = [KEY + number for number in range(50)]
    unlike: dict[str, Answer | errors.Failure] = {
        oembed(key): post("Ministers meet in Vienna") for key in keys
    }
    web = Web(Indexed({PAGE: linking(*keys[:25]), **unlike}, captures(*keys)))
    assert search(web).embed is None
    assert len(web.asked) == MAX_ASKS
    failing = Web(Indexed({PAGE: linking(*keys)}, captures(*keys)))
    assert len(search(failing).tried) < MAX_ASKS + 3


def test_a_page_and_an_answer_of_the_index_are_asked_once_for_all_posts() -> None:
    web = Web(Indexed({PAGE: linking(), oembed(KEY): post()}, captures(KEY)))
    identify = identifier(web)
    tried = [identify(FIND, (PAGE,), 60.0).tried for _ in range(3)]
    assert [attempt.method for attempt in tried[1]] == [attempt.method for attempt in tried[0]]
    assert web.asked.count(PAGE) == 1


def test_what_failed_is_asked_again() -> None:
    web = Web({PAGE: errors.UpstreamTimeout("Late."), oembed(KEY): post()})
    identify = identifier(web, "")
    assert identify(FIND, (PAGE,), 60.0).embed is None
    assert identify(FIND, (PAGE,), 60.0).embed is None
    assert len(web.asked) == 2


def test_the_candidates_of_the_day_itself_come_first() -> None:
    links = [PostLink("harbouroffice", KEY + DAY), PostLink("harbouroffice", KEY), PostLink("other", KEY)]
    assert likely(links, HANDLE, "2021-03-05") == [KEY, KEY + DAY]


def test_nothing_is_asked_after_the_deadline_of_the_article() -> None:
    web = Web({PAGE: linking(KEY), oembed(KEY): post()})
    assert search(web, until=0.0) == Identified(None, ())
    assert web.asked == []
    search(web, until=0.4)
    assert web.shares[0] == pytest.approx(0.4)


@pytest.mark.parametrize("body", ["", "[]", "{}", "<html>", "[[]]", "[1, 2]", '["original"]', "[" * 100_000])
def test_an_unreadable_index_is_no_find(body: str) -> None:
    found = search(Web(Indexed({}, Answer(body, JSON))), pages=())
    assert found.embed is None


def test_an_index_that_fails_is_named_without_its_query() -> None:
    found = search(Web(Indexed({}, errors.UpstreamTimeout("Late."))), pages=(), index=f"{INDEX}?key=secret")
    assert {(attempt.method, attempt.url, attempt.code) for attempt in found.tried} == {
        ("archive", INDEX, "upstream_timeout")
    }
