"""Posts of Meta's platforms: by the preview of their page, then by Meta's oEmbed endpoints, without words.

Since 2026 the endpoints answer without a token too, without the fields of the author; the token of an app
with oEmbed Read raises the limit. It goes in a header, so that no log has it. An error is a 400 with
`error.code` and `error.error_subcode` (Graph API, Handling Errors; the codes as iframely lists them).
"""

import re
from dataclasses import dataclass, replace

from embedsvc.errors import HOUR, Failure, NotFound, RateLimited, UpstreamError, UpstreamRefused
from embedsvc.model import Ask, Author, Finding, Kind, Metadata, Player, Provider, Snapshot, Url
from embedsvc.providers import post_preview, webpage
from embedsvc.providers.oembed_answer import ACCEPT, request_url
from embedsvc.providers.site import SiteFlow
from embedsvc.read.html import tree
from embedsvc.read.html.visible_text import visible_text
from embedsvc.read.markup import json, oembed
from embedsvc.read.markup.json_path import at

GRAPH = "https://graph.facebook.com/v25.0/"
EMBEDDING_DISABLED = 2207046
SHARED_BY = re.compile(r"\bshared by (?P<name>.{1,200}?) \(@(?P<handle>[\w.]{1,64})\)")

ERRORS: dict[int, tuple[type[Failure], str]] = {
    2: (UpstreamError, "Meta has a failure of its own."),
    4: (RateLimited, "Meta wants fewer requests."),
    24: (UpstreamRefused, "The post is private, or not for everybody."),
    100: (NotFound, "Meta has no public post at this address."),
    104: (UpstreamRefused, "Meta wants a token for this post (EMBEDSVC_META_TOKEN)."),
    190: (UpstreamRefused, "Meta does not accept the token (EMBEDSVC_META_TOKEN)."),
    368: (RateLimited, "Meta has blocked requests for a while."),
}
ABOUT_THE_POST = frozenset({24, 100})


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A network whose posts have a preview, an oEmbed answer and a frame: all that Instagram and Threads
    differ in.
    """

    provider: Provider
    endpoint: str
    """Of oEmbed."""
    profile: str
    """The address of an account's page, with `{handle}`."""
    title: re.Pattern[str]
    """Of the preview, as `post_preview.read` matches it."""
    description: re.Pattern[str] | None = None

    def flow(self, url: Url, player: Player, token: str | None) -> SiteFlow:
        """The words by the preview of the page; where it shows a wall, the embed code with the player; a link
        where neither can be had and nothing is stated about the post.
        """
        try:
            found: Finding = yield webpage.ask(url, lambda snapshot: self._preview(snapshot, url), share=0.6)
        except Failure as failure:
            came = failure.answered
        else:
            return found
        try:
            found = yield ask(self.endpoint, url, self.provider, token=token, player=player)
        except Failure as failure:
            if came and not failure.answered:
                return webpage.link(url, self.provider)
            raise
        return found

    def _preview(self, snapshot: Snapshot, url: Url) -> Finding:
        preview = post_preview.read(snapshot, self.title, description=self.description)
        return post_preview.finding(preview, url, self.provider, self.profile)


def ask(
    endpoint: str,
    url: Url,
    provider: Provider,
    *,
    token: str | None,
    player: Player | None,
    kind: Kind = "rich",
) -> Ask[Finding]:
    """The embed code of a post."""
    return Ask(
        url=request_url(endpoint, {"url": url.text, "omitscript": "true"}),
        read=lambda snapshot: replace(_read(snapshot, url, provider), kind=kind, player=player),
        method="oembed",
        accept=ACCEPT,
        headers=(("authorization", f"Bearer {token}"),) if token else (),
        read_statuses=frozenset({400, 401, 403, 404}),
    )


def _read(snapshot: Snapshot, url: Url, provider: Provider) -> Finding:
    if snapshot.status != 200:
        raise _failure(at(json.loads(snapshot), "error"))
    answer = oembed.parse(snapshot)
    shared = SHARED_BY.search(visible_text(tree.parse((answer.html or "").encode("utf-8", "replace"))))
    author = Author(name=shared["name"], handle=shared["handle"]) if shared else None
    facts = Metadata(authors=(author,) if author else (), publisher=provider.name, canonical_url=url.text)
    return Finding(
        kind="rich", method="oembed", provider=provider, metadata=facts, markup=answer.html, ttl=HOUR
    )


def _failure(error: object) -> Failure:
    """What Meta states: about the post it is the last word (`answered`)."""
    if at(error, "error_subcode") == EMBEDDING_DISABLED:
        return UpstreamRefused("Its author does not allow this post to be embedded.", answered=True)
    stated = at(error, "code")
    code = stated if isinstance(stated, int) else 0
    kind, detail = ERRORS.get(code, (UpstreamRefused, "Meta refuses this request."))
    return kind(detail, answered=code in ABOUT_THE_POST)
