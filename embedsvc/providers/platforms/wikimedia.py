"""Wikipedia and the other wikis of Wikimedia."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Wikimedia", url="https://www.wikimedia.org/", key="wikimedia"),
        hosts={"wikipedia.org": None, "wikimedia.org": None},
        aliases={
            "m.mediawiki.org": "www.mediawiki.org",
            "m.wikidata.org": "www.wikidata.org",
            "*.m.wikibooks.org": "*.wikibooks.org",
            "*.m.wikimedia.org": "*.wikimedia.org",
            "*.m.wikinews.org": "*.wikinews.org",
            "*.m.wikipedia.org": "*.wikipedia.org",
            "*.m.wikiquote.org": "*.wikiquote.org",
            "*.m.wikisource.org": "*.wikisource.org",
            "*.m.wikiversity.org": "*.wikiversity.org",
            "*.m.wikivoyage.org": "*.wikivoyage.org",
            "*.m.wiktionary.org": "*.wiktionary.org",
        },
        retention="full",
    ),
)
