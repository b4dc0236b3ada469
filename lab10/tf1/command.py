"""`python -m lab10.tf1`: from the command line to the program, and to the exit status that it ends with."""
import linecache
import os
import sys
import traceback
import warnings
from contextlib import ExitStack
from pathlib import Path

from lab10.terminal import ending
from lab10.terminal.errors import LabError
from lab10.tf1 import arguments, notes, running


def main(argv=None, lasting=None):
    """Run what the command line names, and exit: 0, 1 after the script's own error, 2 after the user's, 130, or
    with the status that the script exits with.

    lasting: an ExitStack; TensorFlow 1 is there until that is closed. None: until the script's last line.
    """
    with ending.orderly(), ExitStack() as to_the_last_line:
        options, argv = arguments.parse(sys.argv[1:] if argv is None else argv)
        program = _program(options, argv)
        if program is not None:
            sys.exit(running.run(*program, argv, options, lasting or to_the_last_line))


def _program(options, argv):
    """Return the program's compiled code and its file name, or None where only a list was asked for."""
    name, file = argv[0], os.path.abspath(argv[0])  # so tracebacks find their lines from any working directory
    is_note = options.code is None and Path(name).suffix.lower() in notes.SUFFIXES
    if not is_note and (options.list or options.blocks):
        raise LabError(f"{name}: --list and --blocks are for notes ({', '.join(notes.SUFFIXES)})")
    if options.code is not None:
        return _compile(options.code, "<string>", remember=True), None
    if name == "-":
        return _compile(_standard_input(), "<stdin>", remember=True), None
    if Path(name).suffix == ".ipynb":
        raise LabError(f"{name}: a notebook; open it in Jupyter and begin it with %load_ext lab10.tf1")
    try:
        read = notes.read(name) if is_note else Path(name).read_bytes()
    except OSError as error:
        raise LabError(f"{name}: cannot be read ({error.strerror})") from error
    if options.list:
        _print_list(read)
        return None
    return _compile(notes.choose(name, read, options.blocks) if is_note else read, file), file


def _standard_input():
    if sys.stdin is None:
        raise LabError("-: standard input is closed; give the name of a script")
    return sys.stdin.buffer.read()


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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # of "\d" and `is 0`: old scripts are full of them
            code = notes.tree(file, source) if isinstance(source, list) else source
            return compile(code, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        traceback.print_exception(error.with_traceback(None))
        sys.exit(1)
