"""`python -m lab10.tf1 --check`: would these scripts and notebooks run? It reads their code, and runs nothing.

It looks up TensorFlow 1's names in the same modules that a script would get.
"""
import ast
import collections
import contextlib
import importlib
import importlib.util
import io
import json
import re
import sys
import types
from pathlib import Path
from typing import NamedTuple

from lab10.terminal.errors import LabError
from lab10.tf1 import bridge, notebooks, programs, python2
from lab10.tf1.arguments import NOTEBOOK
from lab10.tf1.dropped_names import MODULES
from lab10.tf1.tracebacks import OTHER_TENSORS, TF2_ONLY

SKIPPED = {".ipynb_checkpoints", "__pycache__", "site-packages", "node_modules"}
OTHERS = {"PIL", "h5py", "matplotlib", "numpy", "pandas", "scipy", "sklearn"}  # whose names are looked up likewise
KNOWN = {"int": int, "float": float, "str": str, "tuple": tuple, "len": len, "hasattr": hasattr, "map": map,
         "bool": bool, "list": list}  # of Python's own functions, those that a condition may call
SYSTEM = types.SimpleNamespace(**{name: getattr(sys, name) for name in (  # of sys, what is the same when it runs
    "byteorder", "hexversion", "implementation", "maxsize", "platform", "version", "version_info")})
CATCHES = {"AttributeError", "BaseException", "Exception", "ImportError", "ModuleNotFoundError"}
VERDICTS = {  # what is said of one, and of a number of them
    "runs": ("runs", "would run"),
    "python2": ("runs after translation from Python 2", "would run after translation from Python 2"),
    "stops": ("stops at {place}: {why}", "would stop"),
    "tensorflow2": ("is TensorFlow 2 ({place}: {why})", "are TensorFlow 2"),
    "needs": ("needs {why} ({place})", "need a package that is not installed"),
    "unreadable": ("is not valid Python ({place}: {why})", "cannot be read as Python"),
}


class Verdict(NamedTuple):
    path: str
    verdict: str  # a key of VERDICTS
    place: str = ""  # "line 3" or "code cell 2, line 3"
    why: str = ""

    def __str__(self):
        return f"{self.path}: {VERDICTS[self.verdict][0].format(place=self.place, why=self.why)}"


def report(paths, as_json):
    """Print a line for each program at or below `paths` and a count, or all of it as JSON. Raises LabError for a
    path that does not exist."""
    files = [file for path in paths for file in _files(Path(path))]
    verdicts = []
    with bridge.installed():
        for file in files:
            try:
                verdicts.append(check(file))
            except (RecursionError, MemoryError):
                verdicts.append(Verdict(str(file), "unreadable", "line 1", "nested too deeply"))
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
    with programs.reading(path):
        there = path.exists()  # which fails for a name that is too long
    if not there:
        raise LabError(f"{path}: there is no such file or folder")
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix in (".py", NOTEBOOK) and file.is_file()
                  and not SKIPPED.intersection(file.parts))


def check(path):
    """Return the Verdict on the script, note or notebook at `path`. TensorFlow 1 must be installed (see bridge)."""
    try:
        with programs.unwarned():
            parts, python_2 = _parts(path)
    except SyntaxError as error:
        return Verdict(str(path), "unreadable", f"line {error.lineno}", error.msg)
    except (LabError, ValueError, OSError) as error:
        return Verdict(str(path), "unreadable", "line 1", str(error).partition(": ")[2] or str(error))
    trees = _Trees(Path(path), [tree for _, tree in parts])
    looker = _Looker(Path(path).parent, trees)
    stderr, sys.stderr = sys.stderr, io.StringIO()  # names of before 1.0 are told of where they are looked up
    try:
        with python2.deeply():
            for place, tree in parts:
                looker.look(place, tree)
    finally:
        sys.stderr = stderr
    found = looker.problems
    if found:
        return Verdict(str(path), *found[0])
    return Verdict(str(path), "python2" if python_2 else "runs")


def _parts(path):
    """[(the beginning of its place, ast.Module), ...] of a program, and whether the program is in Python 2."""
    if path.suffix == NOTEBOOK:
        notebook = notebooks.read(path)
        python_2, _ = notebooks.language(notebook)
        parts, flags, before = [], frozenset(), []
        for number, code in notebooks.code_cells(notebook):
            before.append(code)
            try:
                tree, _, _, flags = python2.parse(code, f"cell {number}", python_2, flags, False, before)
            except SyntaxError as error:  # which ends the notebook there
                tree = ast.Module([ast.Raise(lineno=error.lineno or 1, why=f"SyntaxError: {error.msg}")], [])
            parts.append((f"code cell {number}, ", tree))
        return parts, python_2
    if programs.is_note(path):
        blocks = programs.notes.choose(path, programs.blocks(path))
        tree, python_2, *_ = programs.notes.parse(blocks, str(path))
    else:
        tree, python_2, *_ = programs.parse(path.read_bytes(), str(path))
    return [("", tree)], python_2


class _Trees:
    """The syntax trees of a program and of the modules beside it that it imports."""

    def __init__(self, path, trees):
        self.by_file, self.called, self.eager = {}, set(), False
        self._add(path.parent, trees)

    def _add(self, folder, trees):
        for tree in trees:
            for node in ast.walk(tree):
                if isinstance(getattr(node, "ctx", None), ast.Load):
                    self.called.add(getattr(node, "id", getattr(node, "attr", "")))
                if isinstance(node, ast.Attribute):
                    self.eager |= node.attr in ("enable_eager_execution", "eager_run_test")
                elif isinstance(node, ast.Import):
                    for name in node.names:
                        self._follow(folder, name.name, 0)
                elif isinstance(node, ast.ImportFrom):
                    self._follow(folder, node.module or "", node.level)
                    for name in node.names:
                        self._follow(folder, f"{node.module}.{name.name}" if node.module else name.name, node.level)

    def _follow(self, folder, module, level):
        file = beside(folder, module, level)
        if file is None or file in self.by_file:
            return
        self.by_file[file] = None
        with contextlib.suppress(SyntaxError, ValueError, OSError):
            self.by_file[file] = programs.parse(file.read_bytes(), str(file)).tree
            self._add(file.parent, [self.by_file[file]])


def beside(folder, module, level=0):
    """The file of a module beside a program, or `level` - 1 folders above it; None if there is none."""
    for _ in range(level - 1):
        folder = folder.parent
    path = folder.joinpath(*module.split(".")) if module else folder
    for file in (path.parent / f"{path.name}.py", path / "__init__.py"):
        if file.is_file():
            return file
    return None


def _is_harmless(call):
    """Does it only compute: one of KNOWN, or a method of strings? `map` calls what it is given."""
    if isinstance(call.func, ast.Name):
        return call.func.id in KNOWN and (call.func.id != "map" or isinstance(call.args[0], ast.Name)
                                          and call.args[0].id in KNOWN)
    return isinstance(call.func, ast.Attribute) and hasattr(str, call.func.attr)


class _Looker:
    """Goes through a program's statements in order, and notes what would stop the program."""

    def __init__(self, folder, trees, seen=None, problems=None, packages=None):
        self.folder, self.trees = folder, trees
        self.modules = {}  # by the program's names: modules of TensorFlow 1 and Keras that they stand for
        self.packages = set() if packages is None else packages
        self.seen = {} if seen is None else seen  # the program's own modules, by their files
        self.problems = [] if problems is None else problems

    def look(self, place, tree):
        self.place = place
        self.stored = {ast.unparse(node) for node in ast.walk(tree)
                       if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
        self._below(tree)

    def _below(self, node):
        for child in ast.iter_child_nodes(node):
            self._one(child)

    def _one(self, node):
        where = f"{self.place}line {getattr(node, 'lineno', 0)}"
        if isinstance(node, ast.FunctionDef) and not (node.name in self.trees.called or node.name.startswith("__")):
            return
        if isinstance(node, ast.Raise) and hasattr(node, "why"):
            self.problems.append(("stops", where, node.why))
        elif isinstance(node, (ast.If, ast.IfExp)):
            self._branches(node)
            return
        elif isinstance(node, ast.Try):
            self._tried(node)
            return
        elif isinstance(node, ast.Call):
            target = node.args[0] if ast.unparse(node.func) == "_lab10.call" else node.func
            target.called = True
        elif isinstance(node, ast.Import):
            for name in node.names:
                self._import(where, name.name, name.asname)
        elif isinstance(node, ast.ImportFrom):
            self._import_from(where, node)
        elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            value = self._value(node.value)
            if isinstance(value, types.ModuleType):
                self.modules[node.targets[0].id] = value
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            if ast.unparse(node) not in self.stored:
                self._attribute(where, node)
        self._below(node)

    def _branches(self, node):
        """If a condition is known: the branch that runs. Otherwise: what stops all branches, or the only branch."""
        bodies = [part if isinstance(part, list) else [part] for part in (node.body, node.orelse)]
        known = None
        with contextlib.suppress(Exception):  # of a program's code whatever
            if all(_is_harmless(one) for one in ast.walk(node.test) if isinstance(one, ast.Call)):
                known = bool(eval(compile(ast.Expression(node.test), "<test>", "eval"), {"__builtins__": KNOWN},
                                  {"__name__": "__main__", "sys": SYSTEM, **self.modules}))
        if known is not None:
            self._all(bodies[not known])
            return
        self._one(node.test)
        before = len(self.problems)
        self._all(bodies[0])
        if bodies[1]:
            found = self.problems[before:]
            del self.problems[before:]
            self._all(bodies[1])
            others = self.problems[before:]
            self.problems[before:] = found if found and others else []
        elif python2.LOOKS_ROUND.search(ast.unparse(node.test)):
            del self.problems[before:]

    def _tried(self, node):
        """The statements that are tried; if these would stop, those that run then."""
        before = len(self.problems)
        self._all(node.body)
        handler = next((each for each in node.handlers if each.type is None or CATCHES & set(
            re.findall(r"\w+", ast.unparse(each.type)))), None)
        if handler and len(self.problems) > before:
            del self.problems[before:]
            self._all(handler.body)
        else:
            self._all(node.orelse)
        self._all(node.finalbody)

    def _all(self, nodes):
        for node in nodes:
            self._one(node)

    def _own(self, file):
        """Look at one of the program's own modules, once; return the _Looker."""
        if file not in self.seen:
            looker = self.seen[file] = _Looker(file.parent, self.trees, self.seen, self.problems, self.packages)
            if self.trees.by_file.get(file) is not None:
                looker.look(f"{file.name}, ", self.trees.by_file[file])
        return self.seen[file]

    def _import(self, where, name, alias):
        file = beside(self.folder, name)
        if file:
            self._own(file)
            return
        self.packages.add(name.partition(".")[0])
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
        file = beside(self.folder, node.module or "", node.level)
        if file or node.level:
            own = self._own(file).modules if file else {}
            for name in node.names:
                below = beside(self.folder, f"{node.module}.{name.name}" if node.module else name.name, node.level)
                if below:
                    self._own(below)
                if name.name in own:
                    self.modules[name.asname or name.name] = own[name.name]
                elif name.name == "*":
                    self.modules |= own
            return
        self.packages.add(node.module.partition(".")[0])
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
        return (top in bridge.OWN or top in OTHERS and _is_there(top)) and not self._beside(top)

    def _beside(self, name):
        return (self.folder / f"{name}.py").exists() or (self.folder / name).is_dir()

    def _package(self, where, name):
        top = name.partition(".")[0]
        if self._beside(top) or name in MODULES or top == "input_data":
            return
        if "path" in self.trees.called and any(  # it may be found by sys.path, which the program changes
                (folder / found).exists() for folder in self.folder.resolve().parents[:3]
                for found in (top, f"{top}.py")):
            return
        if not _is_there(top):
            self.problems.append(("needs", where, top))

    def _attribute(self, where, node):
        """A name in a module of TensorFlow, or a method that only TensorFlow 2's tensors have."""
        owner = self._value(node.value)
        if owner is None:
            is_called = node.attr in TF2_ONLY and getattr(node, "called", False)
            if is_called and not self.trees.eager and not self.packages & OTHER_TENSORS:
                self.problems.append(("tensorflow2", where, f"{node.attr}()"))
            return
        full = f"{owner.__name__}.{node.attr}"
        if node.attr == "GradientTape" and not self.trees.eager:
            self.problems.append(("tensorflow2", where, "tf.GradientTape"))
            return
        try:
            getattr(owner, node.attr)
        except (AttributeError, ImportError, LabError) as error:
            self._stops(where, error, full)

    def _value(self, node):
        """The module that an expression means, or None."""
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


def _is_there(package):
    try:
        return importlib.util.find_spec(package) is not None
    except ValueError:  # a module without a spec, which is there
        return True
