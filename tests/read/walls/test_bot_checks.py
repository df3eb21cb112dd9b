"""Bot checks are known by marks that only they have, and pages that merely load a sensor are pages."""

import pytest

from embedsvc.errors import UpstreamRefused
from embedsvc.model import Headers
from embedsvc.read import walls
from embedsvc.read.html import document
from tests.support.pages import page, snapshot

HOST = "gazette.example"
LINK = f"https://{HOST}/2024/ferry-returns"


def is_bot_check(markup: str, headers: Headers = (), *, link: str = LINK, end: str | None = None) -> bool:
    read = document.parse(snapshot(markup, url=end or link, asked=link))
    wall = walls.check(walls.Visit(read), headers)
    return isinstance(wall, UpstreamRefused) and wall.answered


def script(text: str = "", **attributes: str) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<script{written}>{text}</script>"


CHECKS = {
    "Anubis": page(
        "<title>Wait</title>" + script('{"rules":{}}', id="anubis_challenge", type="application/json"), "<h1>Wait</h1>"
    ),
    "Anubis in Czech": page("<title>Ujišťujeme se, že nejste robot!</title>", "<h1>Chvilku</h1>"),
    "Cloudflare": page("<title>Moment</title>", f"<h1>{HOST}</h1>" + script("window._cf_chl_opt = {cType: 'managed'}")),
    "Cloudflare's script": page(
        f"<title>{HOST}</title>", script(src="/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1?ray=1")
    ),
    "Cloudflare's block": page(
        "<title>Attention Required! | Cloudflare</title>", "<h1>Sorry, you have been blocked</h1><p>Why?</p>"
    ),
    "Cloudflare in Korean": page("<title>잠시만 기다리십시오…</title>", "<p>확인 중</p>"),
    "Vercel": page("<title>Checkpoint</title>" + script(src="/.well-known/vercel/security/static/challenge.v2.min.js")),
    "Fastly": page('<title>Hold on</title><link rel="stylesheet" href="/_fs-ch-1T1wmsGaOgGaSxcX/assets/styles.css">'),
    "Sucuri": page("<title>Redirecting</title>" + script("var s={},u,c,U,r,i,l=0,a,sucuri_cloudproxy_js='';")),
    "Sucuri's block": page("<title>Sucuri WebSite Firewall - Access Denied</title>", "<h1>Access Denied</h1>"),
    "DataDome": page(
        f"<title>{HOST}</title>",
        '<p id="cmsg">Please enable JS and disable any ad blocker</p>'
        + script(src="https://ct.captcha-delivery.com/c.js"),
    ),
    "HUMAN": page("<title>Access to this page has been denied.</title>", '<div id="px-captcha"></div>'),
    "HUMAN under a title of the site": page("<title>Shop</title>", '<h1>Hello</h1><div id="px-captcha"></div>'),
    "Akamai": page("<title></title>", '<div id="sec-if-cpt-container"><p>Powered and protected by</p></div>'),
    "Akamai's interstitial": page('<meta http-equiv="refresh" content="5; URL=\'/x?bm-verify=AAQAAAAJ\'">', "&nbsp;"),
    "Akamai's refusal": page(
        "<title>Access Denied</title>", "<h1>Access Denied</h1>You don't have permission to access this server."
    ),
    "Imperva": page(
        '<meta name="robots" content="noindex">',
        '<iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=9&xinfo=1">Request unsuccessful.</iframe>',
    ),
    "Imperva without a frame": page(script(src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e")),
    "Imperva's interruption": page("<title>Pardon Our Interruption</title>", "<p>As you were browsing</p>"),
    "AWS WAF": page("<title></title>" + script("window.awsWafCookieDomainList = []; window.gokuProps = {}")),
    "Kasada": page("", script("window.KPSDK={};KPSDK.now=Date.now;KPSDK.start=KPSDK.now();KPSDK.scriptStart=1")),
    "Reblaze": page("", script(";;window.rbzns={bereshit:'1',seed:'x'};winsocks();")),
    "StackPath": page("<title>Checking</title>", script("sbbgc('sbbhscc'); get('/sbbi/?sbbpg=sbbShell')", id="sbbhscc")),
    "DDoS-Guard": page("<title>Wait</title>" + script(src="/.well-known/ddos-guard/js-challenge/index.js")),
    "Radware": page("<title>Radware Captcha Page</title>", "<p>We need to be sure.</p>"),
    "F5": page("<title>Request Rejected</title>", "The requested URL was rejected. Your support ID is: 178"),
    "SiteGround": page('<meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F">'),
    "Alibaba Cloud": page('<meta name="aliyun_waf_aa" content="1"><meta name="aliyun_waf_bb" content="2">'),
    "a test cookie": page("", script('document.cookie="__test="+toHex(slowAES.decrypt(c,2,a,b));')),
    "Queue-it": page("<title>Queue-it</title>", "<h1>You are now in line</h1>"),
    "Anubis before it has a challenge": page("<title>Loading</title>" + script('""', id="anubis_base_prefix")),
    "Cloudflare's form": page("<title>Gazette</title>", '<form action="/x?__cf_chl_f_tk=a1" method="post"></form>'),
    "HUMAN's variables": page("<title>Verify</title>" + script("window._pxUuid = 'a'; window._pxVid = '';")),
    "Imperva's refusal": page(
        "<title>Error</title>", "<p>This request was blocked by our security service</p><p>Powered by Imperva</p>"
    ),
    "Kasada under another path": page("", script(src="/a1b2/ips.js?x-kpsdk-im=AAI&amp;t=1")),
    "F5 without a title": page(
        script(src="/TSPD/08d1?type=9"), "Please enable JavaScript to view the page content.<br>Your support ID is: 17"
    ),
    "hCaptcha under the title of the site": page(
        "<title>The Gazette</title>",
        '<h1>One more step</h1><p>Complete the security check to access this site.</p><div class="h-captcha"></div>',
    ),
    "reCAPTCHA under the title of the site": page(
        "<title>The Gazette</title>", '<p>Please confirm that you are a human.</p><div class="g-recaptcha"></div>'
    ),
    "Turnstile under the title of the site": page(
        "<title>The Gazette</title>", '<p>Checking that you are not a bot</p><div class="cf-turnstile"></div>'
    ),
    "Radware's refusal": page("<title>Unauthorized Request Blocked</title>", "<p>Case number 17</p>"),
    "Wordfence": page(
        "<title>Your access to this site has been limited by the site owner</title>", "<p>Contact the owner.</p>"
    ),
    "SiteGround's screen": page("<title>Robot Challenge Screen</title>", "<p>Wait.</p>"),
    "Azure": page("<title>Azure WAF</title>", "<p>Wait.</p>"),
    "Azure's refusal": page("<title></title>", "<h2>The request is blocked.</h2>"),
    "CrowdSec": page("<title>CrowdSec Ban</title>", "<p>You are unable to visit the website.</p>"),
    "Bunny": page("<title>Wait</title>" + script(src="/.bunny-shield/assets/challenge.js")),
    "an ambiguous title with the name of the site": page(
        "<title>Gazette - Are you a robot?</title>", "<p>" + "Click the box below to go on. " * 15
    ),
    "StormWall": page(
        script(src="https://static.stormwall.pro/jsav1.js"), script('const cN = "swp_token";')
    ),
    "Hostinger": page("<title>Wait</title>" + script(src="/hcdn-cgi/jschallenge")),
    "Fortinet": page("<title>Blocked</title>", '<div class="fgd_icon"></div><p>Attack ID: 20000008</p>'),
    "Fortinet's filter": page("<title>Web Filter Violation</title>", "<p>Against the policy of your network.</p>"),
    "Yandex": page("<title>Ой!</title>", '<form action="/checkcaptcha?key=1"><p>Нам очень жаль</p></form>'),
    "Imunify360": page("<title></title>", "Access denied by Imunify360 bot-protection."),
    "DataDome without its script": page("", script("var dd={'rt':'c','host':'geo.captcha-delivery.com'}")),
    "BunkerWeb": page("<title>Bot Detection</title>", "<p>Please wait while we check if you are human</p>"),
    "a widget that is an element": page(
        "<title>The Gazette</title>", "<p>We need to verify you are human.</p><cap-widget></cap-widget>"
    ),
    "a title that is the URL": page(
        f"<title>{LINK}</title>", "<p>There was unusual traffic from your computer network.</p>"
    ),
    "sentences under the name of the host": page(
        f"<title>www.{HOST}</title>", "<h1>One more step</h1><p>Checking your browser before accessing the site.</p>"
    ),
    "a heading under the name of the host": page(f"<title>{HOST}</title>", "<h1>Verify you are human</h1>"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHECKS)
def test_bot_checks_are_known_by_their_marks(name: str) -> None:
    """By the scripts, the elements or the title that only they have."""
    assert is_bot_check(CHECKS[name])


HEADERS: list[Headers] = [
    (("cf-mitigated", "challenge"),),
    (("x-vercel-mitigated", "challenge"),),
    (("x-amzn-waf-action", "captcha"),),
    (("x-sucuri-block", "FT0001"),),
    (("x-yandex-captcha", "captcha"),),
]


@pytest.mark.parametrize("headers", HEADERS)
def test_a_header_is_enough(headers: Headers) -> None:
    """Vendors document headers by which programs recognise their checks."""
    assert is_bot_check(page("<title>Ferry returns</title>"), headers)


@pytest.mark.parametrize(
    "end",
    [
        "https://gazette.queue-it.net/?c=gazette&t=x",
        "https://geo.captcha-delivery.com/captcha/?cid=1",
        "https://gazette.example/showcaptcha?retpath=x",
    ],
)
def test_a_redirect_to_a_check_is_one(end: str) -> None:
    """Whatever its page is titled."""
    assert is_bot_check(page("<title>The Gazette</title>", "<p>Please wait here.</p>"), end=end)


SENSORS = (
    script(src="/cdn-cgi/challenge-platform/scripts/jsd/main.js")
    + script("window.__CF$cv$params={r:'1',t:'MTc='}")
    + script(src="https://challenges.cloudflare.com/turnstile/v0/api.js")
    + script(src="https://js.datadome.co/tags.js")
    + '<link rel="preconnect" href="https://ct.captcha-delivery.com">'
    + script("window._pxAppId = 'PXa1';", src="https://client.px-cloud.net/PXa1/main.min.js")
    + script(src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e")
    + script(src="https://x.edge.sdk.awswaf.com/x/challenge.js")
    + script(src="/_fs-ch-1T1wmsGaOgGaSxcX/challenge.js")
    + script(src="https://static.queue-it.net/script/queueclient.min.js")
    + script(src="/149e9513-01fa-4fb0-aad4-566afd725d1b/2d206a39-8ed7-437e-a3be-862e0f06eea3/p.js")
)
TEXT = "<h1>Ferry returns</h1><p>The ferry sails again after two years in dock.</p>"
PAGES = {
    "an article with every sensor": page(f"<title>Ferry returns</title>{SENSORS}", TEXT),
    "an article that quotes the code": page(
        "<title>What a challenge is made of</title>",
        "<h1>What a challenge is made of</h1><pre>&lt;script&gt;window._cf_chl_opt = {}&lt;/script&gt; and"
        " /_Incapsula_Resource?CWUDNSAI=1</pre><p>The element is called px-captcha.</p>",
    ),
    "an article that quotes a sentence": page(
        "<title>Ferry returns</title>", f"{TEXT}<p>The site asks: verify you are human.</p>"
    ),
    "an article with a form for comments": page(
        "<title>Ferry returns</title>", f'{TEXT}<form><div class="h-captcha"></div><button>Comment</button></form>'
    ),
    "an application with a sensor": page(
        "<title>Harbour map</title>" + script(src="https://www.google.com/recaptcha/api.js"),
        '<noscript>Please enable JavaScript to proceed.</noscript><div id="root"></div>',
    ),
    "the page of a form": page(
        "<title>Contact us</title>" + script(src="https://challenges.cloudflare.com/turnstile/v0/api.js"),
        '<h1>Contact us</h1><p>Please verify you are human.</p><form><div class="cf-turnstile"></div></form>',
    ),
    "an article that quotes several sentences": page(
        "<title>What a check of one's browser shows</title>",
        "<h1>What a check of one's browser shows</h1><p>Checking your browser before accessing. Verify you are"
        " human. DDoS protection by a company.</p>",
    ),
    "a poem under an ambiguous title": page(
        "<title>Security check | Poems</title>", "<h1>Security check</h1>" + "<p>They looked into my bag, and I at them. </p>" * 10
    ),
    "a song": page("<title>Just a moment</title>", "<h1>Just a moment</h1>" + "<p>Just a moment, and it was gone. </p>" * 20),
    "an article about a firewall": page("<title>StormWall and swp_token</title>", "<h1>StormWall and swp_token</h1><p>It.</p>"),
    "an article with a colon": page("<title>Access denied: a report</title>", "<h1>Access denied: a report</h1><p>It.</p>"),
    "an article titled like a check, by its link": page("<title>Ferry returns | Captcha</title>", TEXT),
    "a described page": page(
        '<title>Just a moment...</title><meta property="og:title" content="Ferry returns">'
        '<meta property="og:description" content="After two years.">', TEXT,
    ),
    "a long page": page("<title>Security check</title>", "<p>" + "The harbour office explains its rules. " * 100),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_something_to_read_is_a_page(name: str) -> None:
    """Sensors, quoted code and titles alone make no check."""
    assert not is_bot_check(PAGES[name])


def test_an_article_about_a_check_is_a_page() -> None:
    """Where the link itself names it."""
    about = page("<title>Just a moment</title>", "<h1>Just a moment</h1><p>A poem of two lines.</p>")
    assert not is_bot_check(about, link=f"https://{HOST}/poems/just-a-moment")
    assert is_bot_check(about)
