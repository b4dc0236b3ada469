"""TensorFlow 1's modules, served by today's TensorFlow: what `import tensorflow` means while a TF1 script runs.

`installed()` puts a module `tensorflow` in place whose names are those of tensorflow.compat.v1, with tf.contrib and
the tutorials' modules beside them, and takes all of it away again.
"""
import importlib
import importlib.abc
import importlib.machinery
import logging
import operator
import os
import re
import sys
import types
import warnings as python_warnings
from contextlib import contextmanager

import numpy

from lab10.tf1 import children, contrib, counting, dropped, numpy_1, patches, tutorials
from lab10.tf1.contrib_names import KERAS, SHARED
from lab10.tf1.dropped_names import MODULES
from lab10.tf1.modules import Module

OWN = ("tensorflow", "keras")  # the modules that are put aside, with what is below them, but for SHARED
ALIASES = {
    "tensorflow.keras": KERAS,
    "keras": KERAS,  # as it was when it went with TensorFlow 1, with the modules that it had then:
    **{f"keras.layers.{name}": KERAS + ".layers" for name in (
        "advanced_activations", "convolutional", "core", "embeddings", "merge", "noise", "normalization", "pooling",
        "recurrent", "wrappers")},
    "keras.objectives": KERAS + ".losses",
    "keras.backend.tensorflow_backend": KERAS + ".backend",
    "keras.engine": KERAS + ".layers",
    "keras.engine.topology": KERAS + ".layers",
    "keras.utils.vis_utils": KERAS + ".utils",
    **{f"tensorflow.contrib.keras{below}": KERAS for below in ("", ".python", ".python.keras", ".api", ".api.keras")},
    "tensorflow.python.keras.datasets": KERAS + ".datasets",
    "keras.utils.np_utils": "tf_keras.src.utils.np_utils",
    KERAS + ".utils.np_utils": "tf_keras.src.utils.np_utils",  # the same, imported from keras.utils
    # where TensorFlow 2.21 looks for batch normalization; without it that of tf-slim fails
    "tf_keras.legacy_tf_layers": "tf_keras.src.legacy_tf_layers",
}
KERAS_2 = {"keras": "lab10.tf1.keras_2", "keras.optimizers": "lab10.tf1.keras_2.optimizers",
           **{name: "lab10.tf1.keras_2.layers" for name in ALIASES if name.startswith("keras.layers.")},
           "keras.layers": "lab10.tf1.keras_2.layers"}  # the modules in which it differs from tf.keras
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
# what TensorFlow and Keras say of themselves wherever an old name is used
DEPRECATION = r"is deprecated|will be removed in a future version|will soon be deprecated"


SIZES = {"shape", "dims", "multiples", "input_sizes", "size"}  # inputs of operations that are sizes


def _move(v1):
    """Put back in TensorFlow's own modules what has left them."""
    for module, names in MOVED.items():
        module = importlib.import_module("tensorflow.python." + module)
        for name in names.split():
            name, _, today = name.partition("=")
            if not hasattr(module, name):
                patches.patch(module, name, operator.attrgetter(today or name)(v1))


def _allow_flags():
    """Let a script define flags as it could until TensorFlow 1.4.

    It may define one that absl defines today (`log_dir`), also again in another run. The default of a flag of whole
    numbers may be another number (numpy.inf).
    """
    from absl import flags
    for name in flags.FLAGS:
        patches.patch(flags.FLAGS[name], "allow_override", True)
    convert = flags.IntegerParser.convert
    patches.patch(flags.IntegerParser, "convert", lambda parser, argument: (
        argument if isinstance(argument, float) else convert(parser, argument)))


def _allow_sizes():
    """Let a size in a shape be a whole float, as Python 2's floor(10.7) is, and Python 3's 28 / 4."""
    from tensorflow.python.framework import op_def_library, tensor_shape
    from tensorflow.python.ops import shape_util
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
    """Holds back what TensorFlow logs of its deprecated names."""

    def filter(self, record):
        return not re.search(DEPRECATION, str(record.msg), re.DOTALL)


class _Finder(importlib.abc.MetaPathFinder):
    """Imports the modules below those of TensorFlow 1, and those that have moved since."""

    def __init__(self, aliases):
        self.aliases = aliases

    def find_spec(self, fullname, path=None, target=None):
        if fullname in KERAS_2:
            return self._alias(fullname, KERAS_2[fullname])
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
        return spec(fullname, value) if isinstance(value, types.ModuleType) else None

    def _alias(self, fullname, target):
        if fullname in KERAS_2 or target.split(".")[0] == "tf_keras":
            contrib.keras()
        try:
            return spec(fullname, importlib.import_module(target))
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


def spec(fullname, module):
    """The spec by which importing `fullname` gives `module`."""
    return importlib.machinery.ModuleSpec(fullname, _Loader(), loader_state=module, is_package=True)


class _LastFinder(importlib.abc.MetaPathFinder):
    """Serves modules that nobody else has: dropped ones, and `import input_data`, which was a file beside a script in
    TensorFlow's first year."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname == "input_data":
            return spec(fullname, tutorials)
        if fullname in MODULES:
            return spec(fullname, importlib.import_module(MODULES[fullname]))
        return None


@contextmanager
def installed(warnings=False, aliases=()):
    """While the block runs, `tensorflow` is TensorFlow 1. TensorFlow itself goes over to graph mode for good.

    warnings: let TensorFlow's start-up chatter and its deprecation warnings be seen. aliases: modules to serve under
    further names, as a dict.
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
        v1.disable_v2_behavior()
        _move(v1)
        _allow_flags()
        _allow_sizes()
        counting.serve(warnings)

        own = {name: module for name, module in sys.modules.items() if _is_own(name)}
        undo.callback(sys.modules.update, own)
        for name in own:
            del sys.modules[name]
        undo.callback(_forget_others, set(sys.modules))
        sys.modules["tensorflow"] = contrib.serve("")
        sys.modules["tensorflow"].__path__ = [os.path.dirname(own["tensorflow"].__file__)]
        patches.insert(sys.meta_path, 0, _Finder({**ALIASES, **dict(aliases)}))
        patches.insert(sys.meta_path, len(sys.meta_path), _LastFinder())
        dropped.serve()
        children.serve()
        yield


def seed(number):
    """tf.set_random_seed(number) in the default graph, and in each that the script makes."""
    from tensorflow.python.framework import ops
    make = ops.Graph.__init__

    def seeded(graph):
        make(graph)
        if type(graph) is ops.Graph:  # those within it, of loops and functions, take its own
            graph.seed = number
    patches.patch(ops.Graph, "__init__", seeded)
    sys.modules["tensorflow"].set_random_seed(number)


def _put_back(environment, name, before):
    if before is None:
        environment.pop(name, None)
    else:
        environment[name] = before


def _hide_deprecations(undo):
    from tensorflow.python.util import deprecation
    patches.patch(deprecation, "_PRINT_DEPRECATION_WARNINGS", False)
    logger, hidden = logging.getLogger("tensorflow"), _WithoutDeprecations()
    logger.addFilter(hidden)
    undo.callback(logger.removeFilter, hidden)
    undo.enter_context(python_warnings.catch_warnings())
    python_warnings.filterwarnings("ignore", f"(?s).*({DEPRECATION})")
    # joblib, which Keras imports through scikit-learn, where the system offers no semaphores
    python_warnings.filterwarnings("ignore", ".*joblib will operate in serial mode")


def _forget_others(before):
    """Take the script's `tensorflow` out of sys.modules, and what was served under another name than its own."""
    for name, module in reversed(list(sys.modules.items())):  # a module before its parent, whose attribute it is
        if _is_own(name) or name not in before and getattr(module, "__name__", name) != name:
            parent, _, last = name.rpartition(".")
            if vars(sys.modules.get(parent, Module)).get(last) is module:
                delattr(sys.modules[parent], last)
            del sys.modules[name]


def _is_own(name):
    top, *rest = name.split(".")
    return top in OWN and not (top == "tensorflow" and rest and rest[0] in SHARED)
