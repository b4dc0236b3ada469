"""Writing files: either the whole file, or nothing."""
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from lab10.terminal.errors import LabError


@contextmanager
def replacing(path):
    """Give the block a temporary name to write to. When it ends, that file replaces the file `path`.

    If the block fails, `path` stays as it was. A link is followed. If `path` is not a regular file but a pipe, say, or
    if standard output or error goes into it, it is not replaced but written to. Raises LabError if writing fails.
    """
    path = Path(path)
    try:
        stream = _standard_stream(path)
        regular = stream is None and (path.is_file() or not path.exists())
        target = Path(os.path.realpath(path)) if regular else path
        with tempfile.TemporaryDirectory(prefix=".lab10-", dir=target.parent if regular else None) as directory:
            temporary = Path(directory) / target.name
            yield temporary
            if regular:
                if target.exists():
                    shutil.copymode(target, temporary)  # who may read it stays as it was
                os.replace(temporary, target)
            else:
                with open(temporary, "rb") as source, open(target if stream is None else os.dup(stream), "wb") as to:
                    shutil.copyfileobj(source, to)
    except OSError as error:
        raise LabError(f"{path}: cannot be written ({error.strerror or error})") from error


def _standard_stream(path):
    """The descriptor of standard output or error, if `path` is the file that it goes to, as /dev/stdout is; or None."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            if os.path.samestat(os.stat(path), os.fstat(stream.fileno())):
                stream.flush()
                return stream.fileno()
        except (AttributeError, OSError, ValueError):  # there is no such file yet, or the stream is no file
            pass
    return None


def check_file(path):
    """Raise LabError if no file could be written at `path`. To be called before a long training."""
    path = Path(path)
    try:
        if path.is_dir():
            raise LabError(f"{path}: is a directory; give the name of a file")
        if path.exists() and not path.is_file():
            return
        if not path.parent.is_dir():
            raise LabError(f"{path}: there is no directory {path.parent}; make it first")
        with tempfile.TemporaryFile(dir=Path(os.path.realpath(path)).parent):
            pass
    except OSError as error:
        raise LabError(f"{path}: cannot be written ({error.strerror}); give another file") from error


def make_directory(path):
    """Make the directory `path`, unless it is there. Raise LabError if nothing can be written in it."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise LabError(f"{path}: cannot be written ({error.strerror}); give another directory") from error
