"""`python -m lab10.tf1 --check`: would these scripts and notebooks run? Looks at their code and runs none of it.

What TensorFlow 1 had is looked up in the very modules that a script would get.
"""
import ast
import collections
import contextlib
import importlib
import importlib.util
import io
import json
import sys
import types
from pathlib import Path
from typing import NamedTuple

from lab10.terminal.errors import LabError
from lab10.tf1 import bridge, notebooks, programs, python2
from lab10.tf1.arguments import NOTEBOOK
from lab10.tf1.dropped_names import MODULES

SKIPPED = {".ipynb_checkpoints", "__pycache__", "site-packages", "node_modules"}
TF2_ONLY = {"numpy", "set_seed"}  # methods and functions that say so, if no other package's
OTHER_TENSORS = {"torch", "mxnet", "cupy", "jax", "pandas"}
VERDICTS = {  # what is said of one, and of a number of them
    "runs": ("runs", "would run"),
    "python2": ("runs after translation from Python 2", "would run after translation from Python 2"),
    "stops": ("stops at {place}: {why}", "would stop"),
    "tensorflow2": ("is TensorFlow 2 ({place}: {why})", "are TensorFlow 2"),
    "needs": ("needs {why} ({place})", "need a package that is not installed"),
    "unreadable": ("is no Python that can be read ({place}: {why})", "cannot be read as Python"),
}


class Verdict(NamedTuple):
    path: str
    verdict: str  # a key of VERDICTS
    place: str = ""  # "line 3" or "code cell 2, line 3"
    why: str = ""

    def __str__(self):
        return f"{self.path}: {VERDICTS[self.verdict][0].format(place=self.place, why=self.why)}"


def report(paths, as_json):
    """Print a line for each program at or below `paths` and a count, or all of it as JSON. Raises LabError for a path
    that is not there."""
    files = [file for path in paths for file in _files(Path(path))]
    verdicts = []
    with bridge.installed():
        for file in files:
            verdicts.append(check(file))
            if not as_json:
                print(verdicts[-1], flush=True)
    counts = collections.Counter(verdict.verdict for verdict in verdicts)
    if as_json:
        print(json.dumps({"programs": [verdict._asdict() for verdict in verdicts], "counts": counts}, indent=2,
                         ensure_ascii=False))
    else:
        said = [f"{counts[verdict]} {words}" for verdict, (_, words) in VERDICTS.items() if counts[verdict]]
        print(f"of {len(verdicts)} programs " + ", ".join(said) if said else "no scripts or notebooks there")


def _files(path):
    if not path.exists():
        raise LabError(f"{path}: there is no such file or folder")
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix in (".py", NOTEBOOK) and file.is_file()
                  and not SKIPPED.intersection(file.parts))


def check(path):
    """Return the Verdict on the script, note or notebook at `path`, while TensorFlow 1 is installed."""
    try:
        parts, python_2 = _parts(path)
    except SyntaxError as error:
        return Verdict(str(path), "unreadable", f"line {error.lineno}", error.msg)
    except (LabError, ValueError, OSError) as error:
        return Verdict(str(path), "unreadable", "line 1", str(error).partition(": ")[2] or str(error))
    looker = _Looker(Path(path).parent)
    stderr, sys.stderr = sys.stderr, io.StringIO()  # names of before 1.0 are told of where they are looked up
    try:
        for place, tree in parts:
            looker.look(place, tree)
    finally:
        sys.stderr = stderr
    found = looker.problems
    if found:
        return Verdict(str(path), *found[0])
    return Verdict(str(path), "python2" if python_2 else "runs")


def _parts(path):
    """[(what its place begins with, ast.Module), ...] of a program, and whether that is in Python 2."""
    if path.suffix == NOTEBOOK:
        notebook = notebooks.read(path)
        python_2, _ = notebooks.language(notebook)
        parts, flags = [], frozenset()
        for number, code in notebooks.code_cells(notebook):
            tree, _, _, flags = python2.parse(code, f"cell {number}", python_2, flags, tells=False)
            parts.append((f"code cell {number}, ", tree))
        return parts, python_2
    if programs.is_note(path):
        blocks = programs.notes.choose(path, programs.blocks(path))
        tree, python_2, *_ = programs.notes.parse(blocks, str(path))
    else:
        tree, python_2, *_ = programs.parse(path.read_bytes(), str(path))
    return [("", tree)], python_2


class _Looker:
    """Goes through a program's statements in order, and notes what would stop it."""

    def __init__(self, folder):
        self.folder = folder
        self.modules = {}  # by the program's names: modules of TensorFlow 1 and Keras that they stand for
        self.packages = set()
        self.eager = False
        self.problems = []

    def look(self, place, tree):
        called = {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(tree)
                  if isinstance(getattr(node, "ctx", None), ast.Load)}
        attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        self.eager |= bool({"enable_eager_execution", "eager_run_test"} & attributes)
        stored = {ast.unparse(node) for node in ast.walk(tree)
                  if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
        for node in _in_order(tree, called):
            where = f"{place}line {getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Import):
                for name in node.names:
                    self._import(where, name.name, name.asname)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                self._import_from(where, node)
            elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                value = self._value(node.value)
                if isinstance(value, types.ModuleType):
                    self.modules[node.targets[0].id] = value
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and ast.unparse(node) not in stored:
                self._attribute(where, node)

    def _import(self, where, name, alias):
        if not self._is_ours(name):
            self._package(where, name)
            return
        try:
            module = importlib.import_module(name)
        except ImportError as error:
            self._stops(where, error, name)
            return
        self.modules[alias or name.partition(".")[0]] = module if alias else sys.modules[name.partition(".")[0]]

    def _import_from(self, where, node):
        if not self._is_ours(node.module):
            self._package(where, node.module)
            return
        for name in node.names:
            try:
                module = importlib.import_module(node.module)
                if name.name == "*":
                    continue
                try:
                    value = getattr(module, name.name)
                except AttributeError as error:
                    try:
                        value = importlib.import_module(f"{node.module}.{name.name}")
                    except ImportError:
                        raise error from None
            except (ImportError, AttributeError) as error:
                self._stops(where, error, f"{node.module}.{name.name}")
                continue
            if isinstance(value, types.ModuleType):
                self.modules[name.asname or name.name] = value

    def _is_ours(self, name):
        top = name.partition(".")[0]
        return top in bridge.OWN and not self._beside(top)

    def _beside(self, name):
        return (self.folder / f"{name}.py").exists() or (self.folder / name).is_dir()

    def _package(self, where, name):
        top = name.partition(".")[0]
        self.packages.add(top)
        if self._beside(top) or name in MODULES or top == "input_data":
            return
        with contextlib.suppress(ValueError):  # a module without a spec, which is there
            if importlib.util.find_spec(top) is None:
                self.problems.append(("needs", where, top))

    def _attribute(self, where, node):
        """A name in a module of TensorFlow's, or a method that only TensorFlow 2's tensors have."""
        owner = self._value(node.value)
        if owner is None:
            is_called = node.attr in TF2_ONLY and getattr(node, "called", False)
            if is_called and not self.eager and not self.packages & OTHER_TENSORS:
                self.problems.append(("tensorflow2", where, f"{node.attr}()"))
            return
        full = f"{owner.__name__}.{node.attr}"
        if node.attr == "GradientTape" and not self.eager:
            self.problems.append(("tensorflow2", where, "tf.GradientTape"))
            return
        try:
            getattr(owner, node.attr)
        except (AttributeError, ImportError, LabError) as error:
            self._stops(where, error, full)

    def _value(self, node):
        """The module that an expression stands for, or None."""
        if isinstance(node, ast.Name):
            return self.modules.get(node.id)
        if isinstance(node, ast.Attribute):
            owner = self._value(node.value)
            with contextlib.suppress(AttributeError, ImportError, LabError):
                value = owner and getattr(owner, node.attr)
                return value if isinstance(value, types.ModuleType) else None
        return None

    def _stops(self, where, error, full):
        import tensorflow.compat.v2 as v2
        value = v2
        for name in full.split(".")[1:]:
            value = getattr(value, name, None)
        why = str(error).replace(" of TensorFlow 1 is not offered by lab10.tf1", " is not offered")
        if value is not None and full.startswith("tensorflow.") and value is not v2:
            self.problems.append(("tensorflow2", where, full.replace("tensorflow.", "tf.", 1)))
        else:
            self.problems.append(("stops", where, why))


def _in_order(node, called):
    """The nodes below `node` that would be run, in order: not what is tried, chosen by version, or never called."""
    for child in python2.unguarded_children(node):
        if isinstance(child, ast.FunctionDef) and child.name not in called and not child.name.startswith("__"):
            continue
        if isinstance(child, ast.Call):
            child.func.called = True
        yield child
        yield from _in_order(child, called)
