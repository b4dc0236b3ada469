"""The program that a command line names: read, translated where it is in Python 2, and compiled."""
import linecache
import os
import sys
import traceback
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from lab10.terminal.errors import LabError
from lab10.tf1 import notes, python2


class Program(NamedTuple):
    code: object  # compiled
    file: str  # absolute, so that tracebacks find their lines from any working directory; None where there is none
    python_2: bool


def read(options, name):
    """Return the Program that `name` and the options speak of. Raises LabError where it cannot be read.

    Where it is no Python, that is said as Python says it, and the process exits.
    """
    if options.code is not None:
        return _compile(options.code, "<string>")
    if name == "-":
        return _compile(standard_input(), "<stdin>")
    file = os.path.abspath(name)
    if is_note(name):
        return _compile(notes.choose(name, blocks(name), options.blocks), file)
    with reading(name):
        source = Path(name).read_bytes()
    return _compile(source, file)


def is_note(name):
    return Path(name).suffix.lower() in notes.SUFFIXES


def blocks(name):
    with reading(name):
        return notes.read(name)


@contextmanager
def reading(name):
    """While the block runs, the file `name` is read; where that fails, a LabError says so."""
    try:
        yield
    except OSError as error:
        raise LabError(f"{name}: cannot be read ({error.strerror})") from error


def standard_input():
    if sys.stdin is None:
        raise LabError("-: standard input is closed; give the name of a script")
    return sys.stdin.buffer.read()


def _compile(source, file):
    """Compile source code, str or bytes, or the blocks of a note."""
    if file.startswith("<"):  # for tracebacks, which else read the file
        text = source if isinstance(source, str) else source.decode("utf-8", "replace")
        linecache.cache[file] = len(text), None, text.splitlines(keepends=True), file
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # of "\d" and `is 0`: old scripts are full of them
            tree, python_2 = notes.parse(source, file) if isinstance(source, list) else python2.parse(source, file)
            code = compile(tree, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        traceback.print_exception(error.with_traceback(None))
        sys.exit(1)
    return Program(code, None if file.startswith("<") else file, python_2)
