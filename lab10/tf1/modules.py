"""Modules whose names are looked up only when they are needed."""
import functools
import importlib
import importlib.util
import random
import sys
import types

from lab10.terminal.errors import LabError

EXTRA = {  # what lab10[tf1] brings
    "tf_keras": "tf-keras", "tf_slim": "tf-slim", "tensorflow_estimator": "tensorflow-estimator",
    "tensorboard": "tensorboard", "fissix": "fissix", "nbclient": "nbclient",
}


class MissingExtra(LabError, ImportError):
    """The script needs a package that comes with lab10[tf1]."""


class Module(types.ModuleType):
    """A module of TensorFlow 1. A name is looked up when it is first needed, and then kept.

    names: values by name, or functions that return them (see `lazily`). sources: modules with further names, or the
    names of such modules; a module of an extra is imported when it is first needed.
    missing: a function that returns the message about a name that TensorFlow 1 had and that does not exist here, or
    None.
    wrap: a function that returns what to serve for (full name, value) of a source.
    """

    def __init__(self, name, names=None, sources=(), missing=None, wrap=None, path=()):
        super().__init__(name, f"{name} of TensorFlow 1, as far as lab10.tf1 offers it.")
        self.__path__ = list(path)
        vars(self).update(_names=names or {}, _sources=sources, _missing=missing or (lambda name: None),
                          _wrap=wrap or (lambda full, value: value))

    def __getattr__(self, name):
        __tracebackhide__ = True  # from IPython's tracebacks; here and below
        if name == "__all__" and name not in self._names:  # what `import *` gives
            for source in self._sources:
                if isinstance(source, str):
                    need(source, self.__name__)
            return dir(self)
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
        __tracebackhide__ = True
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
                return self._wrap(f"{self.__name__}.{name}", value)
        raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'", name=name, obj=self)


class lazily(functools.partial):
    """A value that is made when it is first needed: the function and its arguments."""


def need(module, what):
    """Import and return `module`. If it belongs to an extra that is not installed, raise MissingExtra, which says so
    for `what`."""
    require(module.partition(".")[0], what)
    state = random.getstate()
    try:
        return importlib.import_module(module)
    finally:
        random.setstate(state)  # rich, which Keras imports, draws from it; the script's own numbers stay as they were


def require(package, what):
    """Raise MissingExtra, with a message about `what`, if `package` belongs to an extra that is not installed."""
    if package in EXTRA and package not in sys.modules and importlib.util.find_spec(package) is None:
        raise MissingExtra(f"{what} comes from {EXTRA[package]}, which is not installed; pip install 'lab10[tf1]'")
