"""Writing files whole or not at all."""
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from lab10.errors import LabError


@contextmanager
def replacing(path):
    """Give the block a temporary name beside `path`; what it wrote there then takes the place of `path`.

    Where the block fails, `path` is as it was. Raises LabError where the file cannot be written.
    """
    path = Path(path)
    try:
        with tempfile.TemporaryDirectory(prefix=".lab10-", dir=path.parent) as directory:
            temporary = Path(directory) / path.name
            yield temporary
            os.replace(temporary, path)
    except OSError as error:
        raise LabError(f"{path}: cannot be written ({error.strerror or error})") from error


def check_file(path):
    """Raise LabError if no file could be written at `path`; before hours of training, say."""
    path = Path(path)
    if path.is_dir():
        raise LabError(f"{path}: is a directory; give the name of a file")
    if not path.parent.is_dir():
        raise LabError(f"{path}: there is no directory {path.parent}; make it first")
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise LabError(f"{path}: cannot be written ({error.strerror})") from error


def make_directory(path):
    """Make the directory `path` where it is not there yet; raise LabError if nothing can be written in it."""
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise LabError(f"{path}: cannot be written ({error.strerror}); give another directory") from error
