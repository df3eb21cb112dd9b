"""The HTTP face: Flask, and nothing that decides what a link is."""
