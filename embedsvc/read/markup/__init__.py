"""What a page states for machines: meta tags, JSON-LD, microdata, oEmbed links, refresh."""
