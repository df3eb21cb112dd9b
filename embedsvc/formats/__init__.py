"""Formats: an Embed out, one format per file. Pure functions without network or clock."""
