"""Writing files whole or not at all."""
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from lab10.terminal.errors import LabError


@contextmanager
def replacing(path):
    """Give the block a temporary name; what it wrote there then takes the place of the file `path`.

    Where the block fails, `path` is as it was. A link is followed; what is not a regular file, a pipe say, is written
    to, and so is the file that standard output or error goes to. Raises LabError where that cannot be done.
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
    """The descriptor of standard output or error where `path` is the file that it goes to, as /dev/stdout is."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            if os.path.samestat(os.stat(path), os.fstat(stream.fileno())):
                stream.flush()
                return stream.fileno()
        except (AttributeError, OSError, ValueError):  # there is no such file yet, or the stream is no file
            pass
    return None


def check_file(path):
    """Raise LabError if no file could be written at `path`; before hours of training, say."""
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
    """Make the directory `path` where it is not there yet; raise LabError if nothing can be written in it."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise LabError(f"{path}: cannot be written ({error.strerror}); give another directory") from error
