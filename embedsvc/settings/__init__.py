"""What an operator can set: a table of variables, and how the text of each becomes a value."""

from embedsvc.settings.table import PREFIX, Settings, WrongSettingError, load
from embedsvc.settings.values import ApiKey, Images, Network, PurgeHeader, Rate, Scope, without_secrets

__all__ = [
    "PREFIX",
    "ApiKey",
    "Images",
    "Network",
    "PurgeHeader",
    "Rate",
    "Scope",
    "Settings",
    "WrongSettingError",
    "load",
    "without_secrets",
]
