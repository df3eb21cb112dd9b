"""The application for other WSGI servers, as `embedsvc.wsgi:app`; each worker imports it after the fork.

PROMETHEUS_MULTIPROC_DIR names a folder, empty at the start, for the counters of all workers.
"""

import os
import sys

from embedsvc import logs, settings
from embedsvc.wiring import server

logs.configure(sys.stderr)
try:
    app = server.application(settings.load(os.environ))
except settings.WrongSettingError as error:
    sys.exit(f"embedsvc: {error}")
