"""Asks a service for its health again and again, and says at the end how long the slowest answer took: a
process of its own, which nothing but the service keeps waiting.
"""

import http.client
import select
import sys
import time


def main(port: int) -> None:
    slowest = 0.0
    while not select.select([sys.stdin], [], [], 0.05)[0]:
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/healthz")
        assert connection.getresponse().status == 200
        connection.close()
        slowest = max(slowest, time.monotonic() - began)
    sys.stdout.write(f"{slowest}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
