import pytest

from embedsvc.read.page.notice_texts import is_notice


@pytest.mark.parametrize(
    "text",
    [
        "Your browser does not support the audio element.",
        "Ihr Browser unterstützt dieses Format nicht.",
        "Votre navigateur ne prend pas en charge cette vidéo.",
        "Su navegador no admite este formato.",
        "Din webbläsare stöder inte videoklipp.",
        "Tarayıcınız bu videoyu desteklemiyor.",
        "Ваш браузер не поддерживает этот формат.",
        "متصفحك لا يدعم هذا الفيديو.",
        "お使いのブラウザはこの動画に対応していません。",
        "您的浏览器不支持该视频。",
        "Please enable JavaScript to view this page.",
        "Bitte aktivieren Sie JavaScript.",
        "We use cookies to make this site better.",
        "Wir verwenden Cookies, um unsere Seiten zu verbessern.",
        "Ce site utilise des cookies.",
        "Мы используем cookie.",
    ],
)
def test_notices_are_recognised_in_many_languages(text: str) -> None:
    """Those of players, of scripts and of banners about cookies."""
    assert is_notice(text)


@pytest.mark.parametrize(
    "text",
    [
        "Cookies are small files, and the court has ruled on them.",
        "Our best cookies for the holidays need butter and patience.",
        "The maker of the browser blocks trackers from next month.",
        "JavaScript turned thirty this week, and its inventor looks back at ten days in May.",
    ],
)
def test_articles_about_such_things_are_no_notices(text: str) -> None:
    """They talk neither of this site nor to the reader's browser."""
    assert not is_notice(text)
