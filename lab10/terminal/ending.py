"""How every command ends: after what a user can cause, in one line."""
import errno
import os
import sys
from contextlib import contextmanager

from lab10.terminal.errors import LabError


@contextmanager
def orderly():
    """Run a command's block, and after what a user can cause end in one line.

    The status is 2 after a LabError or on a full disk, 130 after Ctrl-C, of which the KeyboardInterrupt may say more,
    and 1 where the reader of the output has left, as `head` does: nobody is told of that.
    """
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # for a terminal that has no §
    try:
        yield
        if sys.stdout:
            sys.stdout.flush()
    except LabError as error:
        _end(2, error)
    except KeyboardInterrupt as stop:
        _end(130, "; ".join(["interrupted", *map(str, stop.args)]))
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.ENOSPC):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # what is still buffered has nowhere to go
        if error.errno == errno.EPIPE:
            sys.exit(1)
        _end(2, f"standard output: {error.strerror}; make room or write elsewhere")


def _end(status, message):
    print(f"lab10: {message}", file=sys.stderr)
    sys.exit(status)
