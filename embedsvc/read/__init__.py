"""Bytes to facts: pure, nothing here fetches."""
