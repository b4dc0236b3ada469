"""Who makes a record: a lock on a file beside it, which the system ends with the process that has it."""
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout

from lab10.terminal.errors import LabError

PATIENCE = 0.5  # seconds: somebody who only looks has the lock for less


@contextmanager
def held(path, patience=PATIENCE):
    """Give the block whether it has the right to make the record at `path`, which one process has at a time.

    Raises LabError where no lock can be written.
    """
    lock = FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        yield False
        return
    except OSError as error:
        raise LabError(f"{lock.lock_file}: cannot be written ({error.strerror}); give another --results") from error
    try:
        yield True
    finally:
        with suppress(OSError):  # on Windows nobody can remove it now, and filelock does when it is released
            path.with_name(f".{path.name}.lock").unlink()
        lock.release()


def is_free(path):
    """May somebody begin to make the record at `path`? Removes the lock's file that a killed process left behind."""
    if not path.with_name(f".{path.name}.lock").exists():
        return True
    with held(path, patience=0) as mine:
        return mine
