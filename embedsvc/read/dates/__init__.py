"""Text to dates."""
