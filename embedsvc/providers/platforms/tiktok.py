"""TikTok."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="TikTok", url="https://www.tiktok.com/", key="tiktok"),
        hosts={"tiktok.com": None},
        aliases={
            **dict.fromkeys(
                (
                    *("m.tiktok.com", "vxtiktok.com", "tnktok.com", "tfxktok.com", "fixtiktok.com"),
                    *("www.vxtiktok.com", "www.tnktok.com", "www.tfxktok.com"),
                ),
                "www.tiktok.com",
            ),
            **dict.fromkeys(("vm.vxtiktok.com", "vm.tnktok.com", "vm.tfxktok.com"), "vm.tiktok.com"),
        },
        tracking=(
            "_t",
            "_r",
            "_d",
            "is_from_webapp",
            "is_copy_url",
            "sender_device",
            "sender_web_id",
            "share_app_id",
            "share_item_id",
            "share_link_id",
            "source",
            "timestamp",
            "tt_from",
            "u_code",
            "user_id",
            "web_id",
            "refer",
            "sec_uid",
            "sec_user_id",
            "social_sharing",
            "checksum",
            "preview_pb",
        ),
        retention="full",
        players=(PlayerHost("www.tiktok.com", "/player/", "video"),),
    ),
)
