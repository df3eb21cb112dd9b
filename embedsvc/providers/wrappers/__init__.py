"""Redirect pages: the one table of them, and how the URL of each gives its target.

Mail scanners, search engines, messengers, caches, share buttons and the exit pages of social sites put a link
into a link of their own. The target is taken from the URL alone: the wrapper is never requested, so it counts
no click and cannot refuse. A wrapper whose URL only names its target by an id (t.co, Mimecast's `/s/`) is no
entry of this table but a redirect like any other, and a login or consent page is no wrapper but a wall.
"""

from collections.abc import Mapping

from embedsvc.providers.wrappers import services
from embedsvc.providers.wrappers.ways import (
    at,
    below,
    encoded_below,
    first_of,
    in_query,
    in_text,
    matching,
    query,
    rest,
)
from embedsvc.urls import ANY_HOST, Unwrap

_NEWSLETTER = first_of(
    matching(r"/C?L0/(https?:%2F%2F[^/?]+)/\d+/[0-9a-f]{4}[0-9a-f-]*/[\w-]+(?:=\d*)?\Z"),
    encoded_below("/e/c/eyJlbWFpbF9pZCI6"),
)
"""Amazon SES: target, region, id of the message, signature. Customer.io: JSON that begins with "email_id"."""

_KIT = encoded_below("/")

_BETWEEN_UNDERSCORES = matching(r"/v2/(?:[\w-]+/)?___(.+?)___(?:\.|$)")

_CJ = first_of(matching(r"/links/.*?/(https?(?:%3A|:).+)"), in_query("url"))
"""Commission Junction."""

_FEISHU = first_of(at("/link/safety", "target"), at("/client/web_url/open", "url"))
_TELEGRAM = first_of(at("/iv", "url"), at("/share/url", "url"), at("/share", "url"))
_THREADS = first_of(at("/intent/post", "url"), in_text("/intent/post", "text"))
_VK = first_of(at("/away.php", "to"), at("/away", "to"), at("/share.php", "url"))
_X = first_of(
    services.fragment_path,
    at("/safety/unsafe_link_warning", "unsafe_link"),
    at("/i/redirect", "url"),
    at("/intent/tweet", "url"),
    at("/intent/post", "url"),
    at("/share", "url"),
    in_text("/intent/tweet", "text"),
    in_text("/intent/post", "text"),
)

WRAPPERS: Mapping[str, Unwrap] = {
    # Mail scanners
    "safelinks.protection.outlook.com": in_query("url"),
    "safelinks.protection.office365.us": in_query("url"),
    "safelinks.protection.partner.outlook.cn": in_query("url"),
    "safelink.emails.azure.net": at("/redirect", "destination"),
    "teams.cdn.office.net": below("/evergreen-assets/safelinks/", "url"),
    "statics.teams.microsoft.com": below("/evergreen-assets/safelinks/", "url"),
    "outlook.live.com": at("/mail/safelink.html", "url"),
    "outlook.office.com": at("/mail/safelink.html", "url"),
    "outlook.office365.com": at("/mail/safelink.html", "url"),
    "urldefense.com": services.proofpoint,
    "urldefense.us": services.proofpoint,
    "urldefense.proofpoint.com": services.proofpoint,
    "linkprotect.cudasvc.com": in_query("a", "url"),  # Barracuda
    "mimecast.com": below("/s/", "url", "u"),
    "mimecastprotect.com": below("/s/", "url", "u"),
    "secure-web.cisco.com": matching(r"/[^/]+/(https?(?:%3A|:).+)"),
    "protect.fireeye.com": in_query("u"),
    "protect2.fireeye.com": in_query("u"),
    "clicktime.symantec.com": in_query("u"),
    "clicktime.cloud.postoffice.net": in_query("U"),
    "trendmicro.com": below("/wis/clicktime/", "url"),
    "protection.sophos.com": services.sophos,
    "scanmail.trustwave.com": in_query("u"),
    "urlsand.esvalabs.com": in_query("u"),  # Libraesva
    "link.edgepilot.com": in_query("u"),
    "url.avanan.click": _BETWEEN_UNDERSCORES,
    "protect.checkpoint.com": _BETWEEN_UNDERSCORES,
    "checkpoint.url-protection.com": _BETWEEN_UNDERSCORES,
    "linklock.titanhq.com": in_query("url"),
    "deref-gmx.net": in_query("redirectUrl"),
    "deref-web.de": in_query("redirectUrl"),
    "deref-mail.com": in_query("redirectUrl"),
    "checklink.mail.ru": at("/proxy", "url"),
    "click.mail.ru": at("/redir", "u"),
    "mail.qq.com": first_of(at("/cgi-bin/readtemplate", "gourl"), at("/xmspamcheck/xmsafejump", "url")),
    # Newsletters and releases
    ANY_HOST: _NEWSLETTER,  # under the names of their customers
    "convertkit-mail.com": _KIT,
    "convertkit-mail2.com": _KIT,
    "convertkit-mail3.com": _KIT,
    "convertkit-mail4.com": _KIT,
    "kit-mail3.com": _KIT,
    "mandrillapp.com": encoded_below("/track/click/"),
    "substack.com": encoded_below("/redirect/2/"),
    "c212.net": at("/c/link", "u"),
    "edge.prnewswire.com": at("/c/link", "u"),
    "cts.businesswire.com": at("/ct/CT", "url"),
    "list-manage.com": in_query("url"),  # Mailchimp
    "mailchimp.com": at("/mctx/clicks", "url"),
    # Affiliates and advertisements
    "anrdoezrs.net": _CJ,
    "dpbolvw.net": _CJ,
    "jdoqocy.com": _CJ,
    "kqzyfj.com": _CJ,
    "tkqlhce.com": _CJ,
    "ad.admitad.com": in_query("ulp"),
    "awin1.com": in_query("ued", "p"),
    "click.linksynergy.com": in_query("murl"),
    "clk.tradedoubler.com": in_query("url"),
    "digidip.net": at("/visit", "url"),
    "doubleclick.net": first_of(in_query("adurl", "ds_dest_url"), services.doubleclick),
    "go.redirectingat.com": in_query("url"),
    "go.skimresources.com": in_query("url"),
    "googleadservices.com": in_query("adurl"),
    "prf.hn": matching(r"/click/.*?/destination:(https?(?:%3A|:).+)"),
    "pxf.io": in_query("u"),  # Impact
    "redirect.viglink.com": in_query("u"),
    "rover.ebay.com": in_query("mpre"),
    "shareasale.com": in_query("urllink"),
    "shop-links.co": in_query("url"),
    "sjv.io": in_query("u"),  # Impact
    "track.effiliation.com": in_query("url"),
    "track.webgains.com": in_query("wgtarget"),
    # Search engines, caches, translations
    "google.*": first_of(
        at("/url", "q", "url"),
        at("/imgres", "imgrefurl"),
        at("/scholar_url", "url"),
        at("/translate", "u"),
        at("/website", "u"),
        at("/linkredirect", "dest"),
        services.google_cache,
        services.amp_viewer,
    ),
    "news.google.com": first_of(services.google_news, at("/news/url", "url")),
    "webcache.googleusercontent.com": services.google_cache,
    "translate.googleusercontent.com": at("/translate_c", "u"),
    "translate.goog": services.google_translate,
    "cdn.ampproject.org": services.amp_cache,
    "bing-amp.com": services.amp_cache,
    "bing.com": first_of(
        services.bing, at("/alink/link", "url"), at("/news/apiclick.aspx", "url"), services.amp_viewer
    ),
    "translatetheweb.com": in_query("a"),
    "duckduckgo.com": at("/l", "uddg"),
    "r.search.yahoo.com": matching(r"/.*?/?RU=([^/]+)"),
    "yandex.*": first_of(
        at("/clck/jsredir", "url"),
        at("/turbo", "text"),
        at("/translate", "url"),
        services.turbo,
    ),
    "turbopages.org": services.turbo,
    "search.naver.com": at("/p/crd/rd", "u"),
    "cr.naver.com": in_query("u"),
    # Messengers and social sites
    "l.facebook.com": in_query("u"),
    "lm.facebook.com": in_query("u"),
    "facebook.com": first_of(
        at("/l.php", "u"),
        at("/flx/warn", "u"),
        at("/sharer/sharer.php", "u"),
        at("/sharer.php", "u"),
        at("/share.php", "u"),
        at("/dialog/share", "href"),
        at("/dialog/feed", "link"),
        at("/dialog/send", "link"),
    ),
    "l.messenger.com": in_query("u"),
    "l.instagram.com": in_query("u"),
    "instagram.com": at("/linkshim", "u"),
    "l.threads.com": in_query("u"),
    "l.threads.net": in_query("u"),
    "l.wl.co": in_query("u"),  # WhatsApp
    "l.workplace.com": in_query("u"),
    "twitter.com": _X,
    "x.com": _X,
    "linkedin.com": first_of(
        at("/redir/redirect", "url"),
        at("/redir/general-malware-page", "url"),
        at("/safety/go", "url"),
        at("/sharing/share-offsite", "url"),
        at("/shareArticle", "url"),
        at("/cws/share", "url"),
    ),
    "youtube.com": first_of(
        services.fragment_path,
        at("/redirect", "q"),
        at("/attribution_link", "u"),
        at("/supported_browsers", "next_url"),
    ),
    "out.reddit.com": in_query("url"),
    "reddit.com": first_of(at("/media", "url"), at("/submit", "url")),
    "slack-redir.net": at("/link", "url"),
    "t.me": _TELEGRAM,
    "telegram.me": _TELEGRAM,
    "vk.com": _VK,
    "vk.ru": _VK,
    "ok.ru": services.odnoklassniki,
    "dzen.ru": at("/away", "to"),
    "livejournal.com": at("/away", "to"),
    "steamcommunity.com": at("/linkfilter", "url", "u"),
    "medium.com": first_of(at("/r", "url"), below("/m/", "redirectUrl")),
    "disq.us": services.disqus,
    "pinterest.*": first_of(
        at("/offsite", "url"), at("/pin/create/button", "url"), at("/pin/create/link", "url")
    ),
    "t.umblr.com": at("/redirect", "z"),
    "go.bsky.app": at("/redirect", "u"),
    "hangouts.google.com": at("/linkredirect", "dest"),
    "tiktok.com": at("/link/v2", "target"),
    "exit.sc": in_query("url"),  # SoundCloud
    "gate.sc": in_query("url"),
    "flipboard.com": at("/redirect", "url"),
    "getpocket.com": first_of(at("/redirect", "url"), at("/save", "url"), at("/edit", "url")),
    "deviantart.com": lambda url: query(url) if url.path.endswith("/outgoing") else None,
    "weibo.cn": at("/sinaurl", "u", "toasturl"),
    "c.pc.qq.com": in_query("pfurl", "url"),
    "docs.qq.com": at("/scenario/link.html", "url"),
    "developers.weixin.qq.com": at("/community/middlepage/href", "href"),
    "mp.weixinbridge.com": at("/mp/wapredirect", "url"),
    "feishu.cn": _FEISHU,
    "larksuite.com": _FEISHU,
    "tieba.baidu.com": at("/mo/q/checkurl", "url"),
    "link.zhihu.com": in_query("target"),
    "link.juejin.cn": in_query("target"),
    "link.csdn.net": in_query("target"),
    "link.jianshu.com": in_query("t"),
    "links.jianshu.com": at("/go", "to"),
    "jianshu.com": at("/go-wild", "url"),
    "douban.com": at("/link2", "url"),
    "gitee.com": at("/link", "target"),
    "oschina.net": at("/action/GoToLink", "url"),
    "pixiv.net": first_of(
        at("/jump.php", "url"), lambda url: query(url) if url.path == "/jump.php" else None
    ),
    "curseforge.com": at("/linkout", "remoteUrl"),
    # Share buttons
    "addtoany.com": first_of(at("/share", "url", "linkurl"), below("/add_to/", "linkurl")),
    "api.whatsapp.com": services.whatsapp,
    "web.whatsapp.com": services.whatsapp,
    "wa.me": in_text("", "text"),
    "bsky.app": in_text("/intent/compose", "text"),
    "buffer.com": at("/add", "url"),
    "connect.ok.ru": first_of(services.odnoklassniki, at("/offer", "url")),
    "news.ycombinator.com": at("/submitlink", "u"),
    "service.weibo.com": at("/share/share.php", "url"),
    "share.flipboard.com": at("/bookmarklet/popout", "url"),
    "sns.qzone.qq.com": at("/cgi-bin/qzshare/cgi_qzshare_onekey", "url"),
    "social-plugins.line.me": at("/lineit/share", "url"),
    "teams.microsoft.com": at("/share", "href"),
    "threads.com": _THREADS,
    "threads.net": _THREADS,
    "tumblr.com": first_of(at("/widgets/share/tool", "canonicalUrl"), at("/share/link", "url")),
    "xing.com": at("/spi/shares/new", "url"),
    # Players for everybody's pages
    "cdn.embedly.com": below("/widgets/media.html", "url", "src"),
    "cdn.iframe.ly": below("/api/iframe", "url"),
    "twitframe.com": at("/show", "url"),
    # Proxies in front of a page
    "href.li": query,
    "anon.to": query,
    "anonym.to": query,
    "dereferer.org": query,
    "12ft.io": first_of(rest, at("/proxy", "q")),
    "r.jina.ai": rest,
    "via.hypothes.is": rest,
    "freedium.cfd": rest,
    "freedium-mirror.cfd": rest,
    "removepaywall.com": first_of(rest, at("/search", "url")),
    "smry.ai": rest,
    "txtify.it": rest,
    # The same articles on another host
    "scribe.rip": lambda url: f"https://medium.com{url.target}" if url.path != "/" else None,
    "wikiwand.com": services.wikiwand,
}
"""By host, with all of its subdomains; `name.*` is the registrable domain `name` under any public suffix, and
ANY_HOST counts after all others.
"""
