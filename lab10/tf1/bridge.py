"""TensorFlow 1's modules, made from today's TensorFlow: what `import tensorflow` means while a TF1 script runs.

`installed()` adds a module `tensorflow` with the names of tensorflow.compat.v1, with tf.contrib and the tutorials'
modules. Afterwards it removes everything again.
"""
import functools
import importlib
import importlib.abc
import importlib.machinery
import logging
import os
import re
import sys
import types
import warnings as python_warnings
from concurrent.futures import thread  # noqa: F401  (what is imported at the script's end, as pandas, may need it)
from contextlib import contextmanager

import numpy

from lab10.tf1 import (
    children, contrib, convolutions, counting, dropped, estimator, flags, numpy_1, patches, private, races, tutorials)
from lab10.tf1.contrib_names import SHARED
from lab10.tf1.dropped_names import MODULES, TOLD_MODULES
from lab10.tf1.keras_names import ALIASES
from lab10.tf1.modules import Module

OWN = ("tensorflow", "keras")  # the modules that are put aside, with what is below them, but for SHARED
# the modules in which Keras 2.2 differs from tf.keras, by the module of keras_2
KERAS_2 = {"keras": "lab10.tf1.keras_2", **{f"keras.{name}": f"lab10.tf1.keras_2.{module}" for module, names in {
    "backend": ["backend", "backend.tensorflow_backend"], "initializers": ["initializers", "initializations"],
    "layers": ["layers", "engine", "engine.base_layer", "engine.topology",
               *(name[len("keras."):] for name in ALIASES if name.startswith("keras.layers."))],
    "losses": ["losses", "metrics", "objectives"],
    "optimizers": ["optimizers"]}.items() for name in names}}
# what TensorFlow and Keras say of themselves wherever an old name is used
DEPRECATION = r"is deprecated|will be removed in a future version|will soon be deprecated"


SIZES = {"shape", "dims", "multiples", "input_sizes", "size"}  # inputs of operations that are sizes


def _allow_names(v1):
    """Let methods have the names and arguments of earlier releases of TensorFlow 1."""
    for file in (v1.gfile.GFile, v1.gfile.FastGFile):
        patches.patch(file, "Size", v1.gfile.GFile.size)
    todays = v1.data.Dataset.map

    @functools.wraps(todays)
    def of_contrib_data(dataset, map_func, num_parallel_calls=None, deterministic=None, name=None, num_threads=None,
                        output_buffer_size=None):
        mapped = todays(dataset, map_func, num_parallel_calls or num_threads, deterministic, name)
        return mapped if output_buffer_size is None else mapped.prefetch(output_buffer_size)
    patches.patch(v1.data.Dataset, "map", of_contrib_data)


def _allow_sizes():
    """Allow whole floats as sizes in a shape, such as Python 2's floor(10.7) and Python 3's 28 / 4."""
    if not all(map(private.where_there_is, private.SIZES)):
        return
    op_def_library, tensor_shape, shape_util = map(private.used, private.SIZES)
    dimension, tensor, apply = (tensor_shape.Dimension.__init__, shape_util.shape_tensor,
                                op_def_library._apply_op_helper)
    patches.patch(tensor_shape.Dimension, "__init__", lambda self, value: dimension(self, _size(value)))
    patches.patch(shape_util, "shape_tensor", lambda shape: tensor(_sizes(shape)))
    patches.patch(op_def_library, "_apply_op_helper", lambda op_type_name, name=None, **inputs: apply(
        op_type_name, name=name, **inputs | {key: _sizes(inputs[key]) for key in SIZES & inputs.keys()}))


def _sizes(shape):
    return list(map(_size, shape)) if isinstance(shape, (tuple, list)) else shape


def _size(size):
    return int(size) if isinstance(size, (float, numpy.floating)) and float(size).is_integer() else size


class _WithoutDeprecations(logging.Filter):
    """Hides what TensorFlow logs about its deprecated names."""

    def filter(self, record):
        return not re.search(DEPRECATION, str(record.msg), re.DOTALL)


class _Finder(importlib.abc.MetaPathFinder):
    """Imports the submodules of TensorFlow 1, and modules that have moved since."""

    def __init__(self, aliases):
        self.aliases = aliases

    def find_spec(self, fullname, path=None, target=None):
        if fullname in KERAS_2:
            return self._alias(fullname, [KERAS_2[fullname]])
        for old, new in sorted(self.aliases.items(), reverse=True):  # the longer of two that fit comes first
            if fullname == old or fullname.startswith(old + "."):
                return self._alias(fullname, [place + fullname[len(old):] for place in new.split()])
        parent, _, name = fullname.rpartition(".")
        parent = sys.modules.get(parent)
        if not isinstance(parent, Module) or parent.__name__ == "tensorflow" and name in SHARED:
            return None
        gone = parent._missing(name)
        if gone:
            raise ImportError(gone, name=fullname)
        value = getattr(parent, name, None)
        return spec(fullname, value) if isinstance(value, types.ModuleType) else None

    def _alias(self, fullname, targets):
        for target in targets:
            if fullname in KERAS_2 or target.startswith("tf_keras."):
                contrib.keras()
            if target.startswith("tensorflow_estimator."):
                estimator.load()
            try:
                return spec(fullname, importlib.import_module(target))
            except ModuleNotFoundError as error:
                if not f"{target}.".startswith(f"{error.name}."):
                    raise
        return None


class _Loader(importlib.abc.Loader):
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        # the import system takes what it finds here in place of the new module
        sys.modules[module.__spec__.name] = module.__spec__.loader_state


def spec(fullname, module):
    """The spec with which importing `fullname` gives `module`."""
    return importlib.machinery.ModuleSpec(fullname, _Loader(), loader_state=module, is_package=True)


class _LastFinder(importlib.abc.MetaPathFinder):
    """Serves modules that nobody else has: dropped ones, and `import input_data`, which was a file beside the script
    in TensorFlow's first year."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname == "input_data":
            return spec(fullname, tutorials)
        if fullname in MODULES:
            return spec(fullname, importlib.import_module(MODULES[fullname]))
        if fullname in TOLD_MODULES:
            raise dropped.Dropped(fullname, TOLD_MODULES[fullname])
        return None


@contextmanager
def installed(warnings=False, aliases=()):
    """While the block runs, `tensorflow` is TensorFlow 1. TensorFlow itself stays in graph mode afterwards.

    warnings: show TensorFlow's start-up messages and its deprecation warnings. aliases: modules to serve under further
    names, as a dict.
    """
    with patches.undone() as undo:
        undo.callback(_put_back, os.environ, "TF_USE_LEGACY_KERAS", os.environ.get("TF_USE_LEGACY_KERAS"))
        os.environ["TF_USE_LEGACY_KERAS"] = "1"  # before anything of Keras is loaded
        if warnings:
            os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "0")
        from lab10.terminal import import_tensorflow  # noqa: F401  (before tensorflow)
        v1 = importlib.import_module("tensorflow.compat.v1")
        numpy_1.serve_promotion()
        if not warnings:
            _hide_deprecations(undo)
        if numpy.lib.NumpyVersion(numpy.__version__) >= "2.0.0":  # print [0.5] for [np.float32(0.5)], as NumPy 1 did
            undo.callback(numpy.set_printoptions, **numpy.get_printoptions())
            numpy.set_printoptions(legacy="1.25")
        if v1.resource_variables_enabled():  # which what is compiled after the script needs
            undo.callback(v1.enable_resource_variables)
        v1.disable_v2_behavior()
        counting.serve(warnings)
        convolutions.serve()
        races.serve()
        own = {name: module for name, module in sys.modules.items() if _is_own(name)}
        undo.callback(sys.modules.update, own)
        for name in own:
            del sys.modules[name]
        undo.callback(_forget_others, set(sys.modules))
        private.serve(v1)
        flags.serve(v1.flags.FLAGS)
        sys.modules["tensorflow"] = contrib.serve("")
        sys.modules["tensorflow"].__path__ = [os.path.dirname(own["tensorflow"].__file__)]
        patches.insert(sys.meta_path, 0, _Finder({**ALIASES, **dict(aliases)}))
        _allow_sizes()  # from here on, or TensorFlow would be imported a second time to say its version
        _allow_names(v1)
        patches.insert(sys.meta_path, len(sys.meta_path), _LastFinder())
        dropped.serve()
        children.serve()
        yield


def seed(number):
    """Call tf.set_random_seed(number) in the default graph, in each graph that the script makes, and in eager mode."""
    v1 = importlib.import_module("tensorflow.compat.v1")
    enable = v1.enable_eager_execution

    @functools.wraps(enable)
    def seeded_eagerly(*arguments, **named):
        enable(*arguments, **named)
        v1.set_random_seed(number)
    counting.everywhere({enable: seeded_eagerly})
    make = v1.Graph.__init__

    def seeded(graph):
        make(graph)
        if type(graph) is v1.Graph:  # those within it, of loops and functions, take its own
            graph.seed = number
    patches.patch(v1.Graph, "__init__", seeded)
    given = v1.Graph.seed
    patches.patch(v1.Graph, "seed", property(given.fget, lambda graph, value: given.fset(
        graph, number if value is None and type(graph) is v1.Graph else value)))  # an estimator whose config has none
    has_default_graph = private.where_there_is("framework.ops", "has_default_graph")
    # if there is no default graph yet, it will be one of those; eager execution needs that there is none
    if has_default_graph is None or has_default_graph():
        v1.set_random_seed(number)


def _put_back(environment, name, before):
    if before is None:
        environment.pop(name, None)
    else:
        environment[name] = before


def _hide_deprecations(undo):
    if private.where_there_is("util.deprecation", "_PRINT_DEPRECATION_WARNINGS"):
        patches.patch(private.used("util.deprecation"), "_PRINT_DEPRECATION_WARNINGS", False)
    logger, hidden = logging.getLogger("tensorflow"), _WithoutDeprecations()
    logger.addFilter(hidden)
    undo.callback(logger.removeFilter, hidden)
    undo.enter_context(python_warnings.catch_warnings())
    python_warnings.filterwarnings("ignore", f"(?s).*({DEPRECATION})")
    # matplotlib 3.8's words for its own, and scikit-learn's for what its next releases will not have
    python_warnings.filterwarnings("ignore", "(?s).*was deprecated in Matplotlib")
    python_warnings.filterwarnings("ignore", category=FutureWarning, module=r"sklearn\.")
    # joblib, which Keras imports through scikit-learn, where the system offers no semaphores
    python_warnings.filterwarnings("ignore", ".*joblib will operate in serial mode")


def _forget_others(before):
    """Remove the script's `tensorflow` from sys.modules, and modules served under a name that is not their own."""
    for name, module in reversed(list(sys.modules.items())):  # a module before its parent, whose attribute it is
        if _is_own(name) or name not in before and getattr(module, "__name__", name) != name:
            parent, _, last = name.rpartition(".")
            if vars(sys.modules.get(parent, Module)).get(last) is module:
                delattr(sys.modules[parent], last)
            del sys.modules[name]


def _is_own(name):
    top, *rest = name.split(".")
    return top in OWN and not (top == "tensorflow" and rest and rest[0] in SHARED) or private.is_served(name)
