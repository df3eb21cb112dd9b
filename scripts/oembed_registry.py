"""Makes `embedsvc/providers/oembed_registry.json` from the npm package oembed-providers.

    npm pack oembed-providers && tar xzf oembed-providers-*.tgz
    python scripts/oembed_registry.py package

Left out: endpoints that need an access token, and providers without URL schemes (discovery finds those).
"""

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "embedsvc" / "providers" / "oembed_registry.json"
NEEDS_TOKEN = ("https://graph.facebook.com/",)


def entry(provider: dict[str, Any], endpoint: dict[str, Any]) -> dict[str, Any] | None:
    schemes = [scheme for scheme in endpoint.get("schemes", []) if scheme.startswith("http")]
    if not schemes or endpoint["url"].startswith(NEEDS_TOKEN):
        return None
    return {
        "name": provider["provider_name"],
        "url": provider["provider_url"],
        "endpoint": endpoint["url"].replace("{format}", "json"),
        "schemes": schemes,
    }


def main(folder: Path) -> None:
    release = json.loads((folder / "package.json").read_text("utf-8"))
    providers = json.loads((folder / "providers.json").read_text("utf-8"))
    entries = [entry(provider, endpoint) for provider in providers for endpoint in provider["endpoints"]]
    registry = {
        "from": f"oembed-providers {release['version']}, {release['license']} licence",
        "endpoints": [item for item in entries if item],
    }
    TARGET.write_text(json.dumps(registry, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
