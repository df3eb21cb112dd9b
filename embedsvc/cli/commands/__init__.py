"""One command a module, as `command`. Each imports what is slow to import when it runs, so that `--help` and
the small commands start fast.
"""
