"""tf1: run an old script, unmodified, as TensorFlow 1 ran it.

`import tensorflow as tf` means TensorFlow 1 to the script and to the modules that it imports, tf.contrib and
tensorflow.examples.tutorials.mnist with it. Notes (.md, .txt) are run by their Python code.
In Jupyter: %load_ext lab10.tf1
"""
import atexit
import dis
import linecache
import os
import re
import site
import sys
import sysconfig
import traceback
import types
import warnings as python_warnings
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from lab10 import commands, display, notes
from lab10.errors import LabError

USAGE = """python -m lab10.tf1 [options] SCRIPT [ARG ...]
       python -m lab10.tf1 [options] -c CODE [ARG ...]
       python -m lab10.tf1 [options] - [ARG ...]
       python -m lab10.tf1 NOTE.md [--list] [--blocks N,N-N,...]"""
# what only TensorFlow 2 has, as a script's attribute
TF2_ONLY = {"numpy", "GradientTape", "set_seed"}
WINDOWS = ("gtk3agg", "gtk4agg", "macosx", "qt5agg", "qtagg", "tkagg", "wxagg")  # matplotlib's backends that open one
MOST_BLOCKS = 10_000  # that --blocks may name at once
OURS = os.path.dirname(os.path.abspath(__file__)) + os.sep
NOT_THE_SCRIPT = tuple(directory + os.sep for directory in (
    sysconfig.get_path("stdlib"), *site.getsitepackages(), site.getusersitepackages()))
OUR_FRAME = re.compile(rf'^( +)File "(?:{re.escape(OURS)}|<frozen runpy>).*\n(?:\1  .*\n)*', re.MULTILINE)


def main(argv=None):
    """Run what the command line names, and exit: 0, 1 after the script's own error, 2 after the user's, 130, or
    with the status that the script exits with."""
    with commands.ending():
        options, argv = _parse(sys.argv[1:] if argv is None else argv)
        program = _program(options, argv)
        if program is not None:
            sys.exit(run(*program, argv, options))


def _parse(argv):
    """Return the options, and the script's sys.argv."""
    parser = commands.Parser("tf1", usage=USAGE, description=__doc__)
    add = parser.add_argument
    add("-c", dest="code", metavar="CODE", help="run this code")
    add("--seed", type=int, metavar="N", help="tf.set_random_seed(N) before the script begins")
    add("--warnings", action="store_true", help="show the deprecation warnings that are else hidden")
    add("--list", action="store_true", help="show the code blocks of a note, and run nothing")
    add("--blocks", type=_numbers, metavar="N,N-N,...", help="run these blocks of a note")
    own, rest = _split(argv)
    if rest and Path(rest[0]).suffix.lower() in notes.SUFFIXES:
        # of a note our options may follow its name too
        options, others = parser.parse_known_args(rest[1:], parser.parse_args(own))
        rest = [rest[0], *others]
    else:
        options = parser.parse_args(own)
    if options.code is not None:
        return options, ["-c", *rest]
    if not rest:
        raise LabError("no script; give its name, or -c CODE, or - for standard input; see python -m lab10.tf1 --help")
    return options, rest


def _split(argv):
    """Divide the arguments into ours and those from the script's name on, which are the script's."""
    at = 0
    while at < len(argv) and argv[at].startswith("-") and argv[at] != "-":
        if argv[at] == "--":
            return argv[:at], argv[at + 1:]
        option = argv[at]
        at += 2 if option in ("-c", "--seed", "--blocks") else 1
        if option == "-c":
            break
    return argv[:at], argv[at:]


def _numbers(text):
    numbers = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        found = range(int(first), int(last if dash else first) + 1)
        if not 0 < len(found) <= MOST_BLOCKS:
            raise ValueError(f"{part}: not a range of blocks")
        numbers += found
    return numbers


_numbers.__name__ = "list of blocks"


def _program(options, argv):
    """Return the program's compiled code and its file name, or None where only a list was asked for."""
    name, file = argv[0], os.path.abspath(argv[0])  # so tracebacks find their lines from any working directory
    is_note = options.code is None and Path(name).suffix.lower() in notes.SUFFIXES
    if not is_note and (options.list or options.blocks):
        raise LabError(f"{name}: --list and --blocks are for notes ({', '.join(notes.SUFFIXES)})")
    try:
        if options.code is not None:
            return _compile(options.code, "<string>", remember=True), None
        if name == "-":
            return _compile(sys.stdin.buffer.read(), "<stdin>", remember=True), None
        if Path(name).suffix == ".ipynb":
            raise LabError(f"{name}: a notebook; open it in Jupyter and begin it with %load_ext lab10.tf1")
        if not is_note:
            return _compile(Path(name).read_bytes(), file), file
        blocks = notes.read(name)
        if options.list:
            _print_list(blocks)
            return None
        return _compile(notes.choose(name, blocks, options.blocks), file), file
    except OSError as error:
        raise LabError(f"{name}: cannot be read ({error.strerror})") from error


def _print_list(blocks):
    for block in blocks:
        lines = f"line {block.line}" if block.last == block.line else f"lines {block.line}-{block.last}"
        why = f"    [left out: {block.left_out}]" if block.left_out else ""
        print(f"{block.number:3}  {lines:13}  {block.first_line}{why}")


def _compile(source, file, remember=False):
    """Compile source code, or the blocks of a note; where that fails, say so as Python does and exit."""
    if remember:  # for tracebacks, which else read the file
        text = source if isinstance(source, str) else source.decode("utf-8", "replace")
        linecache.cache[file] = len(text), None, text.splitlines(keepends=True), file
    try:
        with python_warnings.catch_warnings():
            python_warnings.simplefilter("ignore", SyntaxWarning)  # of "\d" and `is 0`: old scripts are full of them
            code = notes.tree(file, source) if isinstance(source, list) else source
            return compile(code, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        traceback.print_exception(error.with_traceback(None))
        sys.exit(1)


def run(code, file, argv, options):
    """Run `code` as the module __main__ under TensorFlow 1, and return the exit status."""
    from lab10 import bridge
    module = types.ModuleType("__main__")
    if file:
        module.__file__ = file
    ours, arguments, path = sys.modules["__main__"], sys.argv, sys.path[0]
    with _backends() as backends, bridge.installed(options.warnings, backends):
        if options.seed is not None:
            sys.modules["tensorflow"].set_random_seed(options.seed)
        sys.modules["__main__"], sys.argv = module, argv
        sys.path[0] = os.path.dirname(os.path.realpath(file)) if file else ""
        try:
            exec(code, vars(module))
            status = 0
        except SystemExit as end:
            status = end.code
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            if isinstance(error, BrokenPipeError):
                with suppress(AttributeError, ValueError):
                    sys.stdout.flush()  # which fails again if it was standard output's reader that has gone
            status = _report(error, code)
        finally:
            sys.modules["__main__"], sys.argv, sys.path[0] = ours, arguments, path
        with suppress(AttributeError, ValueError):  # the script may have closed it, or put another in its place
            sys.stdout.flush()
    return status


@contextmanager
def _backends():
    """Without windows figures go to files: give what serves matplotlib's backends then, by their modules' names."""
    chosen = os.environ.get("MPLBACKEND")
    if display.has_windows() and (chosen or "").lower() != "agg":
        yield {}
        return
    if (chosen or "agg").lower() == "agg":
        os.environ["MPLBACKEND"] = "module://lab10.figures"
    try:
        yield {f"matplotlib.backends.backend_{name}": "lab10.figures" for name in WINDOWS}
        figures = sys.modules.get("lab10.figures")
        if figures:
            figures.write_waiting()
    finally:
        if chosen is None:
            os.environ.pop("MPLBACKEND", None)
        else:
            os.environ["MPLBACKEND"] = chosen


def _report(error, code):
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
    attributes = _attributes(code)
    if attributes & TF2_ONLY and "enable_eager_execution" not in attributes:
        print("lab10: this reads as code for TensorFlow 2, which plain python runs", file=sys.stderr)
    return 1


def _attributes(code):
    """The names of all attributes that the program uses."""
    found = {instruction.argval for instruction in dis.get_instructions(code)
             if instruction.opname in ("LOAD_ATTR", "LOAD_METHOD")}
    return found.union(*(_attributes(part) for part in code.co_consts if isinstance(part, types.CodeType)))


def _place(error):
    """The user's own line that led to `error`: file and line."""
    place = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if not _is_ours(file) and not file.startswith(("<frozen", *NOT_THE_SCRIPT)):
            place = f"{file}, line {line}"
    return place


def _trim(error, seen):
    """Take our frames out of the tracebacks of `error` and of what led to it."""
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


_loaded = ExitStack()


def load_ipython_extension(shell):
    """%load_ext lab10.tf1: TensorFlow 1 for the cells of this notebook from here on."""
    from lab10 import bridge
    if "tensorflow" not in sys.modules or not isinstance(sys.modules["tensorflow"], bridge.Module):
        _loaded.enter_context(bridge.installed())
        atexit.register(_loaded.close)  # while there still are modules to put back


def unload_ipython_extension(shell):
    """%unload_ext lab10.tf1: today's modules again; TensorFlow itself stays in graph mode."""
    _loaded.close()


if __name__ == "__main__":
    from lab10 import tf1  # by its own name, which stays while the script is __main__
    tf1.main()
