"""The application for servers that find it by its name, as `embedsvc.wsgi:app`; each worker imports it anew.

PROMETHEUS_MULTIPROC_DIR names a folder, empty at the start, where workers count together.
"""

import os
import sys

from embedsvc import logs, settings, wiring

logs.configure(sys.stderr)
try:
    app = wiring.application(settings.load(os.environ))
except settings.WrongSettingError as error:
    sys.exit(f"embedsvc: {error}")
