"""Text to attributions, and from an attribution to the words of its post."""
