"""The traceback of a script's own error, as Python prints it, but without lab10's frames."""
import dis
import os
import re
import site
import sys
import sysconfig
import traceback
import types

from lab10.terminal.errors import LabError
from lab10.tf1.children import HOME

TF2_ONLY = {"numpy", "GradientTape", "set_seed"}  # what only TensorFlow 2 has, as a script's attribute
OTHER_TENSORS = {"torch", "mxnet", "cupy", "jax", "pandas"}  # packages whose arrays may have such an attribute too
OURS = os.path.join(HOME, "lab10", "")
NOT_THE_SCRIPT = tuple(directory + os.sep for directory in (
    sysconfig.get_path("stdlib"), *site.getsitepackages(), site.getusersitepackages()))
OF_PYTHON_2 = re.compile(r"'dict' object has no attribute '(has_key|iteritems|iterkeys|itervalues)'")
OUR_FRAME = re.compile(rf'^( +)File "(?:{re.escape(OURS)}|<frozen runpy>).*\n(?:\1  .*\n)*', re.MULTILINE)


def report(error, code):
    """Print the script's error as Python does, without our frames; return the exit status."""
    if isinstance(error, LabError):
        place = _place(error)
        print(f"lab10: {error} ({place})" if place else f"lab10: {error}", file=sys.stderr)
        return 2
    _trim(error, set())
    if sys.excepthook is not sys.__excepthook__:
        sys.excepthook(type(error), error, error.__traceback__)
    else:
        # TensorFlow adds a traceback of its own, of where the operation that failed was made
        print(OUR_FRAME.sub("", "".join(traceback.format_exception(error))), end="", file=sys.stderr)
    found = OF_PYTHON_2.search(str(error))
    if found:
        print(f"lab10: {found[1]} is Python 2's; if this code is Python 2: --python2", file=sys.stderr)
    if "relative import with no known parent" in str(error):
        print("lab10: a module of a package; run it by name, in the folder that has the package: "
              "python -m lab10.tf1 -m PACKAGE.MODULE", file=sys.stderr)
    if _is_tensorflow_2(code) and not _lacks_another_package(error):
        print("lab10: this looks like code for TensorFlow 2; run it with plain python", file=sys.stderr)
    return 1


def _is_tensorflow_2(code):
    attributes = _arguments(code, "LOAD_ATTR", "LOAD_METHOD")
    packages = {name.partition(".")[0] for name in _arguments(code, "IMPORT_NAME")}
    return attributes & TF2_ONLY and "enable_eager_execution" not in attributes and not packages & OTHER_TENSORS


def _lacks_another_package(error):
    package = (getattr(error, "name", None) or "").partition(".")[0]
    return isinstance(error, ModuleNotFoundError) and package not in ("tensorflow", "keras")


def _arguments(code, *operations):
    """The names that these operations of Python have in the program."""
    found = {instruction.argval for instruction in dis.get_instructions(code) if instruction.opname in operations}
    return found.union(*(_arguments(part, *operations) for part in code.co_consts if isinstance(part, types.CodeType)))


def _place(error):
    """The user's own line that led to `error`: file and line."""
    place = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if is_the_users(file):
            place = f"{file}, line {line}"
    return place


def is_the_users(file):
    """Is this code file the user's: not Python's own, not an installed package's and not lab10's?"""
    installed = {"site-packages", "dist-packages"}.intersection(file.split(os.sep))
    return not (_is_ours(file) or installed or file.startswith(("<frozen", *NOT_THE_SCRIPT)))


def _trim(error, seen):
    """Remove lab10's frames from the tracebacks of `error` and of the errors that caused it."""
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        error.with_traceback(_without_ours(error.__traceback__))
        _trim(error.__cause__, seen)
        error = error.__context__


def _without_ours(tb):
    kept = None
    for tb in reversed(list(_links(tb))):
        file = tb.tb_frame.f_code.co_filename
        if not (_is_ours(file) or file.startswith("<frozen importlib")):
            kept = types.TracebackType(kept, tb.tb_frame, tb.tb_lasti, tb.tb_lineno)
    return kept


def _links(tb):
    while tb is not None:
        yield tb
        tb = tb.tb_next


def _is_ours(file):
    return os.path.abspath(file).startswith(OURS)
