"""`python -m lab10.tf1 --original`: run a program with TensorFlow 1 itself, in a separate environment."""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import lab10
from lab10.mnist import sets
from lab10.tf1 import environments, notebooks, notes, old_addresses, programs, python2
from lab10.tf1.arguments import NOTEBOOK

HOME = os.path.dirname(os.path.dirname(os.path.abspath(lab10.__file__)))
INSIDE = Path(__file__).with_name("inside_original.py")
MAGIC = re.compile(r"^( *).*\bget_ipython\(\).*$", re.MULTILINE)  # what IPython makes of %magic and !command
FETCH = ("import sys; sys.path.append(sys.argv[1]); from lab10.tf1 import old_addresses; "
         "sys.stdout.buffer.write(old_addresses.content(sys.argv[2]))")


class Text(NamedTuple):
    """A program in the form in which another Python gets it."""

    file: str  # its absolute path, or what stands for it
    code: str  # None: what is in the file
    python_2: bool
    module: str = None  # its name, where -m names it


def run(name, argv, options):
    """Run the program `name`, whose sys.argv is `argv`, under TensorFlow 1, and return its exit status."""
    text = read(name, options)
    interpreter = environments.python(kind(text), options.yes)
    with tempfile.TemporaryDirectory(prefix="lab10-") as directory:
        words = command(interpreter, text, argv, options, directory)
        try:
            status = subprocess.call(words, env=environment(options))
        except KeyboardInterrupt:  # which has ended the program too
            return 130
    return status if status >= 0 else 128 - status


def read(name, options):
    """Return the Text of a program. Raises LabError if it cannot be read."""
    suffix = Path(name).suffix.lower()
    if options.module is not None:
        file = programs.find_module(options.module)[0]
        with programs.reading(file):
            is_python_2 = python2.is_python_2(Path(file).read_bytes(), options.python_2)
        return Text(file, None, is_python_2, options.module)
    if options.code is not None or name == "-":
        code = options.code if options.code is not None else programs.standard_input().decode("utf-8")
        file = "<string>" if options.code is not None else "<stdin>"
        return Text(file, code, python2.is_python_2(code, options.python_2))
    if suffix == NOTEBOOK:
        notebook = notebooks.read(name)
        code = MAGIC.sub(r"\1pass", "\n".join(code for _, code in notebooks.code_cells(notebook)))
        return Text(f"{name}, its cells", code, notebooks.language(notebook, options.python_2)[0] is True)
    if programs.is_note(name):
        lines = []
        for block in notes.choose(name, programs.blocks(name), options.blocks):
            lines += [""] * (block.line - 1 - len(lines)) + block.code.splitlines()  # each on its own line
        code = "\n".join(lines) + "\n"
        return Text(os.path.abspath(name), code, python2.is_python_2(code, options.python_2))
    with programs.reading(name):
        source = Path(name).read_bytes()
    return Text(os.path.abspath(name), None, python2.is_python_2(source, options.python_2))


def kind(text):
    return environments.PYTHON_2 if text.python_2 else environments.PYTHON_3


def command(interpreter, text, argv, options, directory, seed_all=False, folder=None):
    """Return the command that runs the program; `directory` holds what it is told.

    seed_all: the seed is for Python's and NumPy's random numbers too. folder: the working directory, if another.
    """
    file = Path(directory, "asked.json")
    if folder is None:
        folder = os.path.dirname(os.path.realpath(text.file)) if os.path.exists(text.file) else ""
        folder = os.getcwd() if text.module is not None else folder
    file.write_text(json.dumps({
        "file": text.file, "code": text.code, "module": text.module, "argv": argv,
        "folder": str(folder), "seed": options.seed,
        "seed_all": seed_all, "warnings": options.warnings,
        "mnist": {"places": old_addresses.PLACES, "names": sets.FILES,
                  "archives": {name: sorted(places) for name, places in old_addresses.ARCHIVES.items()},
                  "fetch": [sys.executable, "-c", FETCH, HOME]}}), encoding="utf-8")
    return [str(interpreter), str(INSIDE), str(file)]


def environment(options):
    """The os.environ of the process: with the Python's own paths only, and without TensorFlow's start-up messages."""
    ours = {name: value for name, value in os.environ.items()
            if name not in ("PYTHONPATH", "PYTHONHOME", "TF_USE_LEGACY_KERAS", "VIRTUAL_ENV")}
    if not options.warnings:
        ours.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        ours.setdefault("PYTHONWARNINGS", "ignore")
    return ours
