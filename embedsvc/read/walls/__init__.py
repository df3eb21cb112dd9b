"""Pages served instead of the one that was requested: a bot check, consent, a login, a soft 404."""

from embedsvc.read.walls.front_page import FrontPage, could_be_front_page, require_other
from embedsvc.read.walls.kinds import check, check_target
from embedsvc.read.walls.visit import Visit

__all__ = [
    "FrontPage",
    "Visit",
    "check",
    "check_target",
    "could_be_front_page",
    "require_other",
]
