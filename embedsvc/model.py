"""The nouns of embedsvc, frozen. Unknown is None, never "" and never a guess.

Times inside are seconds since the epoch (UTC); dates that a page states are RFC 3339 strings with the
precision it gave (`2021`, `2021-01`, `2021-01-26` or a full date-time with its offset).
Languages are BCP 47 tags, sizes are pixels, URLs are absolute http(s) URLs.
"""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Generic, Literal, TypeVar

from embedsvc.errors import BY_CODE, Failure, OlderAnswer

Kind = Literal["post", "article", "video", "audio", "photo", "rich", "link"]
Method = Literal["api", "oembed", "discovery", "metadata", "archive", "paste", "link"]
State = Literal["fresh", "stale", "gone"]
Direction = Literal["ltr", "rtl"]
AuthorType = Literal["person", "organization"]
MediaType = Literal["photo", "video", "audio"]
RunType = Literal["text", "link", "mention", "tag", "break"]
Retention = Literal["full", "attribution-only", "none"]
"""How much of a platform's content its terms allow to be archived, from the most to the least."""

Headers = tuple[tuple[str, str], ...]
"""HTTP header fields in their order, each name and value."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Url:
    """An absolute http(s) URL. Only `urls` makes one; `text` of a normalised one is the key of caches and
    archive.
    """

    text: str
    """Ends with the fragment if there is one."""
    scheme: str
    host: str
    """Lower-case, in its ASCII (IDNA) form, without brackets for IPv6."""
    port: int
    path: str
    query: str
    fragment: str = ""
    """Only one that is part of the address: `urls.ADDRESS_FRAGMENTS`, and those that a platform states."""

    def __str__(self) -> str:
        return self.text

    @property
    def origin(self) -> tuple[str, str, int]:
        """RFC 6454 §4."""
        return self.scheme, self.host, self.port

    @property
    def target(self) -> str:
        """The origin-form of the request target (RFC 9112 §3.2.1): the path with its query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def without_query(self) -> str:
        """For logs and errors, since a query or a fragment may hold a secret."""
        return self.without_fragment.text.partition("?")[0]

    @property
    def without_fragment(self) -> "Url":
        """What is requested: no request carries a fragment (RFC 9110 §7.1)."""
        if not self.fragment:
            return self
        return replace(self, text=self.text.partition("#")[0], fragment="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One fetched response: its body, and what its headers state about it. Its status is 2xx, or one of the
    `read_statuses` of its Ask.
    """

    asked: str
    url: str
    """The final URL, after redirects."""
    status: int
    media_type: str | None
    """Lower-case, without parameters."""
    charset: str | None
    """From the Content-Type header."""
    headers: Headers = ()
    """Names in lower case."""
    body: bytes = field(repr=False)
    """Decoded, at most the byte cap."""
    truncated: bool = False
    fetched_at: float
    fresh_for: int | None = None
    """Seconds of freshness left at `fetched_at` (RFC 9111 §4.2); None without a header that states it."""
    revalidated: bool = False
    """A stored response, revalidated (304) at `fetched_at`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Generic[T]):
    """One thing that a provider wants fetched and read. Reading is part of the attempt: when `read` raises
    a Failure, the attempt has failed with it.
    """

    url: Url
    read: Callable[[Snapshot], T]
    method: Method
    accept: str = "*/*"
    headers: Headers = ()
    failures: Mapping[int, tuple[type[Failure], str]] = field(default_factory=dict)
    """What a status means to this upstream, with the detail, where that differs from `errors.for_status`."""
    read_statuses: frozenset[int] = frozenset()
    """Error statuses whose body states what is wrong: `read` gets these responses too, and raises it."""
    share: float = 1.0
    """How much of the time left this may use: below 1 where another way is left to try."""
    part: tuple[int, int] | None = None
    """The first and the last byte of a file that are wanted (RFC 9110 §14.1.2). With it, the body is read
    whatever its type is.
    """
    known: Snapshot | None = None
    """The stored response to the same Ask: it is sent as a condition, so that the site may answer 304 (RFC
    9110 §13).
    """

    @property
    def key(self) -> str:
        """Tells Asks that may be given different representations apart (RFC 9111 §4.1). It is a digest, for
        headers may hold secrets.
        """
        asked = repr((self.url.text, self.accept, self.headers))
        return sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    name: str
    handle: str | None = None
    """Without the leading @."""
    url: str | None = None
    avatar: str | None = None
    type: AuthorType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    url: str
    width: int | None = None
    height: int | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    type: MediaType
    url: str
    width: int | None = None
    height: int | None = None
    alt: str | None = None
    poster: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page states about itself. `sources` names the rule that gave each field."""

    title: str | None = None
    authors: tuple[Author, ...] = ()
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    description: str | None = None
    image: Image | None = None
    language: str | None = None
    direction: Direction | None = None
    canonical_url: str | None = None
    keywords: tuple[str, ...] = ()
    favicon: str | None = None
    license: str | None = None
    based_on: str | None = None
    """The URL of the work that this page republishes."""
    feeds: tuple[str, ...] = ()
    type: str | None = None
    """The page's own word: a schema.org type, otherwise its og:type."""
    free: bool | None = None
    """False behind a paywall (schema.org isAccessibleForFree)."""
    doi: str | None = None
    sources: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a post: `text` as shown, `url` for link, mention and tag; a break has neither."""

    type: RunType
    text: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The words of a post: data, not HTML."""

    runs: tuple[Run, ...]
    language: str | None = None
    direction: Direction | None = None

    @property
    def text(self) -> str:
        return "".join("\n" if run.type == "break" else run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """A player in a frame. Without sizes it fills the width available, at `aspect_ratio` (width / height)."""

    url: str
    width: int | None = None
    height: int | None = None
    aspect_ratio: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who the content comes from: shown to readers, `key` names our module."""

    name: str
    url: str | None
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a platform's terms allow for its content, wherever it was read from."""

    provider: str
    """The platform's `Provider.key`."""
    hosts: tuple[str, ...]
    """Domains that publish the platform's content, with all subdomains."""
    retention: Retention


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTo:
    """The post that a post answers: what is known of its author, and its URL."""

    name: str | None = None
    handle: str | None = None
    """Without the leading @."""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOption:
    text: str
    share: float | None = None
    """Of all votes, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    options: tuple[PollOption, ...]
    ends: str | None = None
    """RFC 3339."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a provider found, and who it is.

    `markup` is untrusted HTML of an oEmbed answer, read only by `formats` through `safe.sanitise`;
    `ttl`: seconds for which the finding is fresh, None where upstream did not state it.
    """

    kind: Kind
    method: Method
    provider: Provider
    metadata: Metadata
    quote: Quote | None = None
    player: Player | None = None
    media: tuple[Media, ...] = ()
    markup: str | None = None
    quoted: "Finding | None" = None
    """The post that a post quotes, one level deep."""
    reply_to: ReplyTo | None = None
    poll: Poll | None = None
    content_warning: str | None = None
    """What the author warns of, shown before the words."""
    passage: str | None = None
    """The words of a page that a text fragment names (WICG Scroll To Text Fragment); the lines of a file."""
    archived_at: str | None = None
    """The moment of a web archive's capture (RFC 3339)."""
    ttl: int | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """The link stands for another one (a shortener, a share link): choose a provider again."""

    url: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A link of a page that must not be fetched (`file:`, `javascript:`): an attempt that fails before any
    I/O.
    """

    method: Method
    failure: Failure


Fetch = Callable[[Ask[Any], float], Snapshot]
"""Fetches within so many seconds, or raises a Failure."""

Flow = Generator[Ask[Any] | Refused, Any, Finding | Moved]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One way that was tried; `code` is None when it worked."""

    method: Method
    url: str | None
    """Without its query; None for an address that must not be repeated."""
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """A finding, and when and how it was fetched: what everything outside sees.

    `url` is the caller's string, verbatim.
    """

    url: str
    key: str | None = None
    """`Url.text` of the normalised link; None for a post as an article has it, whose link was not fetched."""
    finding: Finding
    fetched_at: float
    expires_at: float
    state: State = "fresh"
    tried: tuple[Attempt, ...] = ()
    edition: str | None = None
    """The id of its Edition in the archive; None where there is none."""
    durable: bool = True
    """False where the archive failed: a response must not acknowledge that it lasts."""
    outlives_source: bool = True
    """Whether all of it may be answered after its source has ended; False where retention forbids that."""

    @property
    def provider(self) -> Provider:
        return self.finding.provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A failure as a value: cached and shared like an Embed. `code` is one of `errors.BY_CODE`."""

    url: str
    key: str | None = None
    """`Url.text` of the normalised link; None for an invalid one."""
    code: str
    detail: str
    fetched_at: float
    expires_at: float
    tried: tuple[Attempt, ...] = ()
    older_answer: OlderAnswer | None = None
    """What an older answer of the link becomes; None where none may stand in."""

    def allows(self, older: Embed) -> bool:
        """Whether an older answer may stand in for this failure (RFC 5861, stale-if-error)."""
        return self.older_answer is not None and not self.discards(older)

    def discards(self, older: Embed) -> bool:
        """Whether an older answer may never be served again."""
        return BY_CODE[self.code].stated_by_source and not older.outlives_source


Snapshots = Mapping[str, Snapshot]
"""Responses that can be revalidated, by the key of their Ask."""

Known = Snapshots | None
"""What the cache has of a link that is fetched; None where it has no answer of it at all, as of a link that
nobody asked for before.
"""

CacheStatus = Literal["hit", "stale", "miss"]
"""`hit`: stored and fresh. `stale`: stored and past its end, because a refresh runs or has failed. `miss`:
fetched now, by this request or one that it waited for.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a link, and how it came about."""

    value: Embed | Failed
    snapshots: Snapshots = field(default_factory=dict)
    """What the value was read from, as far as it can be revalidated."""
    cache: CacheStatus = "miss"


Answer = Callable[[Url, Known], Outcome]
"""The one signature of every stage: a normalised link, with what was stored of it before, to its outcome."""
