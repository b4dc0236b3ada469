"""How every command ends: after an error that a user can cause, it prints one line and exits with a status."""
import errno
import os
import signal
import sys
import threading
from contextlib import contextmanager

import lab10
from lab10.terminal.errors import LabError


@contextmanager
def orderly():
    """Run a command's block. If it ends with an error that a user can cause, print one line and exit.

    The status is 2 after a LabError or on a full disk, and 130 after Ctrl-C; then the line has the KeyboardInterrupt's
    own text, if there is any. If the reader of the output has closed it, as `head` does, the status is 1, without a
    line.
    """
    if sys.excepthook is getattr(lab10, "interrupted", None):  # of the imports; beside a clone, lab10 may be its folder
        sys.excepthook = sys.__excepthook__
    if sys.stderr is None:  # closed, as by 2>&-: print would take standard output in its place
        sys.stderr = open(os.devnull, "w")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # for a terminal that cannot show §
    try:
        yield
        if sys.stdout:
            sys.stdout.flush()
    except LabError as error:
        _end(2, error)
    except KeyboardInterrupt as stop:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends: another Ctrl-C would only add a traceback
        _end(130, "; ".join(["interrupted", *map(str, stop.args)]))
    except OSError as error:
        if error.errno == errno.ENOENT and error.filename is None and not _has_working_directory():
            _end(2, "the working directory was deleted; go into another one")
        if error.errno not in (errno.EPIPE, errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # what is still buffered goes there
        if error.errno == errno.EPIPE:
            sys.exit(1)
        _end(2, f"standard output: {error.strerror}; make room or write elsewhere")


@contextmanager
def terminable():
    """While the block runs, a SIGTERM or SIGHUP ends it in order, with 128 and its number for a status: temporary files
    are removed. A SIGHUP that is ignored, as under nohup, stays so. Afterwards both do what they did before.
    """
    kinds = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {kind: signal.getsignal(kind) for kind in kinds if signal.getsignal(kind) != signal.SIG_IGN}
    for kind in before:
        signal.signal(kind, lambda number, _: sys.exit(128 + number))
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler or signal.SIG_DFL)


def _has_working_directory():
    try:
        return bool(os.getcwd())
    except OSError:
        return False


def _end(status, message):
    print(f"lab10: {message}", file=sys.stderr)
    sys.exit(status)
