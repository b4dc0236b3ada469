"""Writing a file completely or not at all; and where lab10's own files are."""
import json
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import lab10
from lab10.terminal.errors import LabError


def checkout():
    """The folder of the checkout that contains this lab10; None if lab10 is installed from a wheel."""
    folder = Path(lab10.__file__).resolve().parent.parent
    return folder if (folder / "setup.cfg").is_file() else None


def write_json(path, value):
    """Write `value`, of JSON's types, into the file `path`, as `replacing` does."""
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(value, indent=1, allow_nan=False) + "\n", encoding="utf-8")


@contextmanager
def replacing(path):
    """Give the block a temporary name to write to. When the block ends, that file replaces the file `path`.

    If the block fails, `path` stays as it was. A link is followed. If `path` is not a regular file (a pipe, for
    example), or if it is where standard output or error goes, it is not replaced but written to. Raises LabError if
    writing fails, or if the block fails at another file.
    """
    path = Path(path)
    directory = None
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
        other = error.filename if directory and isinstance(error.filename, (str, os.PathLike)) else None
        if other and not {Path(directory), target} & {Path(other), *Path(other).parents}:
            raise LabError(f"{other}: cannot be read or written ({error.strerror})") from error
        raise LabError(f"{path}: cannot be written ({error.strerror or error})") from error


def _standard_stream(path):
    """The descriptor of standard output or error, if `path` is the file to which it goes, like /dev/stdout; or None."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            if os.path.samestat(os.stat(path), os.fstat(stream.fileno())):
                stream.flush()
                return stream.fileno()
        except (AttributeError, OSError, ValueError):  # there is no such file yet, or the stream is no file
            pass
    return None


def check_file(path):
    """Raise LabError if no file can be written at `path`. Call it before a long training."""
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
    """Make the directory `path`, if it does not exist. Raise LabError if nothing can be written in it."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise LabError(f"{path}: cannot be written ({error.strerror}); give another directory") from error
