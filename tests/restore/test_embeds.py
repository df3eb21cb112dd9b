"""Old embeds: what they lead to, where they stand, and what is none."""

import time
from base64 import b64encode

import pytest

from tests.support.restoring import finds

ID = "1354104000000000001"
POST = f"https://x.com/bees/status/{ID}"
POST_OF_SOMEBODY = f"https://x.com/i/status/{ID}"
KEY = "jNQXAC9IVRw"
VIDEO = f"https://www.youtube.com/watch?v={KEY}"
IN_BASE64 = b64encode(
    f'<iframe src="https://www.youtube-nocookie.com/embed/{KEY}"></iframe>'.encode()
).decode()
WIDGETS = "https://platform.twitter.com/widgets.js"

IN_HTML = {
    # frames
    f'<iframe width="560" src="//www.youtube.com/embed/{KEY}?rel=0" allowfullscreen></iframe>': VIDEO,
    f'<iframe src="about:blank" class="lazyload" data-src="https://www.youtube-nocookie.com/embed/{KEY}"></iframe>'
    f'<noscript><iframe src="https://www.youtube-nocookie.com/embed/{KEY}"></iframe></noscript>': VIDEO,
    f'<iframe data-src-consent="https://www.youtube.com/embed/{KEY}" src=""></iframe>': VIDEO,
    '<iframe src="https://mastodon.example/@bees/112345678901234567/embed" class="mastodon-embed"></iframe>'
    '<script src="https://mastodon.example/embed.js" async></script>': (
        "https://mastodon.example/@bees/112345678901234567"
    ),
    '<iframe src="https://tube.example/videos/embed/9c9de5e8-0a1e-484a-b099-e80766180a6d"></iframe>': (
        "https://tube.example/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d"
    ),
    '<iframe src="https://www.facebook.com/plugins/post.php?width=500&amp;href=https%3A%2F%2F'
    'www.facebook.com%2Fbees%2Fposts%2F123456"></iframe>': "https://www.facebook.com/bees/posts/123456",
    '<iframe src="https://datawrapper.dwcdn.net/aBcD1/3/"></iframe>': "https://datawrapper.dwcdn.net/aBcD1/3/",
    f'<object><param name="movie" value="http://www.youtube.com/v/{KEY}&amp;hl=en"></param>'
    f'<embed src="http://www.youtube.com/v/{KEY}&amp;hl=en"></embed></object>': VIDEO,
    # widgets
    f'<blockquote class="twitter-tweet"\n  data-lang="en"\n><p>Bees dance</p>&mdash; Ann (@bees)'
    f' <a href="{POST}?ref_src=twsrc%5Etfw">May 2, 2020</a></blockquote>\n<script async src="{WIDGETS}"></script>': POST,
    f'<twitter-widget class="twitter-tweet twitter-tweet-rendered" data-tweet-id="{ID}"></twitter-widget>': (
        POST_OF_SOMEBODY
    ),
    '<div class="fb-post" data-href="https://www.facebook.com/123/posts/456/"><blockquote '
    'cite="https://www.facebook.com/bees/posts/456" class="fb-xfbml-parse-ignore"><p>Bees</p></blockquote></div>': (
        "https://www.facebook.com/bees/posts/456"
    ),
    '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc234/app.bsky.feed.post/3kabc234"><p>Bees</p>'
    "</blockquote>": "https://bsky.app/profile/did:plc:abc234/post/3kabc234",
    '<blockquote class="imgur-embed-pub"><a href="//imgur.com/a/Bee12">View</a></blockquote>': (
        "https://imgur.com/a/Bee12"
    ),
    '<div id="vk_post_-123_456"></div><script>VK.Widgets.Post("vk_post_-123_456", -123, 456, "h");</script>': (
        "https://vk.com/wall-123_456"
    ),
    '<blockquote class="wp-embedded-content" data-secret="a"><a href="https://news.example/a">A</a></blockquote>'
    '<iframe class="wp-embedded-content" src="https://news.example/a/embed/#?secret=a"></iframe>': (
        "https://news.example/a"
    ),
    '<p class="codepen" data-slug-hash="aBcDeF" data-user="bees"><span>See the Pen <a href="https://codepen.io/bees/pen/'
    'aBcDeF">Bees</a> by Ann.</span></p><script async src="https://cpwebassets.codepen.io/assets/embed/ei.js"></script>': (
        "https://codepen.io/bees/pen/aBcDeF"
    ),
    "<p data-height='265' data-slug-hash='aBcDeF' class='codepen'>See the Pen <a href='https://codepen.io/bees/pen/"
    "aBcDeF/'>Bees</a>.</p>": "https://codepen.io/bees/pen/aBcDeF/",
    '<a data-flickr-embed="true" href="https://www.flickr.com/photos/bees/2341623661/"><img src="/bee.jpg"></a>'
    '<script async src="//embedr.flickr.com/assets/client-code.js"></script>': (
        "https://www.flickr.com/photos/bees/2341623661/"
    ),
    '<a class="spreaker-player" href="https://www.spreaker.com/episode/12345678" data-resource="episode_id=12345678">'
    "Listen</a>": "https://www.spreaker.com/episode/12345678",
    '<div class="infogram-embed" data-id="0a1b2c3d-bees" data-type="interactive"></div>': (
        "https://infogram.com/0a1b2c3d-bees"
    ),
    '<div class="tumblr-post" data-href="https://embed.tumblr.com/embed/post/t:abc/123456789/v2">'
    '<a href="https://bees.tumblr.com/post/123456789/dance">A dance</a></div>': (
        "https://bees.tumblr.com/post/123456789/dance"
    ),
    '<div class="substack-post-embed"><p lang="en">Bees by Ann</p><p>They dance</p><a data-post-link '
    'href="https://bees.substack.com/p/dance">Read on Substack</a></div>': "https://bees.substack.com/p/dance",
    # what waits for a consent
    f'<div class="brlbs-cmpnt-container" data-borlabs-cookie-content="{IN_BASE64}"><p>Load the video</p></div>': VIDEO,
    '<div class="BorlabsCookie _brlbs-cb-youtube"><p>Load the video</p><div class="borlabs-hide">'
    f'<script type="text/template">{IN_BASE64}</script></div></div>': VIDEO,
    f'<iframe consent-original-src-_="https://www.youtube.com/embed/{KEY}" consent-required="24"></iframe>': VIDEO,
    f'<iframe uc-src="https://www.youtube.com/embed/{KEY}"></iframe>': VIDEO,
    f'<div class="youtube_player" videoID="{KEY}" width="560" height="315"></div>': VIDEO,
    # scripts that write a player
    '<script src="https://embed.nicovideo.jp/watch/sm12345/script?w=640&amp;h=360"></script>': (
        "https://www.nicovideo.jp/watch/sm12345"
    ),
    '<script src="https://www.buzzsprout.com/123456/12345678-bees.js?container_id=b&amp;player=small"></script>': (
        "https://www.buzzsprout.com/123456/episodes/12345678-bees"
    ),
    # links alone in their paragraph
    f'<p>&nbsp;<a href="{POST}" rel="noopener">{POST}</a>&nbsp;<br></p>': POST,
    f'<p><a href="{POST}">x.com/bees/status/13541…</a></p>': POST,
    # components
    f'<amp-iframe src="https://www.youtube.com/embed/{KEY}"></amp-iframe>': VIDEO,
    f'<amp-twitter data-tweetid="{ID}" layout="responsive"></amp-twitter>': POST_OF_SOMEBODY,
    '<amp-instagram data-shortcode="CabcDEF123_"></amp-instagram>': "https://www.instagram.com/p/CabcDEF123_/",
    f'<lite-youtube videoid="{KEY}"></lite-youtube>': VIDEO,
    f'<drupal-url data-embed-url="{POST}">fallback</drupal-url>': POST,
    f'<action-text-attachment content-type="application/vnd.embed" url="{VIDEO}"></action-text-attachment>': VIDEO,
    f"<oembed>{VIDEO}</oembed>": VIDEO,
    f'<Tweet id="{ID}" />': POST_OF_SOMEBODY,
    f"<youtube>{KEY}</youtube>": VIDEO,
    # boxes
    f'<figure class="kg-card kg-embed-card"><iframe src="https://www.youtube.com/embed/{KEY}"></iframe></figure>': VIDEO,
    f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n{VIDEO}\n</div></figure>': VIDEO,
    f'<figure data-trix-attachment="{{&quot;contentType&quot;:&quot;embed&quot;,&quot;content&quot;:'
    f'&quot;&lt;iframe src=\\&quot;https://www.youtube.com/embed/{KEY}\\&quot;&gt;&quot;}}"></figure>': VIDEO,
    f'<div class="tweet" data-attrs="{{&quot;url&quot;:&quot;{POST}&quot;}}"></div>': POST,
    f'<div class="youtube-wrap" data-attrs="{{&quot;videoId&quot;:&quot;{KEY}&quot;}}"><div></div></div>': VIDEO,
    f'<div class="player-youtube" data-id="{KEY}"></div>': VIDEO,
    # block comments
    f'<!-- wp:embed {{"url":"{VIDEO}","type":"video"}} -->\n<figure>\n{VIDEO}\n</figure>\n<!-- /wp:embed -->': VIDEO,
    f'<!-- wp:quote {{"className":"twitter-tweet"}} -->\n<blockquote class="wp-block-quote twitter-tweet"><p>Bees</p>'
    f'<p>— Ann (@bees) <a href="{POST}">May 2, 2020</a></p></blockquote>\n<!-- /wp:quote -->': POST,
    f"<!-- wp:paragraph -->\n<p>{POST}</p>\n<!-- /wp:paragraph -->": POST,
    # scripts
    '<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="bees/43"></script>': (
        "https://t.me/bees/43"
    ),
    # shortcodes
    f"[embed width=400]{VIDEO}[/embed]": VIDEO,
    f"[tweet {ID}]": POST_OF_SOMEBODY,
    f"[su_youtube url='{VIDEO}' width='600']": VIDEO,
    f"[fusion_youtube id='{KEY}' /]": VIDEO,
    f"[media=youtube]{KEY}[/media]": VIDEO,
    f"[video=youtube;{KEY}]{VIDEO}[/video]": VIDEO,
    f"[blackbirdpie id='{ID}']": POST_OF_SOMEBODY,
    f"[media]{VIDEO}[/media]": VIDEO,
    "[vimeo 76979871 w=500&h=281]": "https://vimeo.com/76979871",
}

IN_MARKDOWN = {
    f'{{{{< tweet user="bees" id="{ID}" >}}}}': POST,
    f"{{{{< youtube {KEY} >}}}}": VIDEO,
    "{{< gist bees 0123456789abcdef >}}": "https://gist.github.com/bees/0123456789abcdef",
    f"{{% youtube {KEY} %}}": VIDEO,
    f'{{% embed url="{VIDEO}" %}}\n{{% endembed %}}': VIDEO,
    f'{{% include video id="{KEY}" provider="youtube" %}}': VIDEO,
    f"{{% include youtubePlayer.html id='{KEY}' %}}": VIDEO,
    f'{{{{ youtube(id="{KEY}") }}}}': VIDEO,
    f'<TwitterTweetEmbed tweetId="{ID}" />': POST_OF_SOMEBODY,
    "[https://x.com/bees_/status/1](https://x.com/bees_/status/1)": "https://x.com/bees_/status/1",
    f"{{{{cite tweet |user=bees |number={ID} |title=Bees}}}}": POST,
    f"{{{{#ev:youtube|{KEY}|300}}}}": VIDEO,
    f"{{{{youtube>{KEY}?medium}}}}": VIDEO,
    f"@[youtube]({KEY})": VIDEO,
    f"@[tweet]({POST})": POST,
    f"%[{VIDEO}]": VIDEO,
    f"![]({VIDEO})": VIDEO,
    f"<{POST}>": POST,
    f"[{POST}]({POST})": POST,
    f'   <blockquote class="twitter-tweet">\n   <p>Bees</p>\n   <a href="{POST}">May 2,\n   2020</a>\n   </blockquote>': (
        POST
    ),
    f'<iframe\n  width="560"\n\n  src="https://www.youtube.com/embed/{KEY}"\n></iframe>': VIDEO,
}

CAPTIONS = [
    "Watch this video on {}",
    "Watch on {}",
    "Regarder cette vidéo sur {}",
    "Ver este vídeo en {}",
    "Dieses Video auf {} ansehen",
    "Посмотреть видео на {}",
    "شاهد الفيديو على {}",
    "{}で見る",
    "在{}上观看",
    "{}에서 보기",
    "Videoyu {}'da izle",
]

NONE_IN_HTML = [
    f'<p>You can watch this video on <a href="{VIDEO}">YouTube</a> and laugh.</p>',
    "<p>Watch this video on YouTube</p>",
    '<iframe src="//e.issuu.com/embed.html#1234567/7654321"></iframe>',
    f'<pre><iframe src="https://www.youtube.com/embed/{KEY}"></iframe></pre>',
    f'<!-- <iframe src="https://www.youtube.com/embed/{KEY}"></iframe> -->',
    f'<textarea><iframe src="https://www.youtube.com/embed/{KEY}"></iframe></textarea>',
    f"<p>Write <code>[tweet {ID}]</code>.</p>",
    f"[[tweet {ID}]]",
    f"[code][tweet {ID}][/code]",
    f'<script>var a = "[embed]{VIDEO}[/embed]"</script>',
    '[gallery ids="1,2"]',
    '[caption id="a" caption="Photo: @bees, May 2020"]<img src="a.jpg">[/caption]',
    '[video src="https://news.example/a.mp4"][/video]',
    "{{cite tweet|user=|number=|title=}}",
    '<iframe src="https://ads.example/a.html"></iframe>',
    '<iframe src="https://platform.twitter.com/widgets/follow_button.html?screen_name=bees"></iframe>',
    '<iframe src="https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fnews.example"></iframe>',
    '<iframe src="https://www.youtube.com/subscribe_embed?channelid=UCabc"></iframe>',
    '<a class="twitter-timeline" href="https://twitter.com/bees">Tweets by bees</a>',
    (
        '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@bees"><a href="https://www.tiktok.com/@bees">b</a>'
        "</blockquote>"
    ),
    '<div class="fb-page" data-href="https://www.facebook.com/bees"></div>',
    '<div class="social-share youtube" data-href="https://www.youtube.com/channel/UCabc"></div>',
    '<share-button url="https://x.com/intent/tweet?u=a"></share-button>',
    '<figure class="media"><img src="a.jpg"></figure>',
    f'<p>See <a href="{POST}">this post</a>.</p>',
    f"<p>See {POST} for more.</p>",
    '<drupal-media data-entity-type="media" data-entity-uuid="5ad3c2b2"></drupal-media>',
]

NONE_IN_MARKDOWN = [
    f"`{{{{< tweet {ID} >}}}}`",
    f"``a ` [tweet {ID}]``",
    f"```\n{{{{< tweet {ID} >}}}}\n```",
    f"    [tweet {ID}]",
    f"\t{{{{< tweet {ID} >}}}}",
    f"* a\n\n      [tweet {ID}]",
    f"> a\n>\n>     [tweet {ID}]",
    f"* ```\n  [tweet {ID}]\n  ```",
    f"~~~ html\n{{% tweet {ID} %}}\n\n```\n[tweet {ID}]\n",
    f"<!--\n{{% twitter {POST} %}}\n-->",
    f"{{% raw %}}{{% tweet {ID} %}}{{% endraw %}}",
    f"{{{{</* tweet {ID} */>}}}}",
    f"* {POST}",
    f"[See]({POST})",
    "![Chart](https://www.youtube.com/chart.png)",
]


def surrounded(markup: str, source: str) -> str:
    return (
        f"<p>Before.</p>\n{source}\n<p>After.</p>" if markup == "html" else f"Before.\n\n{source}\n\nAfter."
    )


CASES = [("html", source, url) for source, url in IN_HTML.items()]
CASES += [("markdown", source, url) for source, url in IN_MARKDOWN.items()]


@pytest.mark.parametrize(("markup", "source", "url"), CASES)
def test_an_embed_is_found(markup: str, source: str, url: str) -> None:
    """It leads to the page that it shows, and all of it is found, with the script behind it."""
    article = surrounded(markup, source)
    (find,) = finds(article, "html" if markup == "html" else "markdown")
    assert (find.kind in {"embed", "link"}, find.url) == (True, url)
    assert article[find.start : find.end].strip() == source.strip()


@pytest.mark.parametrize("caption", CAPTIONS)
def test_the_caption_of_a_player_is_a_link(caption: str) -> None:
    whole = f'<p><a href="{VIDEO}">{caption.format("YouTube")}</a>.</p>'
    site = f"<p>{caption.format(f'<a href={VIDEO}>YouTube</a>')}</p>"
    for source in (whole, site):
        article = surrounded("html", source)
        (find,) = finds(article, "html")
        assert (find.kind, find.url, article[find.start : find.end]) == ("link", VIDEO, source)


@pytest.mark.parametrize("source", NONE_IN_HTML)
def test_other_markup_is_left(source: str) -> None:
    """Code, comments, links in a sentence, buttons, timelines, galleries, unknown frames."""
    assert not finds(surrounded("html", source))


@pytest.mark.parametrize("source", NONE_IN_MARKDOWN)
def test_other_markdown_is_left(source: str) -> None:
    """Code spans, fences, indented code, comments, raw stretches of templates, links of lists and sentences."""
    assert not finds(surrounded("markdown", source), "markdown")


def test_a_paragraph_ends_with_its_only_embed() -> None:
    """No empty paragraph stays around the block."""
    (find,) = finds(f'<p>A</p><p class="c">\n[embed]{VIDEO}[/embed] </p><p>B</p>')
    assert (find.start, find.end) == (8, 8 + len(f'<p class="c">\n[embed]{VIDEO}[/embed] </p>'))


@pytest.mark.parametrize(
    "quotation",
    [
        '<p lang="en" dir="ltr">Bees dance<br>daily</p>&mdash; Ann (@bees) <a href="{}">May 2, 2020</a>',
        '<p>Bees dance</p><p>daily</p><p>— Ann (@bees) <a href="{}">2 May 2020</a></p>',
    ],
)
def test_the_words_of_a_post_are_taken_from_its_embed(quotation: str) -> None:
    """Also where an editor moved the attribution to a paragraph of its own."""
    (find,) = finds(f'<blockquote class="twitter-tweet">{quotation.format(POST)}</blockquote>')
    assert " ".join((find.text or "").split()) == "Bees dance daily"
    assert (find.author, find.handle, find.published) == ("Ann", "bees", "2020-05-02")
    assert (find.kind, find.platform, find.url) == ("embed", "x", POST)


@pytest.mark.parametrize("indent", ["\u3000", "\u00a0", "&nbsp;", "\ufeff", "\u200f"])
@pytest.mark.parametrize(
    ("text", "kind"), [("https://bees.example/dance", "link"), ("Original Article", "source")]
)
def test_spaces_and_invisible_characters_before_a_line_do_not_count(
    indent: str, text: str, kind: str
) -> None:
    assert [find.kind for find in finds(f"<p>Before.</p><p>{indent}{text}</p>")] == [kind]


def test_a_line_between_empty_ones_is_a_link_of_a_known_platform_alone() -> None:
    """A single line break separates nothing."""
    assert [find.url for find in finds(f"<div>Words.<br><br>{POST}<br />\n<br />More.</div>")] == [POST]
    assert not finds("<div>Words.<br><br>https://news.example/a<br><br>More.</div>")
    assert not finds(f"<p>Words.<br>{POST}<br>More.</p>")


def test_a_line_of_text_is_a_link_of_a_known_platform_alone() -> None:
    """Of any other site it needs a paragraph of its own."""
    assert [find.url for find in finds(f"Words.\n{POST}\nMore.", "markdown")] == [POST]
    assert not finds("Words.\nhttps://news.example/a\nMore.", "markdown")
    assert [find.url for find in finds("Words.\n\nhttps://news.example/a\n\nMore.", "text")] == [
        "https://news.example/a"
    ]


@pytest.mark.parametrize(
    ("markup", "piece"),
    [
        ("html", "<div class='tweet' data-x="),
        ("html", "<blockquote class=twitter-tweet>"),
        ("html", "<script><pre><!--"),
        ("html", "[tweet [embed]"),
        ("markdown", "` `` ``` "),
        ("markdown", "{{< tweet {% embed {{cite tweet|"),
        ("markdown", f"{POST}\n"),
        ("html", f'<p><iframe src="https://www.youtube.com/embed/{KEY}"></iframe>x'),
    ],
)
@pytest.mark.slow
def test_time_is_linear_in_the_article(markup: str, piece: str) -> None:
    """Four times the article takes no more than some eight times the time, each the best of three."""

    def seconds(size: int) -> float:
        article = piece * (size // len(piece))
        taken = []
        for _ in range(3):
            start = time.process_time()
            finds(article, "html" if markup == "html" else "markdown")
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(200_000) < max(8 * seconds(50_000), 0.5)
