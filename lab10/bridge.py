"""TensorFlow 1's modules, served by today's TensorFlow: what `import tensorflow` means while a TF1 script runs.

`installed()` puts a module `tensorflow` in place whose names are those of tensorflow.compat.v1, with tf.contrib and
the tutorials' modules beside them, and takes all of it away again.
"""
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import types
from contextlib import contextmanager

from lab10.errors import LabError

VERSION = "1.15.5"  # the last of TensorFlow 1: what a script that asks is told
V1 = "tensorflow.compat.v1"
OWN = ("tensorflow", "keras")  # the modules that are put aside, with what is below them
# but for these, which TensorFlow's own code imports and a script may too
SHARED = {"python", "core", "compiler", "tools", "tsl", "xla", "security", "include", "lite", "distribute", "dtensor",
          "compat", "_api", "experimental"}
KERAS = "tf_keras.api._v1.keras"
ALIASES = {
    "tensorflow.keras": KERAS,
    "keras": KERAS,  # as it was when it went with TensorFlow 1
    # where TensorFlow 2.21 looks for batch normalization; without it that of tf-slim fails
    "tf_keras.legacy_tf_layers": "tf_keras.src.legacy_tf_layers",
}
EXTRA = {"tf_keras": "tf-keras", "tf_slim": "tf-slim"}  # the modules of the extra lab10[tf1]


class MissingExtra(LabError, ImportError):
    """The script needs a package that comes with lab10[tf1]."""


class Module(types.ModuleType):
    """A module of TensorFlow 1. Its names are looked up when they are asked for, and then kept.

    names: values by name, or functions that return them (see `lazily`). sources: modules that have further names,
    or the names of such modules, of which those of an extra are imported at the first need.
    missing: a function that returns what to say of a name that TensorFlow 1 had and nobody here has, or None.
    """

    def __init__(self, name, names=None, sources=(), missing=None, path=()):
        super().__init__(name, f"{name} of TensorFlow 1, as far as lab10.tf1 offers it.")
        self.__path__ = list(path)
        vars(self).update(_names=names or {}, _sources=sources, _missing=missing or (lambda name: None))

    def __getattr__(self, name):
        if name.startswith("__") and name not in self._names:
            raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'", name=name, obj=self)
        value = self._find(name)
        vars(self)[name] = value
        return value

    def __dir__(self):
        names = set(vars(self)) | set(self._names)
        for source in self._sources:
            names.update(dir(source) if not isinstance(source, str) else dir(sys.modules.get(source)))
        return sorted(name for name in names if not name.startswith("_"))

    def _find(self, name):
        if name in self._names:
            value = self._names[name]
            return value() if isinstance(value, lazily) else value
        gone = self._missing(name)
        if gone:
            raise AttributeError(gone)
        full = f"{self.__name__}.{name}".replace("tensorflow.", "tf.", 1)
        for source in self._sources:
            module = need(source, full) if isinstance(source, str) else source
            value = getattr(module, name, self)
            if value is not self:
                return self._wrap(name, value)
        raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'", name=name, obj=self)

    def _wrap(self, name, value):
        """A public module of compat.v1 becomes one of TensorFlow 1; everything else is what it is."""
        public = isinstance(value, types.ModuleType) and self.__name__.split(".")[0] == "tensorflow"
        if not public or "compat.v1." not in value.__name__ or name in SHARED:
            return value
        from lab10 import contrib
        full = f"{self.__name__}.{name}"
        return Module(full, contrib.names(full), (value,), contrib.missing(full))


class lazily:
    """A value that is made when it is first asked for."""

    def __init__(self, make, *arguments):
        self.make, self.arguments = make, arguments

    def __call__(self):
        return self.make(*self.arguments)


def need(module, what):
    """Import and return `module`; where that is of an extra that is not installed, MissingExtra says so for `what`."""
    package = module.partition(".")[0]
    if package in EXTRA and package not in sys.modules and importlib.util.find_spec(package) is None:
        raise MissingExtra(f"{what} comes from {EXTRA[package]}, which is not installed; pip install 'lab10[tf1]'")
    first = package not in sys.modules or KERAS not in sys.modules
    imported = importlib.import_module(module)
    if first and package == "tf_keras" and KERAS in sys.modules:
        _serve_mnist()
    return imported


def keras(submodule=""):
    """tf.keras, or what compat.v1 has from it, of tf-keras."""
    return need(KERAS + submodule, f"tf.{submodule.rpartition('.')[2] or 'keras'}")


_patched = []


def _serve_mnist():
    """Have Keras's own loader of MNIST give lab10's files."""
    from lab10 import tutorials
    for name in (KERAS + ".datasets.mnist", "tf_keras.src.datasets.mnist"):
        module = importlib.import_module(name)
        _patched.append((module, "load_data", module.load_data))
        module.load_data = tutorials.load_data


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the modules below those of TensorFlow 1, and those that have moved since."""

    def find_spec(self, fullname, path=None, target=None):
        for old, new in ALIASES.items():
            if fullname == old or fullname.startswith(old + "."):
                return self._alias(fullname, new + fullname[len(old):])
        parent, _, name = fullname.rpartition(".")
        parent = sys.modules.get(parent)
        if not isinstance(parent, Module) or parent.__name__ == "tensorflow" and name in SHARED:
            return None
        gone = parent._missing(name)
        if gone:
            error = ImportError(gone, name=fullname)
            raise error
        value = getattr(parent, name, None)
        return self._spec(fullname, value) if isinstance(value, types.ModuleType) else None

    def _alias(self, fullname, target):
        if target.split(".")[0] == "tf_keras":
            need(KERAS, "tf.keras" if fullname.startswith("tensorflow") else "keras")
        try:
            return self._spec(fullname, importlib.import_module(target))
        except ModuleNotFoundError as error:
            if error.name != target:
                raise
            return None

    def _spec(self, fullname, module):
        return importlib.machinery.ModuleSpec(fullname, self, loader_state=module, is_package=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        # the import system takes what it finds here in place of the new module
        sys.modules[module.__spec__.name] = module.__spec__.loader_state


class _LastFinder(importlib.abc.MetaPathFinder):
    """Serves `import input_data` where the script has no such file beside it, as it had in TensorFlow's first year."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname != "input_data":
            return None
        return _Finder()._spec(fullname, importlib.import_module("lab10.tutorials"))


@contextmanager
def installed(warnings=False):
    """While the block runs, `tensorflow` is TensorFlow 1. warnings: let TensorFlow's warnings of old age be seen."""
    put_aside = install(warnings)
    try:
        yield
    finally:
        uninstall(put_aside)


def install(warnings=False):
    """Put TensorFlow 1 in place; return what uninstall needs. TensorFlow itself goes over to graph mode for good."""
    environment = {name: os.environ.get(name) for name in ("TF_USE_LEGACY_KERAS",)}
    os.environ["TF_USE_LEGACY_KERAS"] = "1"  # before anything of Keras is loaded
    if not warnings:
        from lab10 import quiet  # noqa: F401
    v1 = importlib.import_module(V1)
    from tensorflow.python.util import deprecation
    shown = deprecation._PRINT_DEPRECATION_WARNINGS
    if not warnings:
        deprecation._PRINT_DEPRECATION_WARNINGS = False
    v1.disable_v2_behavior()

    from lab10 import contrib
    own = {name: module for name, module in sys.modules.items() if _is_own(name)}
    for name in own:
        del sys.modules[name]
    path = [os.path.dirname(own["tensorflow"].__file__)]
    sys.modules["tensorflow"] = Module("tensorflow", contrib.names("tensorflow"), (v1,),
                                       contrib.missing("tensorflow"), path)
    first, last = _Finder(), _LastFinder()
    sys.meta_path.insert(0, first)
    sys.meta_path.append(last)
    return environment, shown, own, set(sys.modules), (first, last)


def uninstall(put_aside):
    """Take away what `install` put in place, and put back what was there."""
    environment, shown, own, before, finders = put_aside
    for name, module in list(sys.modules.items()):
        if _is_own(name) or name not in before and getattr(module, "__name__", name) != name:
            del sys.modules[name]
    sys.modules.update(own)
    for finder in finders:
        sys.meta_path.remove(finder)
    while _patched:
        setattr(*_patched.pop())
    from tensorflow.python.util import deprecation
    deprecation._PRINT_DEPRECATION_WARNINGS = shown
    for name, value in environment.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _is_own(name):
    top, *rest = name.split(".")
    return top in OWN and not (top == "tensorflow" and rest and rest[0] in SHARED)
