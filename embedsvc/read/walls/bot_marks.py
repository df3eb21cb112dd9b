"""What bot checks are recognised by: their headers, the scripts and elements that only they have, their
titles.

Marks of the sensors that vendors also put on ordinary pages (`js.datadome.co/tags.js`, `client.px-cloud.net`,
`/cdn-cgi/challenge-platform/scripts/jsd/`, `/_Incapsula_Resource?SWJIYLWA=`, `challenge.js` of AWS WAF and of
Fastly, the widgets of Turnstile, hCaptcha and reCAPTCHA) are no marks of a bot check. Only a page without a
title and without a text is one if a sensor is all that it has.
"""

import re

from embedsvc.read.word_lists import word_set

HEADERS = {
    # https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
    "cf-mitigated": re.compile("challenge"),
    # https://github.com/microlinkhq/is-antibot (src/providers.json)
    "x-vercel-mitigated": re.compile("challenge|deny"),
    "x-dd-b": re.compile("[12]"),
    # https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-actions.html
    "x-amzn-waf-action": re.compile("challenge|captcha"),
    # https://github.com/EnableSecurity/wafw00f (plugins/sucuri.py)
    "x-sucuri-block": re.compile("."),
    # https://github.com/wappalyzer/wappalyzer/issues/7362
    "x-yandex-captcha": re.compile("captcha"),
}
"""Response headers (lower-case) and the values, from their beginning, that only a bot check has."""

_MARKS = (
    # Cloudflare: https://developers.cloudflare.com/cloudflare-challenges/, FlareSolverr's selectors
    r"_cf_chl_opt|cf-browser-verification|cf-challenge-running|cf-please-wait|trk_jschal_js",
    r"/cdn-cgi/challenge-platform/h/[a-z]/orchestrate/|/cdn-cgi/styles/cf\.errors|\b__cf_chl_[a-z_]{0,20}tk",
    # Vercel: https://vercel.com/docs/vercel-firewall
    r"/\.well-known/vercel/security/",
    # Fastly: https://www.fastly.com/documentation/guides/security/client-challenges/
    r"/_fs-ch-[^/\s]{1,64}/(?:script\.js|errors\.js|assets/|fst-post-back)",
    # Anubis: https://github.com/TecharoHQ/anubis (web/index.templ), go-away
    r"\banubis_(?:challenge|base_prefix|public_url|version)\b|/\.within\.website/x/cmd/anubis/|/git/go-away/cmd/go-away/",
    # Sucuri: https://github.com/EnableSecurity/wafw00f (plugins/sucuri.py)
    r"sucuri_cloudproxy_js|sucuri[_-]firewall[_-]block\.css",
    # DataDome: https://docs.datadome.co/docs/block-page
    r"(?://|'host':')(?:ct|geo|static)\.captcha-delivery\.com",
    # HUMAN: https://docs.humansecurity.com (px-captcha is the element of its challenge)
    r"\bpx-captcha\b|captcha\.px-c(?:dn|loud)\.net",
    r"\b_px(?:BlockedUrl|Uuid|JsClientSrc|FirstPartyEnabled)\b",
    # Akamai: https://techdocs.akamai.com/cloud-security/docs/challenge-actions
    r"sec-if-cpt-|sec-cpt-if|/_sec/cp_challenge/|/_sec/verify\?provider=|\bbm-verify=",
    r"triggerInterstitialChallenge",
    # Imperva: https://github.com/EnableSecurity/wafw00f (plugins/incapsula.py, distil.py)
    r"/_Incapsula_Resource\?(?:CWUDNSAI|SWUDNSAI|SWCGH|SWJSV)|distilIdentificationBlock|distil_r_captcha",
    r"reeseSkipExpirationCheck",
    # AWS WAF: https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge.html
    r"window\.gokuProps|awsWafCookieDomainList|AwsWafIntegration\.(?:checkForceRefresh|forceRefreshToken)",
    # Kasada: https://github.com/TheWebScrapingClub/webscraping-from-0-to-hero (Kasada.md)
    r"KPSDK\.scriptStart|/2d206a39-8ed7-437e-a3be-862e0f06eea3/ips\.js",
    r"/ips\.js\?[^\s]{0,200}(?:x-kpsdk|KP_UIDz)",
    # Reblaze: https://github.com/curiefense/curiefense (its test of deny_bot: status 247)
    r"window\.rbzns[^;]{0,200};\s*winsocks\(|;;window\.rbzns=",
    # StormWall: https://github.com/VeNoMouS/cloudscraper/issues/229
    r"//static\.stormwall\.pro/|\bswp_token\b",
    # Hostinger: https://github.com/microlinkhq/is-antibot/pull/79
    r"/hcdn-cgi/jschallenge",
    # Fortinet: https://github.com/OWASP/Nettacker/pull/1282, https://github.com/Ekultek/WhatWaf/issues/513
    r"//globalurl\.fortinet\.net|//url\.fortinet\.net:8008/|\bfgd_icon\b",
    # StackPath and Gcore
    r"sbbpg=sbbShell|\bsbb[gh]scc\b",
    # DDoS-Guard: https://github.com/mikf/gallery-dl (extractor/common.py)
    r"/ddos-guard/(?:js-challenge|ddg-captcha-page)/|data-ddg-origin|ddg-l10n-title",
    # Radware, SiteGround, Qrator, SafeLine, BasedFlare, Bunny, Azure: the paths and cookies of their checks
    r"captcha\.perfdrive\.com/captcha-public|/\.well-known/(?:sg)?captcha/|/__qrator/qauth",
    r"/\.safeline/(?:static|challenge)|/\.basedflare/|/\.bunny-shield/|\b(?:afd|appgw)_azwaf_",
    # Alibaba Cloud: https://www.alibabacloud.com/help/en/waf/ (JavaScript validation)
    r"aliyun_waf_[ab]{2}\b|\bacw_sc__v2=|x5secdata|/_____tmd_____/punish",
    # testcookie-nginx-module, on free hosts: https://github.com/kyprizel/testcookie-nginx-module
    r"slowAES\.decrypt",
    # Forms of Amazon, Google and Yandex
    r"/errors/validateCaptcha|/sorry/index|checkbox-captcha-form|/checkcaptcha\?key=",
)
MARKS = re.compile("|".join(_MARKS))

SENSORS = re.compile(
    r"/_Incapsula_Resource\?|\brbzns\b|\.awswaf\.com/|\bKPSDK\b|/TSPD/|\bbobcmn\b|queue-it\.net|perfdrive\.com|"
    r"/cdn-cgi/challenge-platform/|js\.datadome\.co|captcha-delivery\.com|arkoselabs\.com|/_fs-ch-|"
    r"challenges\.cloudflare\.com|hcaptcha\.com|/recaptcha/|_pxAppId|geetest\.com|captcha\.eu/|"
    r"turing\.captcha\.(?:qcloud|gtimg)\.com|smartcaptcha\.yandexcloud\.net|mtcaptcha\.com|ncpt\.naver\.com|"
    r"\b(?:frc-captcha|friendlycaptcha|altcha|procaptcha|mcaptcha__|mtcaptcha|smart-captcha|cap-widget)|"
    r"\b(?:h-captcha|g-recaptcha|cf-turnstile)\b"
)

_CLOUDFLARE_TITLES = word_set(
    "attention-required checking-your-browser un-momento einen-moment "
    "nur-einen-moment un-instant bir-dakika-lütfen bir-dakika один-момент لحظة-واحدة 請稍候 请稍候 "
    "しばらくお待ちください um-momento só-um-momento een-moment ett-ögonblick et-øjeblik hetkinen "
    "chwileczkę moment-prosím egy-pillanat o-clipă solo-un-momento 잠시만-기다리십시오 tunggu-sebentar "
    "chờ-một-chút"
)
"""In the languages of its pages."""
_ANUBIS_TITLES = word_set(
    "making-sure-you're-not-a-bot dein-browser-wird-geprüft je-m'assure-que-vous-n'êtes-pas-un-robot "
    "asegurándonos-de-que-no-eres-un-robot controllo-se-sei-un-robot certificando-de-que-você-não-é-um-bot "
    "even-checken-of-je-een-bot-bent sprawdzamy,-czy-nie-jesteś-botem проверяем,-что-вы-не-бот "
    "перевірка,-чи-ви-не-бот bot-olmadığınızdan-emin-oluyoruz kollar-så-att-du-inte-är-en-bot "
    "bekrefter-at-du-ikke-er-en-bot varmistetaan-ettet-ole-robotti ujišťujeme-se,-že-nejste-robot "
    "あなたがボットでないことを確認しています 正在确认你是不是机器人 正在確認你是不是機器人 "
    "đảm-bảo-bạn-không-phải-là-bot уверяваме-се,-че-не-си-бот kontrollime,-et-sa-ei-ole-bott"
)
"""https://github.com/TecharoHQ/anubis (lib/localization/locales, "making_sure_not_bot")"""
_OTHER_TITLES = word_set(
    "vercel-security-checkpoint client-challenge you-are-being-redirected sucuri-website-firewall "
    "access-to-this-page-has-been-denied pardon-our-interruption ddos-guard queue-it "
    "radware-captcha-page radware-bot-manager-captcha radware-page request-rejected request-unsuccessful "
    "captcha-challenge captcha-verification checking-your-browser-before-accessing "
    "checking-your-browser-before-accessing.-just-a-moment web-filter-violation "
    "application-control-violation verifying-your-browser verifying-you-are-human "
    "verify-you-are-human verify-you-are-not-a-robot verifying-connection you-have-been-blocked "
    "sorry,-you-have-been-blocked unusual-traffic-detected let's-confirm-you-are-human confirm-you-are-human "
    "your-connection-needs-to-be-verified-before-you-can-proceed protected-by-anubis "
    "access-to-this-site-has-been-blocked please-complete-the-security-check "
    "正在验证 安全检查 validation-request challenge-validation azure-waf "
    "robot-challenge-screen crowdsec-ban crowdsec-captcha unauthorized-request-blocked "
    "verifying-that-you-are-not-a-robot please-verify-you-are-a-human verify-you-are-a-human "
    "imunify360-bot-protection web-page-blocked 人机验证 安全验证 please-wait-for-verification "
    "establishing-a-secure-connection your-access-to-this-site-has-been-limited-by-the-site-owner"
)
TITLES = _CLOUDFLARE_TITLES | _ANUBIS_TITLES | _OTHER_TITLES
"""As `phrases` has them."""

AMBIGUOUS_TITLES = word_set(
    "access-denied access-forbidden 403-access-denied 403-forbidden human-verification ddos-protection "
    "are-you-a-robot are-you-human are-you-a-human are-you-not-a-robot robot-or-human robot-check "
    "bot-verification bot-check bot-detected security-check security-checkpoint security-verification "
    "security-challenge browser-check browser-verification verification-required checking-connection "
    "one-moment,-please one-moment-please please-wait just-a-moment please-update-your-browser "
    "browser-update-required javascript-required javascript-is-required javascript-is-not-available "
    "your-browser-is-not-supported prove-your-humanity grey-wizard 验证码 "
    "hold-on verification quick-check recaptcha enable-javascript please-enable-javascript captcha "
    "bot-detection blocked one-moment human-check site-verification update-your-browser unsupported-browser "
    "browser-not-supported javascript-is-disabled"
)
"""Those that songs and manuals have, too."""

SENTENCES = word_set(
    "enable-javascript-and-cookies-to-continue checking-your-browser-before-accessing "
    "checking-if-the-site-connection-is-secure incapsula-incident-id pardon-our-interruption "
    "unusual-traffic-from-your-computer-network automated-requests-from-your-network your-support-id-is "
    "errors.edgesuite.net complete-the-security-check-to-access performing-security-verification "
    "this-process-is-automatic.-your-browser-will-redirect we're-verifying-your-browser "
    "verifying-your-browser ddos-protection-by protect-the-server-against limited-by-the-site-owner "
    "sorry,-you-have-been-blocked needs-to-review-the-security-of-your-connection powered-and-protected-by "
    "you-don't-have-permission-to-access you-are-now-in-line blocked-by-our-security-service "
    "powered-by-imperva imunify360-bot-protection powered-by-imunify360 "
    "blocked-because-of-malicious-activities firewall-powered-by-malcare the-requested-url-was-rejected "
    "similar-to-automated-requests 您的访问被阻断 您的请求疑似攻击行为 您的请求带有不合法参数 "
    "generated-by-wordfence your-access-to-this-service-has-been-limited "
    "unauthorized-activity-has-been-detected the-request-is-blocked. request-blocked.-we-can't-connect "
    "as-you-were-browsing-something-about-your-browser-made-us-think-you-were-a-bot"
)
"""As `phrases` has them. One alone decides only on a page without a title of its own, or with a sensor."""

HUMAN_SENTENCE = re.compile(
    r"(?:verify|verifying|confirm|confirming|prove|make-sure|making-sure|ensure|check|checking)"
    r"-(?:that-|if-|whether-)?(?:you-are|you're)-(?:an?-)?(?:human|real-person|not-an?-(?:ro)?bot)\b"
)
"""The sentence of most of them, in its many forms."""

SCRIPT_SENTENCES = word_set(
    "please-enable-js-and-disable-any-ad-blocker "
    "javascript-is-required.-please-enable-javascript-before-you-are-allowed "
    "please-enable-javascript-to-proceed please-enable-javascript-to-view-the-page-content"
)
"""Those that applications show, too, which may load a sensor."""
