"""The program that a command line names: read, translated if it is in Python 2, and compiled."""
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
    parsed: python2.Parsed
    package: str = None  # that relative imports begin from, of what -m names; "" for a folder


def read(options, name):
    """Return the Program that `name` (a script, note or folder) and the options name.

    Raises LabError if it cannot be read.

    If it is not valid Python, print Python's own message, and exit.
    """
    if options.code is not None:
        return _compile(options.code, "<string>", options.python_2)
    if name == "-":
        return _compile(standard_input(), "<stdin>", options.python_2)
    if options.module is not None:
        return _module(options)
    if os.path.isdir(name):
        name = os.path.join(name, "__main__.py")
        if not os.path.isfile(name):
            raise LabError(f"{os.path.dirname(name)}: a folder without a __main__.py; give the name of a script")
        return _read(name, options)._replace(package="")
    return _read(name, options)


def _module(options):
    """The module that -m names, found as Python finds it, but its package is not run yet."""
    file, package = find_module(options.module)
    return _read(file, options, package)._replace(package=package)


def find_module(name):
    """Return the file of the module that -m names, and its package."""
    for folder in [os.getcwd(), *sys.path]:
        path = os.path.join(folder, *name.split("."))
        if os.path.isfile(path + ".py"):
            return path + ".py", name.rpartition(".")[0]
        if os.path.isfile(os.path.join(path, "__main__.py")):
            return os.path.join(path, "__main__.py"), name
    raise LabError(f"-m {name}: no such module in {os.getcwd()}")


def _read(name, options, package=None):
    file = os.path.abspath(name)
    if is_note(name):
        found = blocks(name)
        chosen = notes.choose(name, found, options.blocks)
        notes.tell(name, found, chosen)
        return _compile(chosen, file, options.python_2)
    with reading(name):
        source = Path(name).read_bytes()
    return _compile(source, file, options.python_2, package)


def is_note(name):
    return Path(name).suffix.lower() in notes.SUFFIXES


def blocks(name):
    with reading(name), unwarned():
        return notes.read(name)


@contextmanager
def unwarned():
    """While the block runs, Python does not warn of "\\d" and `is 0`: old scripts are full of them, and links of notes
    read as calls of a list."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        yield


@contextmanager
def reading(name):
    """While the block runs, the file `name` is read; if that fails, raise a LabError that says so."""
    try:
        yield
    except OSError as error:
        raise LabError(f"{name}: cannot be read ({error.strerror})") from error


def standard_input():
    if sys.stdin is None:
        raise LabError("-: standard input is closed; give the name of a script")
    return sys.stdin.buffer.read()


def _compile(source, file, python_2, package=None):
    """Compile source code, str or bytes, or the blocks of a note."""
    if file.startswith("<"):  # for tracebacks, which else read the file
        text = source if isinstance(source, str) else source.decode("utf-8", "replace")
        linecache.cache[file] = len(text), None, text.splitlines(keepends=True), file
    try:
        with unwarned(), python2.deeply():
            parsed = parse(source, file, python_2)
            if package and parsed.python_2:
                parsed = parsed._replace(tree=python2.implicitly_relative(parsed, file))
            code = compile(parsed.tree, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        traceback.print_exception(error.with_traceback(None))
        sys.exit(1)
    return Program(code, None if file.startswith("<") else file, parsed)


def parse(source, file, python_2=None):
    """Return source code, str or bytes, or the blocks of a note, as python2.Parsed."""
    return (notes if isinstance(source, list) else python2).parse(source, file, python_2)
