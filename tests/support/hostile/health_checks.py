"""Requests /healthz of a service again and again, and prints how long the slowest response took (seconds): a
process of its own, so that only the service can delay it.
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
