"""Text to people."""
