"""Ends as the system ends a program that has used up its time of the processor."""

import os
import signal

os.kill(os.getpid(), signal.SIGXCPU)
