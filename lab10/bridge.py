"""TensorFlow 1's modules, served by today's TensorFlow: what `import tensorflow` means while a TF1 script runs.

`installed()` puts a module `tensorflow` in place whose names are those of tensorflow.compat.v1, with tf.contrib and
the tutorials' modules beside them, and takes all of it away again.
"""
import functools
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import logging
import operator
import os
import re
import sys
import types
import warnings as python_warnings
from contextlib import contextmanager

import numpy

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
    "keras": KERAS,  # as it was when it went with TensorFlow 1, with the modules that it had then:
    **{f"keras.layers.{name}": KERAS + ".layers" for name in (
        "advanced_activations", "convolutional", "core", "embeddings", "merge", "noise", "normalization", "pooling",
        "recurrent", "wrappers")},
    "keras.objectives": KERAS + ".losses",
    "tensorflow.python.keras.datasets": KERAS + ".datasets",
    "keras.utils.np_utils": "tf_keras.src.utils.np_utils",
    KERAS + ".utils.np_utils": "tf_keras.src.utils.np_utils",  # the same, imported from keras.utils
    # where TensorFlow 2.21 looks for batch normalization; without it that of tf-slim fails
    "tf_keras.legacy_tf_layers": "tf_keras.src.legacy_tf_layers",
}
EXTRA = {"tf_keras": "tf-keras", "tf_slim": "tf-slim", "tensorboard": "tensorboard"}  # what lab10[tf1] brings
# what moved inside TensorFlow: tf-slim 1.1.0 (its batch_norm first of all) and scripts look for it where it was
MOVED = {
    "framework.ops": "Tensor IndexedSlices convert_to_tensor_or_indexed_slices register_tensor_conversion_function",
    "framework.graph_util": "convert_variables_to_constants=graph_util.convert_variables_to_constants",
    "ops.array_ops": "stack unstack",
    "ops.control_flow_ops": "Assert case cond while_loop",
    "ops.nn": "dynamic_rnn=nn.dynamic_rnn static_rnn=nn.static_rnn raw_rnn=nn.raw_rnn "
              "bidirectional_dynamic_rnn=nn.bidirectional_dynamic_rnn",
    "ops.random_ops": "random_crop",
    "ops.variable_scope": "variable=Variable",
    "ops.variables": "VariableV1=Variable is_variable_initialized",
    "pywrap_tensorflow": "NewCheckpointReader=train.NewCheckpointReader",
    "util.nest": "is_sequence=nest.is_nested",
}


# names that NumPy 1 had, for NumPy 2
NUMPY = {"int": int, "float": float, "object": object, "str": str, "complex": complex, "float_": numpy.float64,
         "Inf": numpy.inf, "NaN": numpy.nan, "product": numpy.prod, "asscalar": operator.methodcaller("item")}
# what TensorFlow and Keras say of themselves wherever an old name is used
OLD_AGE = r"is deprecated|will be removed in a future version"


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
        __tracebackhide__ = True  # from IPython's tracebacks; here and below
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
    return importlib.import_module(module)


def keras(submodule=""):
    """tf.keras, or what compat.v1 has from it, of tf-keras."""
    module = need(KERAS + submodule, f"tf.{submodule.rpartition('.')[2] or 'keras'}")
    for loader in (KERAS + ".datasets.mnist", "tf_keras.src.datasets.mnist"):
        from lab10 import tutorials
        _patch(importlib.import_module(loader), "load_data", tutorials.load_data)
    return module


_patched = []


def _patch(owner, name, value):
    """Set an attribute until `uninstall`."""
    before = vars(owner).get(name, _patched)
    if before is not value:
        _patched.append((owner, name, before))
        setattr(owner, name, value)


def _move(v1):
    for module, names in MOVED.items():
        module = importlib.import_module("tensorflow.python." + module)
        for name in names.split():
            name, _, today = name.partition("=")
            if not hasattr(module, name):
                _patch(module, name, operator.attrgetter(today or name)(v1))
    for owner, names in ((numpy, NUMPY), (numpy.lib, {"pad": numpy.pad})):
        for name, value in names.items():
            if name not in vars(owner):
                _patch(owner, name, value)
    if "newshape" not in inspect.signature(numpy.reshape).parameters:
        _patch(numpy, "reshape", _with_newshape(numpy.reshape))


def _with_newshape(reshape):
    """numpy.reshape, whose second argument goes by its old name too."""
    @functools.wraps(reshape)
    def reshape_by_either(a, *shape, newshape=None, **more):
        return reshape(a, *shape, **more) if newshape is None else reshape(a, newshape, *shape, **more)
    return reshape_by_either


def _allow_flags():
    """Let a script define flags that absl defines by now itself, as `log_dir`; and again, in another run."""
    from absl import flags
    for name in flags.FLAGS:
        _patch(flags.FLAGS[name], "allow_override", True)


class _WithoutOldAge(logging.Filter):
    """Holds back what TensorFlow logs of its old names."""

    def filter(self, record):
        return not re.search(OLD_AGE, str(record.msg), re.DOTALL)


class _Finder(importlib.abc.MetaPathFinder):
    """Imports the modules below those of TensorFlow 1, and those that have moved since."""

    def __init__(self, aliases):
        self.aliases = aliases

    def find_spec(self, fullname, path=None, target=None):
        for old, new in sorted(self.aliases.items(), reverse=True):  # the longer of two that fit comes first
            if fullname == old or fullname.startswith(old + "."):
                return self._alias(fullname, new + fullname[len(old):])
        parent, _, name = fullname.rpartition(".")
        parent = sys.modules.get(parent)
        if not isinstance(parent, Module) or parent.__name__ == "tensorflow" and name in SHARED:
            return None
        gone = parent._missing(name)
        if gone:
            raise ImportError(gone, name=fullname)
        value = getattr(parent, name, None)
        return _spec(fullname, value) if isinstance(value, types.ModuleType) else None

    def _alias(self, fullname, target):
        if target.split(".")[0] == "tf_keras":
            keras()
        try:
            return _spec(fullname, importlib.import_module(target))
        except ModuleNotFoundError as error:
            if error.name != target:
                raise
            return None


class _Loader(importlib.abc.Loader):
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        # the import system takes what it finds here in place of the new module
        sys.modules[module.__spec__.name] = module.__spec__.loader_state


def _spec(fullname, module):
    """The spec by which importing `fullname` gives `module`."""
    return importlib.machinery.ModuleSpec(fullname, _Loader(), loader_state=module, is_package=True)


class _LastFinder(importlib.abc.MetaPathFinder):
    """Serves `import input_data` where the script has no such file beside it, as it had in TensorFlow's first year."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname != "input_data":
            return None
        return _spec(fullname, importlib.import_module("lab10.tutorials"))


@contextmanager
def installed(warnings=False, aliases=()):
    """While the block runs, `tensorflow` is TensorFlow 1; see `install`."""
    put_aside = install(warnings, aliases)
    try:
        yield
    finally:
        uninstall(put_aside)


def install(warnings=False, aliases=()):
    """Put TensorFlow 1 in place; return what `uninstall` needs. TensorFlow itself goes over to graph mode for good.

    warnings: let TensorFlow's warnings of old age be seen. aliases: modules to serve under further names.
    """
    legacy = os.environ.get("TF_USE_LEGACY_KERAS")
    os.environ["TF_USE_LEGACY_KERAS"] = "1"  # before anything of Keras is loaded
    if not warnings:
        from lab10 import quiet  # noqa: F401
    v1 = importlib.import_module(V1)
    logger, old_age, filters = logging.getLogger("tensorflow"), _WithoutOldAge(), python_warnings.filters[:]
    if not warnings:
        from tensorflow.python.util import deprecation
        _patch(deprecation, "_PRINT_DEPRECATION_WARNINGS", False)
        logger.addFilter(old_age)
        python_warnings.filterwarnings("ignore", "(?s).*" + OLD_AGE)
    v1.disable_v2_behavior()
    _move(v1)
    _allow_flags()

    from lab10 import contrib
    own = {name: module for name, module in sys.modules.items() if _is_own(name)}
    for name in own:
        del sys.modules[name]
    before = set(sys.modules)
    path = [os.path.dirname(own["tensorflow"].__file__)]
    sys.modules["tensorflow"] = Module("tensorflow", contrib.names("tensorflow"), (v1,),
                                       contrib.missing("tensorflow"), path)
    finders = _Finder({**ALIASES, **dict(aliases)}), _LastFinder()
    sys.meta_path.insert(0, finders[0])
    sys.meta_path.append(finders[1])
    return legacy, own, before, finders, (logger, old_age), filters


def uninstall(put_aside):
    """Take away what `install` put in place, and put back what was there."""
    legacy, own, before, finders, (logger, old_age), filters = put_aside
    for name, module in list(sys.modules.items()):
        # the script's `tensorflow`, and modules that were served under another name than theirs
        if _is_own(name) or name not in before and getattr(module, "__name__", name) != name:
            parent, _, last = name.rpartition(".")
            if vars(sys.modules.get(parent, Module)).get(last) is module:
                delattr(sys.modules[parent], last)
            del sys.modules[name]
    sys.modules.update(own)
    for finder in finders:
        sys.meta_path.remove(finder)
    while _patched:
        owner, name, value = _patched.pop()
        if value is _patched:
            delattr(owner, name)
        else:
            setattr(owner, name, value)
    logger.removeFilter(old_age)
    python_warnings.filters[:] = filters
    if legacy is None:
        del os.environ["TF_USE_LEGACY_KERAS"]
    else:
        os.environ["TF_USE_LEGACY_KERAS"] = legacy


def _is_own(name):
    top, *rest = name.split(".")
    return top in OWN and not (top == "tensorflow" and rest and rest[0] in SHARED)
