"""lab10: the MNIST lab of five TensorFlow 1 study notes, running today.

Importing the package reads, downloads and trains nothing. `python -m lab10` lists the networks.
"""
import os
import signal
import sys
from contextlib import suppress

__version__ = "1.1.0"


def interrupted(kind, error, trace):
    """Print one line if Ctrl-C stops a command during its imports. It is sys.excepthook until the command begins."""
    if issubclass(kind, KeyboardInterrupt):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # another Ctrl-C would only add a traceback
        print("lab10: interrupted", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


if sys.argv[:1] == ["-m"] and any(word.split(".")[0] in ("lab10", "-mlab10") for word in sys.orig_argv):
    with suppress(FileNotFoundError):  # the working directory may be deleted
        if len(sys.path) > 1 and os.path.abspath(sys.path[0]) == os.getcwd():
            sys.path[0] = sys.path[1]  # `python -m lab10...` looks in none: a copy.py there is not Python's
    if sys.excepthook is sys.__excepthook__:
        sys.excepthook = interrupted
