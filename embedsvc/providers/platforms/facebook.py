"""Facebook. Meta's terms for embeds forbid storing content or metadata beyond a view."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Facebook", url="https://www.facebook.com/", key="facebook"),
        hosts=dict.fromkeys(("facebook.com", "fb.com", "fb.me", "fb.watch")),
        aliases={
            "m.facebook.com": "www.facebook.com",
            "mbasic.facebook.com": "www.facebook.com",
            "touch.facebook.com": "www.facebook.com",
            "facebed.com": "www.facebook.com",
            "www.facebed.com": "www.facebook.com",
        },
        tracking=(
            "__tn__",
            "__cft__*",
            "__xts__*",
            "__eep__",
            "_rdr",
            "_rdc",
            "acontext",
            "action_history",
            "extid",
            "fref",
            "hc_ref",
            "hc_location",
            "mibextid",
            "notif_id",
            "notif_t",
            "paipv",
            "eav",
            "rdid",
            "ref",
            "refid",
            "refsrc",
            "sfnsn",
            "share_url",
            "wtsid",
        ),
        retention="none",
        players=(PlayerHost("www.facebook.com", "/plugins/video.php", "video"),),
    ),
)
