"""The environment of the programs that tests start."""

import os


def without_settings() -> dict[str, str]:
    """That of the tests, without the settings of whoever runs them."""
    return {name: value for name, value in os.environ.items() if not name.startswith("EMBEDSVC_")}
