"""Processes of the tests' own, forked from one that has imported what they run: that takes longer than they do."""

import multiprocessing

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(
    ["tests.support.archive.opener", "tests.support.archive.writer", "tests.support.store.crowd"]
)
