"""The table of redirect pages."""

import json
import re
from base64 import urlsafe_b64encode
from urllib.parse import quote

import pytest

from embedsvc.providers.wrappers import WRAPPERS
from embedsvc.urls import ANY_HOST
from tests.support.sites import normalise

TARGET = "https://news.example/a?x=1&y=2"
QUOTED = quote(TARGET, safe="")


def base64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


JSON_OF_GO = json.dumps({"email_id": "d", "href": TARGET}).replace("&", "\\u0026").encode()
MANDRILL = json.dumps({"v": 1, "p": json.dumps({"u": 3, "url": TARGET}).replace("/", "\\/")}).encode()
NEWS_ID = base64(b'\x08\x13"' + bytes([len(TARGET)]) + TARGET.encode() + b"\xd2\x01\x00")
RUN = base64("äöüßé*".encode())

WRAPPED = [
    f"https://linklock.titanhq.com/analyse?url={QUOTED}&data=1",
    f"https://tracking.letter.example/CL0/{TARGET.replace('/', '%2F').replace('?', '%3F')}/1/0100-1/x=383",
    f"https://email.shop.example/e/c/{base64(json.dumps({'email_id': 'd', 'href': TARGET}).encode())}/6d2e",
    f"https://email.shop.example/e/c/{base64(JSON_OF_GO)}",
    f"https://click.convertkit-mail2.com/wvuv9vo06zughkok933u7h/owhkhqhwlwwllquv/{base64(TARGET.encode())}",
    f"https://substack.com/redirect/2/{base64(json.dumps({'e': TARGET, 'p': 1}).encode())}.eBQCybh8ocDtHJppN84A",
    f"https://mandrillapp.com/track/click/30/news.example?p={base64(MANDRILL)}",
    f"https://protect.fireeye.com/url?k=1&u={QUOTED}",
    f"https://clicktime.cloud.postoffice.net/clicktime.php?U={QUOTED}&E=x",
    f"https://wx.mail.qq.com/xmspamcheck/xmsafejump?url={QUOTED}",
    f"https://mail.qq.com/cgi-bin/readtemplate?t=safety&gourl={QUOTED}",
    f"https://security.feishu.cn/link/safety?target={QUOTED}&scene=messenger",
    f"https://statics.teams.microsoft.com/evergreen-assets/safelinks/1/atp-safelinks.html?url={QUOTED}",
    f"https://hangouts.google.com/linkredirect?authuser=0&dest={QUOTED}",
    f"https://translate.google.com/website?sl=auto&u={QUOTED}",
    f"https://www.google.com/search?q=cache:{QUOTED}",
    f"https://link.jianshu.com/?t={QUOTED}",
    f"https://www.pixiv.net/jump.php?{QUOTED}",
    f"https://www.curseforge.com/linkout?remoteUrl={quote(QUOTED)}",
    f"https://example.digidip.net/visit?url={QUOTED}",
    f"https://track.webgains.com/click.html?wgcampaignid=1&wgtarget={QUOTED}",
    f"https://www.facebook.com/sharer/sharer.php?u={QUOTED}",
    f"https://www.facebook.com/dialog/share?app_id=1&href={QUOTED}",
    f"https://twitter.com/intent/tweet?text=Storm&url={QUOTED}",
    f"https://x.com/intent/post?text=Storm%20{QUOTED}%20%23storm",
    f"https://www.linkedin.com/sharing/share-offsite/?url={QUOTED}",
    f"https://www.linkedin.com/shareArticle?mini=true&url={QUOTED}&title=Storm",
    f"https://www.reddit.com/submit?url={QUOTED}&title=Storm",
    f"https://www.pinterest.de/pin/create/button/?url={QUOTED}&media=x",
    f"https://wa.me/?text=Storm%20{QUOTED}",
    f"https://wa.me/?text=Storm%20({QUOTED}).",
    f"https://api.whatsapp.com/send?text=Storm%0A{QUOTED}",
    f"https://bsky.app/intent/compose?text=Storm+{QUOTED}",
    f"https://social-plugins.line.me/lineit/share?url={QUOTED}",
    f"https://vk.com/share.php?url={QUOTED}",
    f"https://service.weibo.com/share/share.php?url={QUOTED}&title=x",
    f"https://us18.mailchimp.com/mctx/clicks?url={QUOTED}&h=1&v=1",
    f"https://www.anrdoezrs.net/links/1234/type/dlg/sid/x/{TARGET}",
    f"https://www.kqzyfj.com/click-1-2?url={QUOTED}",
    f"https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&ued={QUOTED}",
    f"https://click.linksynergy.com/deeplink?id=a&mid=1&murl={QUOTED}",
    f"https://ad.doubleclick.net/ddm/clk/1;2;3?{TARGET}",
    f"https://googleads.g.doubleclick.net/aclk?sa=l&adurl={QUOTED}",
    f"https://go.skimresources.com/?id=1X2&xs=1&url={QUOTED}",
    f"https://prf.hn/click/camref:1abc/pubref:x/destination:{QUOTED}",
    f"https://www.removepaywall.com/{TARGET}",
    f"https://www.removepaywall.com/search?url={QUOTED}",
    f"https://smry.ai/{TARGET}",
    f"https://nam02.safelinks.protection.outlook.com/?url={QUOTED}&data=05%7C01%7C&reserved=0",
    f"https://eur01.safelinks.protection.outlook.com/ap/w-59584e83/?url={QUOTED}&data=1",
    f"https://gcc02.safelinks.protection.office365.us/?url={QUOTED}",
    f"https://nam.safelink.emails.azure.net/redirect/?destination={QUOTED}&p=1",
    f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={QUOTED}",
    f"https://outlook.office.com/mail/safelink.html?url={QUOTED}",
    f"https://urldefense.proofpoint.com/v1/url?u={QUOTED}&k=a",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__news.example_a-3Fx-3D1-26y-3D2&d=DwMF",
    "https://urldefense.com/v3/__https://news.example/a?x=1&y=2__;!!KEY!abc$",
    "https://urldefense.us/v3/__https:/news.example/a?x=1&y=2&utm_source=z__;!!KEY!abc$",
    f"https://urldefense.com/v3/__https://news.example/a?x=1*y=2__;{base64(b'&')}!!KEY!abc$",
    f"https://linkprotect.cudasvc.com/url?a={QUOTED}&c=E,1,x&typo=1",
    f"https://protect-eu.mimecast.com/s/Ah1HC79EKVt1r?url={QUOTED}",
    f"https://secure-web.cisco.com/1abcDEF-_/{QUOTED}",
    f"https://protect2.fireeye.com/v1/url?k=1&q=1&u={QUOTED}",
    f"https://clicktime.symantec.com/15xVcHh2q?h=a&u={QUOTED}",
    f"https://imsva91-ctp.trendmicro.com/wis/clicktime/v1/query?url={QUOTED}&umid=1",
    f"https://us-west-2.protection.sophos.com/?d=news.example&u={base64(TARGET.encode())}&i=x",
    f"https://scanmail.trustwave.com/?c=20988&d=1&u={QUOTED}",
    f"https://urlsand.esvalabs.com/?u={QUOTED}&e=1",
    f"https://link.edgepilot.com/s/4239f747/ca21?u={QUOTED}",
    "https://url.avanan.click/v2/r01/___https:/news.example/a?x=1&y=2___.YXAz",
    "https://protect.checkpoint.com/v2/___https%3A//news.example/a?x=1&y=2___.YzJ1",
    f"https://deref-gmx.net/mail/client/abc/dereferrer/?redirectUrl={QUOTED}",
    f"https://k.r.us-east-1.awstrack.me/L0/{QUOTED.replace('%3A', ':')}/1/0100/x=1",
    f"https://click.redditmail.com/CL0/{QUOTED.replace('%3A', ':')}/1/0100/x",
    f"https://c212.net/c/link/?t=0&l=en&u={QUOTED}&a=words",
    f"https://cts.businesswire.com/ct/CT?id=smartlink&url={QUOTED}&index=1",
    f"https://www.google.com/url?sa=t&url={QUOTED}",
    f"https://www.google.co.uk/url?q={QUOTED}",
    f"https://www.google.com/url?q=words+of+a+search&url={QUOTED}",
    f"https://www.google.de/imgres?imgurl=https%3A%2F%2Fi.example%2F1.png&imgrefurl={QUOTED}",
    f"https://scholar.google.com/scholar_url?url={QUOTED}&hl=en",
    f"https://translate.google.com/translate?hl=en&sl=auto&u={QUOTED}",
    "https://www.google.com/amp/s/news.example/a%3fx=1&y=2?usqp=1",
    f"https://news.google.com/rss/articles/{NEWS_ID}?oc=5",
    f"https://news.google.com/articles/{NEWS_ID}",
    "https://news-example.cdn.ampproject.org/c/s/news.example/a?x=1&y=2",
    "https://news-example.cdn.ampproject.org/v/s/news.example/a?x=1&y=2&usqp=mq3&amp_js_v=0.1",
    "https://news-example.translate.goog/a?x=1&y=2&_x_tr_sl=de&_x_tr_tl=en&_x_tr_pto=wapp",
    f"https://webcache.googleusercontent.com/search?q=cache:abcdefghijkl:{QUOTED}+words&cd=1",
    f"https://www.bing.com/ck/a?!&&p=1&u=a1{base64(TARGET.encode())}&ntb=1",
    f"https://www.bing.com/news/apiclick.aspx?ref=FexRss&url={QUOTED}",
    f"https://duckduckgo.com/l/?uddg={QUOTED}&rut=1",
    f"https://r.search.yahoo.com/_ylt=AwrE/RV=2/RE=16/RO=10/RU={QUOTED}/RK=2/RS=x-",
    f"https://yandex.ru/turbo?text={QUOTED}",
    "https://yandex.ru/turbo/news.example/s/a?x=1&y=2",
    "https://news-example.turbopages.org/news.example/s/a?x=1&y=2",
    "https://translated.turbopages.org/proxy_u/en-ru.ru.1/https/news.example/a?x=1&y=2",
    f"https://l.facebook.com/l.php?u={QUOTED}&h=1",
    f"https://lm.facebook.com/l.php?u={QUOTED}",
    f"https://m.facebook.com/flx/warn/?u={QUOTED}",
    f"https://l.messenger.com/l.php?u={QUOTED}",
    f"https://l.instagram.com/?u={QUOTED}&e=1",
    f"https://l.threads.com/?u={QUOTED}",
    f"https://l.wl.co/l?u={QUOTED}",
    f"https://twitter.com/safety/unsafe_link_warning?unsafe_link={QUOTED}",
    f"https://www.linkedin.com/redir/redirect?url={QUOTED.replace('.', '%2E')}&urlhash=x&trk=y",
    f"https://www.linkedin.com/safety/go?url={QUOTED}&trk=y",
    f"https://www.youtube.com/redirect?event=video_description&q={QUOTED}",
    f"https://out.reddit.com/t3_abc?url={QUOTED}&token=1",
    f"https://slack-redir.net/link?url={QUOTED}",
    f"https://t.me/iv?url={QUOTED}&rhash=1",
    f"https://t.me/share/url?url={QUOTED}&text=words",
    f"https://m.vk.com/away.php?to={QUOTED}&cc_key=",
    f"https://ok.ru/dk?cmd=logExternal&st.link={QUOTED}",
    f"https://m.ok.ru/dk?st.cmd=outLinkWarning&st.rfn={QUOTED}",
    f"https://steamcommunity.com/linkfilter/?url={QUOTED}",
    f"https://steamcommunity.com/linkfilter?u={QUOTED}",
    f"https://medium.com/r/?url={QUOTED}",
    f"https://disq.us/url?url={QUOTED}%3APxLSP7AjU7-LLKjz3b1k2lZO5fc&cuid=1",
    f"https://disq.us/?url={QUOTED}",
    f"https://www.pinterest.de/offsite/?token=1&url={QUOTED}",
    f"https://t.umblr.com/redirect?z={QUOTED}&t=1",
    f"https://go.bsky.app/redirect?u={QUOTED}",
    f"https://exit.sc/?url={QUOTED}",
    f"https://flipboard.com/redirect?url={QUOTED}",
    f"https://weibo.cn/sinaurl?u={QUOTED}",
    f"https://link.zhihu.com/?target={QUOTED}",
    f"https://www.deviantart.com/users/outgoing?{TARGET}",
    f"https://href.li/?{TARGET}",
    f"https://12ft.io/{TARGET}",
    f"https://12ft.io/proxy?q={QUOTED}",
    f"https://via.hypothes.is/{TARGET}",
]


@pytest.mark.parametrize("wrapped", WRAPPED)
def test_a_wrapper_is_unwrapped_without_asking_it(wrapped: str) -> None:
    """In the shapes that the wrappers' links have."""
    assert normalise(wrapped).text == TARGET


@pytest.mark.parametrize(
    ("wrapped", "target"),
    [
        ("https://www.google.com/amp/news.example/a", "http://news.example/a"),
        (f"https://urldefense.com/v3/__https://a.example/?q=**Dx*__;{RUN}!!KEY!$", "https://a.example/?q=%C3%A4%C3%B6%C3%BC%C3%9F%C3%A9x*"),
        ("https://my--site-example.translate.goog/", "https://my-site.example/"),
        ("https://m.youtube.com/#/watch?v=jNQXAC9IVRw", "https://www.youtube.com/watch?v=jNQXAC9IVRw"),
        ("https://www.youtube.com/attribution_link?a=1&u=%2Fwatch%3Fv%3DjNQXAC9IVRw%26feature%3Dshare", "https://www.youtube.com/watch?v=jNQXAC9IVRw"),
        ("https://twitter.com/#!/jack/status/20", "https://twitter.com/jack/status/20"),
        ("https://12ft.io/https://pad.example/#/a", "https://pad.example/#/a"),
        ("https://www.wikiwand.com/de/articles/Sturm", "https://de.wikipedia.org/wiki/Sturm"),
        ("https://www.wikiwand.com/en/Storm", "https://en.wikipedia.org/wiki/Storm"),
        ("https://scribe.rip/@ann/storm-a1b2c3", "https://medium.com/@ann/storm-a1b2c3"),
    ],
)  # fmt: skip
def test_targets_in_other_forms(wrapped: str, target: str) -> None:
    """Relative ones, parts of a URL, encodings of their own."""
    assert normalise(wrapped).text == target


def test_nested_wrappers() -> None:
    """A messenger's link in a search engine's in a mail scanner's."""
    inner = quote(f"https://l.facebook.com/l.php?u={QUOTED}&h=1", safe="")
    middle = quote(f"https://www.google.com/url?q={inner}&sa=D", safe="")
    assert normalise(f"https://nam02.safelinks.protection.outlook.com/?url={middle}&data=1").text == TARGET


@pytest.mark.parametrize(
    "text",
    [
        "https://www.google.com/search?q=https://news.example/a",
        "https://www.google.com/maps?q=cache:lake.example",
        "https://news.example/CL0/https:%2F%2Fother.example%2F/1/2/3",
        "https://news.example/e/c/eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL290aGVyLmV4YW1wbGUvIn0.sig",
        "https://x.com/intent/post?text=https://news.example/a%20https://other.example/",
        "https://www.wikiwand.com/app/extension",
        "https://google.news.example/url?q=https://other.example/a",
        "https://notgoogle.com/url?q=https://news.example/a",
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/url?q=http://a@127.0.0.1/",
        "https://duckduckgo.com/?q=https://news.example/a",
        "https://www.facebook.com/news/posts/1?u=https://other.example/a",
        "https://medium.com/@ann/words-1?url=https://other.example/",
        "https://t.me/news/1?url=https://other.example/",
        "https://protect-us.mimecast.com/s/Dq2tCqx82Yf?domain=news.example",
        "https://news.google.com/articles/CBMiAUFVX3lxTA",
        "https://news.google.com/articles/a",
        "https://www.bing.com/ck/a?u=a1%21%21",
        "https://us-west-2.protection.sophos.com/?d=news.example&u=%00%01",
        "https://urldefense.com/v3/__https://news.example/*__;%21%21",
        "https://translate.goog/a",
        "https://12ft.io/about",
        "https://consent.youtube.com/m?continue=https://www.youtube.com/watch?v%3DjNQXAC9IVRw",
        "https://www.instagram.com/accounts/login/?next=/p/abc/",
        "https://href.li/",
        "https://news.example/CL0/story",
        "https://news.example/e/c/eyJhIjoxfQ",
        "https://substack.com/redirect/621d4364-c22f-4404-93c2-c38cb3dee671",
        "https://x.com/intent/user?screen_name=ann",
        "https://wa.me/4930123456",
        "https://api.whatsapp.com/send?text=Storm",
        "https://api.whatsapp.com/send?phone=4930123456&text=About%20https://shop.example/a",
        "https://www.facebook.com/sharer/sharer.php?u=storm",
        "https://www.wikiwand.com/about-wikiwand",
    ],
)
def test_other_pages_stay(text: str) -> None:
    """Pages that the wrappers' sites have themselves, other sites, and targets that are none."""
    assert normalise(text).text == text


def test_hosts_are_plain() -> None:
    """Lower-case host names, or a registrable domain under any public suffix."""
    for host in WRAPPERS.keys() - {ANY_HOST}:
        assert re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:\.\*)?", host)
