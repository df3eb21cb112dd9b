"""Dialects out: an Embed in, one format a file. Nothing here asks the network or the clock."""
