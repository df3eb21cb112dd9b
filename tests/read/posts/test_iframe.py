from embedsvc.read.posts import iframe


def test_exactly_one_iframe_is_a_player() -> None:
    """Embed code with two iframes, or with other content, names no single player."""
    frame = iframe.parse('<div><iframe src="//p.example/1" width="640" height="360px"></iframe></div>')
    assert frame == iframe.Iframe("https://p.example/1", 640, 360)
    assert (
        iframe.parse('<iframe src="https://a.example"></iframe><iframe src="https://b.example"></iframe>')
        is None
    )
    assert iframe.parse('<iframe src="javascript:alert(1)"></iframe>') is None
    assert iframe.parse("<p>text</p>") is None
