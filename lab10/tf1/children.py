"""Programs that a script starts also run as TensorFlow 1: their environment makes sure of it.

PATH finds the files of `commands/` first, and PYTHONPATH their sitecustomize.py, which Python imports when it starts.
This writes no files.
"""
import ast
import atexit
import importlib.abc
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from contextlib import ExitStack, suppress

from lab10.tf1 import patches

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # of the package
COMMANDS = os.path.join(HOME, "lab10", "tf1", "commands")
PYTHON, OPTIONS = "LAB10_TF1_PYTHON", "LAB10_TF1_OPTIONS"  # in the environment: ours, and those of the command line
# a child's sys.path begins with its working directory, where another lab10 may lie
BEGIN = (f"import sys; first = sys.path.pop(0); sys.path.append({HOME!r}); from lab10.tf1.__main__ import main; "
         "sys.path.insert(0, first); main()")
WITH_VALUE = {"-W", "-X", "--check-hash-based-pycs"}
INSTALLERS = re.compile(r"(?:^|[\s;&|!%/(])(?:pip[\d.]*|conda|mamba|easy_install)\s+(.*)")
CHANGES = re.compile(r"(-\S+\s+([^-\s]\S*\s+)?)*?(install|uninstall|remove|update|upgrade)\b")
OURS = re.compile(r"(?:^|[\s'\"=])((?:tensorflow|tf|keras|numpy)(?:[-_]\w+)*)(?=$|[\s'\"=<>!~\[;,)]|-\d)"
                  r"|/((?:tensorflow|keras|numpy)(?:[-_](?:cpu|gpu|nightly))?)(?=$|[\s'\"@#)]|\.git\b|-\d)",
                  re.IGNORECASE | re.MULTILINE)


def serve():
    """Do this for all programs that are started from here on, until the script has ended."""
    _put_first("PATH", os.environ.get("PATH", os.defpath))
    _put_first("PYTHONPATH", os.environ.get("PYTHONPATH", ""))
    patches.put(os.environ, PYTHON, sys.executable)


def pass_on(options):
    """Run these programs with these options of the command line."""
    words = []
    if options.seed is not None:
        words += ["--seed", str(options.seed)]
    if options.warnings:
        words.append("--warnings")
    if options.python_2 is not None:
        words.append("--python2" if options.python_2 else "--python3")
    patches.put(os.environ, OPTIONS, shlex.join(words))


def _put_first(variable, before):
    others = [folder for folder in before.split(os.pathsep) if folder and folder != COMMANDS]
    patches.put(os.environ, variable, os.pathsep.join([COMMANDS, *others]))


def changes_tensorflow(command):
    """Which of TensorFlow, Keras and NumPy a shell line installs or removes; None if none."""
    for part in re.split(r"&&|\|\||[;\n]", command.replace("\\\n", " ")):
        found = INSTALLERS.search(part)
        words = found[1] if found else ""
        if CHANGES.match(words) or "easy_install" in part:
            texts = [words]
            for file in re.findall(r"(?:-r|--requirement)[ =]?(\S+)", words):
                with suppress(OSError, UnicodeDecodeError), open(file, encoding="utf-8") as opened:
                    texts.append(opened.read())
            package = next(filter(None, map(OURS.search, texts)), None)
            if package:
                return package[1] or package[2]
    return None


def without_installing(command):
    """Return a shell line without the commands that do so, and say so. If the line cannot be taken apart, it is one
    command."""
    parts = re.split(r"(&&|\|\||;)", command)
    if not all(_is_whole(part) for part in parts):
        parts = [command]
    for at, part in enumerate(parts):
        package = changes_tensorflow(part)
        if package:
            print(left_out(part, package), file=sys.stderr)
            parts[at] = " true " + "\n" * part.endswith("\n")
    return "".join(parts)


def _is_whole(part):
    """Are all quotes and brackets in this part of a shell line closed?"""
    try:
        shlex.split(part)
    except ValueError:
        return False
    return all(part.count(opening) == part.count(closing) for opening, closing in ("()", "{}"))


def unless_it_installs(main):
    """pip.main, for a program that calls it by Python."""
    def main_of_then(args=None, *more, **named):
        line = "pip " + shlex.join(args or [])
        package = changes_tensorflow(line)
        if not package:
            return main(args, *more, **named)
        print(left_out(line, package), file=sys.stderr)
        return 0
    return main_of_then


def left_out(command, package):
    """The message about a line that is not run."""
    return (f"lab10: left out: {command.strip()} (it would change {package}, which lab10.tf1 uses; the program has "
            "TensorFlow 1 already)")


def begin():
    """In a Python that has just started, called by sitecustomize.py: run its program as TensorFlow 1."""
    words = sys.orig_argv[1:]
    at = 0
    while at < len(words) and words[at].startswith("-") and words[at][:2] not in ("-c", "-m") and words[at] != "-":
        at += 2 if words[at] in WITH_VALUE else 1
    rest = words[at:]
    if rest and (rest[0] == "-m" and len(rest) > 1 or rest[0].endswith(".py")):
        if rest[0] == "-m":
            if rest[1].startswith("lab10"):
                return
            if rest[1] == "pip" and changes_tensorflow("pip " + shlex.join(rest[2:])):
                _refuse("python -m pip " + shlex.join(rest[2:]))
        if _is_beside(rest[1]) if rest[0] == "-m" else _is_for_tensorflow_1(rest[0]):
            _exec([sys.executable, *words[:at], "-c", BEGIN, *shlex.split(os.environ.get(OPTIONS, "")), *rest])
    if rest[:2] != ["-c", BEGIN]:
        sys.meta_path.insert(0, _AtTheImport())


def _refuse(line):
    print(left_out(line, changes_tensorflow(line.replace("python -m ", ""))), file=sys.stderr, flush=True)
    os._exit(0)


def _exec(words):
    if os.name == "nt":  # which has no exec that the parent could wait for
        os._exit(subprocess.call(words))
    os.execv(words[0], words)


def _is_beside(module):
    """Is this one of the user's modules, in the working directory?"""
    path = os.path.join(os.getcwd(), *module.split("."))
    return os.path.isfile(path + ".py") or os.path.isfile(os.path.join(path, "__main__.py"))


def _is_for_tensorflow_1(file):
    """Does this script mention TensorFlow or Keras, or is it not valid Python 3?"""
    installed = {"site-packages", "dist-packages"}.intersection(os.path.abspath(file).split(os.sep))
    if installed:
        return False
    try:
        with open(file, "rb") as opened:
            source = opened.read()
        return b"tensorflow" in source or b"keras" in source or not ast.parse(source)
    except OSError:
        return False
    except (SyntaxError, ValueError):
        return True


class _AtTheImport(importlib.abc.MetaPathFinder):
    """Installs TensorFlow 1 when TensorFlow or Keras is first imported."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname not in ("tensorflow", "keras"):
            return None
        sys.meta_path.remove(self)
        main = getattr(sys.modules.get("__main__"), "__file__", None) or ""
        if {"site-packages", "dist-packages"}.intersection(main.split(os.sep)) or (
                os.path.dirname(main) == os.path.dirname(sys.executable)):  # an installed command
            return None
        from lab10.tf1 import bridge, python2
        lasting = ExitStack()
        atexit.register(lasting.close)
        options = shlex.split(os.environ.get(OPTIONS, ""))
        lasting.enter_context(bridge.installed("--warnings" in options))
        python2.serve(True if "--python2" in options else None)
        if "--seed" in options:
            bridge.seed(int(options[options.index("--seed") + 1]))
        if fullname == "tensorflow":
            return bridge.spec(fullname, sys.modules[fullname])
        return next(filter(None, (finder.find_spec(fullname, path, target) for finder in sys.meta_path)), None)


def command():
    """Act as the command that a file of `commands/` replaces. argv: its name and its arguments."""
    name, *arguments = sys.argv[1:]
    path = os.pathsep.join(folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep)
                           if folder != COMMANDS)
    line = shlex.join([name, *arguments])
    package = changes_tensorflow(line)
    if package:
        print(left_out(line, package), file=sys.stderr)
        sys.exit(0)
    if name in ("wget", "curl"):
        from lab10.tf1 import wget_and_curl
        wget_and_curl.serve(name, arguments)
    program = shutil.which(name, path=path)
    if program is None:
        sys.exit(f"{name}: not found")
    os.execv(program, [name, *arguments])


def go_on(file):
    """After ours, run the sitecustomize.py that Python would have found without us."""
    folder = os.path.dirname(os.path.abspath(file))
    sys.path[:] = [path for path in sys.path if os.path.abspath(path) != folder]
    for path in sys.path:
        other = os.path.join(path, "sitecustomize.py")
        if os.path.isfile(other):
            runpy.run_path(other, run_name="sitecustomize")
            return
