"""Is ended by a signal, as after a crash."""

import os
import signal

os.kill(os.getpid(), signal.SIGSEGV)
