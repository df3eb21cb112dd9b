"""One platform per file; each defines `SITES` and is found automatically."""
