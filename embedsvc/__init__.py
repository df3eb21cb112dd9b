"""Turns a pasted link or quote into a block that is safe to publish, names its source and lasts."""

__version__ = "0.1.0"
