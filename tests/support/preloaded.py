"""The process that starts programs (tests/support/program.py): it has imported the package, and forks.

    python -m tests.support.preloaded DESCRIPTOR

It receives requests on a socket with this descriptor, and ends when the socket is closed.
"""

import gc
import json
import os
import pkgutil
import resource
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module
from selectors import EVENT_READ, DefaultSelector

from embedsvc import cli, urls
from embedsvc.cli import commands
from embedsvc.net import transport
from embedsvc.providers import platforms
from embedsvc.wiring import command_line, server  # noqa: F401 -- for the programs
from tests.support.program import MAX_REQUEST, STREAMS


def _main(descriptor: int) -> None:
    _import_all()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=descriptor) as requests, DefaultSelector() as selector:
        selector.register(requests, EVENT_READ)
        is_program = _fork_on_request(requests, selector)
    if is_program:
        cli.main()


def _import_all() -> None:
    """All that commands and workers use, except modules that read the environment when they are imported."""
    for package in (commands, platforms):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    transport.trust()
    urls.registrable_domain("site.example")  # reads the list of public suffixes
    gc.collect()
    gc.freeze()  # or each program would copy all these objects when it ends


def _fork_on_request(requests: socket.socket, selector: DefaultSelector) -> bool:
    """True in each process that was forked, false at the end of the process that forks."""
    while True:
        for key, _ in selector.select():
            if key.data:
                selector.unregister(key.fd)
                _report_end(key.fd, *key.data)
                continue
            message, descriptors, _, _ = socket.recv_fds(requests, MAX_REQUEST, 1 + len(STREAMS))
            if not message:
                return False
            status, *streams = descriptors
            pid = os.fork()
            if not pid:
                os.close(status)
                _become(**json.loads(message), streams=streams)
                return True
            for stream in streams:
                os.close(stream)
            os.write(status, b"%d\n" % pid)
            selector.register(os.pidfd_open(pid), EVENT_READ, (pid, status))


def _report_end(handle: int, pid: int, status: int) -> None:
    _, ended = os.waitpid(pid, 0)
    with suppress(BrokenPipeError):  # nobody waits for it
        os.write(status, b"%d\n" % os.waitstatus_to_exitcode(ended))
    os.close(status)
    os.close(handle)


def _become(
    *,
    arguments: list[str],
    environ: dict[str, str],
    folder: str,
    descriptors: tuple[int, int],
    closed: list[int],
    streams: list[int],
) -> None:
    for number, name in enumerate(STREAMS):
        if number in closed:
            os.close(number)
            setattr(sys, name, None)  # as the interpreter does when it starts
        else:
            stream = streams.pop(0)
            os.dup2(stream, number)
            os.close(stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    resource.setrlimit(resource.RLIMIT_NOFILE, descriptors)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = ["embedsvc", *arguments]


if __name__ == "__main__":
    _main(int(sys.argv[1]))
