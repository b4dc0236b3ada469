"""Running a compiled program as the module __main__ under TensorFlow 1."""
import importlib
import os
import sys
import types
from contextlib import contextmanager, suppress

from lab10.terminal import display
from lab10.tf1 import children, python2, tracebacks

WINDOWS = ("gtk3agg", "gtk4agg", "macosx", "qt5agg", "qtagg", "tkagg", "wxagg")  # matplotlib's backends that open one
BACKEND = "lab10.tf1.matplotlib_backend"


def run(program, argv, options, lasting):
    """Run a Program as the module __main__ under TensorFlow 1, and return the exit status.

    lasting: the ExitStack that ends TensorFlow 1 when it is closed: the script may leave a thread behind that
    continues.
    """
    backends = lasting.enter_context(_backends())
    with _without_working_directory():
        from lab10.tf1 import bridge  # imports NumPy, which a list of blocks does not need
        lasting.enter_context(bridge.installed(options.warnings, backends))
    python2.serve(program.parsed.python_2 or options.python_2)
    children.pass_on(options)
    if options.seed is not None:
        bridge.seed(options.seed)
    if program.parsed.python_2:
        argv = python2.arguments(argv)
    module = lasting.enter_context(_main(program, argv, options.module is not None))
    try:
        if program.package:
            importlib.import_module(program.package)
        exec(program.code, vars(module))
        status = 0
    except SystemExit as end:
        status = end.code
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        if isinstance(error, BrokenPipeError):
            with suppress(AttributeError, ValueError):
                sys.stdout.flush()  # which fails again if it was standard output's reader that has gone
        status = tracebacks.report(error, program.code)
    if BACKEND in sys.modules:
        sys.modules[BACKEND].write_waiting()
    with suppress(AttributeError, ValueError):  # the script may have closed it, or put another in its place
        sys.stdout.flush()
    return status


@contextmanager
def _without_working_directory():
    """While TensorFlow is imported, the working directory, which `python -m` puts first in the path, is not there:
    so a script named queue.py does not replace the module that TensorFlow needs. lab10's own entry stays."""
    path = sys.path[:]
    if os.path.abspath(path[0]) == os.getcwd() != children.HOME:
        del sys.path[0]
    try:
        yield
    finally:
        sys.path[:] = path


@contextmanager
def _main(program, argv, by_name):
    """Give a module that is __main__ while the block runs, with `argv`. The script's folder is first in the path;
    for a program that is named as a module, the working directory."""
    module, file = types.ModuleType("__main__"), program.file
    if program.package is not None:
        module.__package__ = program.package
    if file:
        module.__file__ = file
    ours, arguments, path = sys.modules["__main__"], sys.argv, sys.path[:]
    sys.modules["__main__"], sys.argv = module, [file, *argv[1:]] if by_name else argv
    if not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):  # where that is not to be in the path
        sys.path[0] = os.path.dirname(os.path.realpath(file)) if file and not by_name else (
            os.getcwd() if by_name else "")
    try:
        yield module
    finally:
        sys.modules["__main__"], sys.argv, sys.path[:] = ours, arguments, path


@contextmanager
def _backends():
    """Without windows, figures go to files: give the replacements for matplotlib's old backends, by the names of
    their modules."""
    chosen = os.environ.get("MPLBACKEND")
    if display.has_windows() and (chosen or "").lower() != "agg":
        yield {}
        return
    if (chosen or "agg").lower() == "agg":
        os.environ["MPLBACKEND"] = f"module://{BACKEND}"
    try:
        yield {f"matplotlib.backends.backend_{name}": BACKEND for name in WINDOWS}
    finally:
        if chosen is None:
            os.environ.pop("MPLBACKEND", None)
        else:
            os.environ["MPLBACKEND"] = chosen
