"""A process that makes a record holds a lock on a file beside it, so that no other process makes it too. When the
process ends, the system releases the lock."""
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout

from lab10.terminal.errors import LabError

PATIENCE = 0.5  # seconds: somebody who only looks has the lock for less


@contextmanager
def held(path, patience=PATIENCE):
    """Tell the block whether it may make the record at `path`; only one process may at a time.

    Raises LabError if no lock can be written.
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
    """May a process begin to make the record at `path`? This removes the lock file of a process that was killed."""
    if not path.with_name(f".{path.name}.lock").exists():
        return True
    with held(path, patience=0) as mine:
        return mine
