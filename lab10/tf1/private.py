"""The private modules of TensorFlow and tf-keras: what old programs import from tensorflow.python, and what this folder
itself uses. No other file here imports them.

Any release of TensorFlow may move private modules. A module is looked up only when it is needed, so a missing one stops
only the programs that need it.
"""
import importlib
import operator
import sys

from lab10.terminal.errors import LabError
from lab10.tf1 import patches
from lab10.tf1.contrib_names import KERAS
from lab10.tf1.modules import Module

CELLS = (KERAS + ".__internal__.legacy.rnn_cell", "tf_keras.src.layers.rnn.legacy_cells", "lab10.tf1.rewritten.rnn")
# modules for which programs get others: by module below tensorflow.python, the modules that have its names
SERVED = {
    "keras": (KERAS, "tf_keras.src"),  # TensorFlow's own is a remainder of Keras, without optimizers
    **{f"layers.{name}": (f"tf_keras.src.legacy_tf_layers.{name}",)
       for name in ("base", "convolutional", "core", "normalization", "pooling")},
    "layers.layers": (KERAS + ".__internal__.legacy.layers",),
    "ops.rnn_cell": CELLS,
    "ops.rnn_cell_impl": CELLS,
    "ops.seq2seq": ("lab10.tf1.rewritten.legacy_seq2seq",),  # before 1.0
}
_SERVED = tuple(f"tensorflow.python.{served}." for served in SERVED)

_DRAWS = "the random numbers of TensorFlow 1.15 after some of its functions"
_RACES = "the line about a variable that is read and changed at the same time"
# what has moved: tf-slim 1.1.0 (its batch_norm first of all) and programs look for it where it was. By module below
# tensorflow.python: "name", or "name=today", below tensorflow.compat.v1
MOVED = {
    "eager.function": "defun=compat.v2.function",
    "framework.config": "set_virtual_device_configuration=config.experimental.set_virtual_device_configuration",
    "framework.graph_util": "convert_variables_to_constants=graph_util.convert_variables_to_constants",
    "framework.ops": "Tensor IndexedSlices convert_to_tensor_or_indexed_slices register_tensor_conversion_function",
    "ops.array_ops": "stack unstack",
    "ops.control_flow_ops": "Assert case cond switch_case while_loop",
    "ops.math_ops": "bessel_i0e=math.bessel_i0e bessel_i1e=math.bessel_i1e",
    "ops.nn": "dynamic_rnn=nn.dynamic_rnn static_rnn=nn.static_rnn raw_rnn=nn.raw_rnn "
              "bidirectional_dynamic_rnn=nn.bidirectional_dynamic_rnn",
    "ops.random_ops": "random_crop",
    "ops.rnn": "rnn=nn.static_rnn bidirectional_rnn=nn.static_bidirectional_rnn "
               "state_saving_rnn=nn.static_state_saving_rnn",  # before 1.0
    "ops.standard_ops": "VariableV1=Variable is_variable_initialized random_crop stack unstack",
    "ops.variable_scope": "variable=Variable disable_resource_variables enable_resource_variables "
                          "resource_variables_enabled",
    "ops.variables": "RefVariable=Variable VariableV1=Variable is_variable_initialized",
    "pywrap_tensorflow": "NewCheckpointReader=train.NewCheckpointReader",
    "util.nest": "is_sequence=nest.is_nested",
}
# what this folder itself uses: modules below tensorflow.python or of tf-keras, and what a program lacks if one is gone.
# All are there in TensorFlow 2.21 and tf-keras 2.21, the last releases that we looked at.
USED = {
    "client.session": _RACES, "framework.op_def_registry": _RACES,
    "data.ops.iterator_ops": "tf.contrib.eager.Iterator",
    "eager.backprop": "the gradients of tf.contrib.eager",
    "eager.context": "tf.contrib.eager.num_gpus, and a seed for reading MNIST in eager mode",
    "framework.meta_graph": "ops_used_by_graph_def and stripped_op_list_for_graph of tf.contrib.util",
    "framework.ops": "the speed of convolutions that are as wide as their input, and --seed in eager mode",
    "framework.tensor_util": "tf.contrib.util.constant_value, and the shape of a transposed convolution",
    "keras.layers.convolutional": _DRAWS, "keras.layers.core": _DRAWS,
    "ops.data_flow_ops": "tf.contrib.staging",
    "ops.gen_nn_ops": "the shape of a transposed convolution",
    "ops.lookup_ops": "tf.contrib.lookup",
    "ops.resource_variable_ops": f"tf.contrib.eager.Variable, and {_DRAWS}",
    "ops.script_ops": "NumPy 1's types in tf.py_func",
    "ops.summary_ops_v2": "tf.contrib.summary",
    "util.deprecation": "silence about deprecated names",
    "util.tf_export": "tf.estimator",
    "tf_keras.src.backend": "the costs and the layers' names of Keras 2.2",
    "tf_keras.src.engine.training": "the optimizers of Keras 2.2 by their names",
    "tf_keras.src.engine.training_arrays_v1": "the order of the batches of Keras 2.2",
    "tf_keras.src.engine.training_v1": "the optimizers of Keras 2.2 by their names",
    "tf_keras.src.losses": "the hinge of Keras 2.2",
    "tf_keras.src.preprocessing.image": "the images of Keras 2.2's ImageDataGenerator",
    "tf_keras.src.optimizers.optimizer_v1": "keras.optimizers of Keras 2.2",
    "tf_keras.src.utils.generic_utils": "the layers' names of Keras 2.2",
}
SIZES = "framework.op_def_library", "framework.tensor_shape", "ops.shape_util"
USED.update(dict.fromkeys(SIZES, "sizes in shapes that are whole floats"))
# of these, counting.py replaces functions, each only if it is there
USED.update(dict.fromkeys((
    "data.experimental.ops.shuffle_ops", "data.ops.dataset_ops", "data.ops.repeat_op",
    "feature_column.feature_column", "feature_column.feature_column_v2", "framework.random_seed", "framework.tensor",
    "keras.optimizer_v2.legacy_learning_rate_decay", "ops.array_ops", "ops.clip_ops", "ops.confusion_matrix",
    "ops.embedding_ops", "ops.image_ops_impl", "ops.math_ops", "ops.metrics_impl", "ops.nn_impl", "ops.nn_ops",
    "ops.parsing_ops", "ops.random_ops", "ops.signal.fft_ops", "ops.signal.spectral_ops", "ops.special_math_ops",
    "ops.stateless_random_ops", "ops.tensor_array_ops", "ops.variable_scope", "training.ftrl",
    "training.queue_runner_impl"), _DRAWS))


class Gone(LabError, ImportError):
    """TensorFlow has moved a private module that is needed here."""


def used(module, name=None):
    """Import and return a module of USED, or one of its names. Raises Gone."""
    try:
        return _found(module, name)
    except (ImportError, AttributeError) as error:
        import tensorflow.compat.v1 as v1
        full = _full(module) + (f".{name}" if name else "")
        raise Gone(f"TensorFlow {v1.version.VERSION} has no {full}, which TensorFlow 2.21 has; lab10.tf1 needs "
                   f"it for {USED[module]}") from error


def where_there_is(module, name=None):
    """The same, for a module that is not essential: None if it is gone."""
    try:
        return _found(module, name)
    except (ImportError, AttributeError):
        return None


def _found(module, name):
    found = importlib.import_module(_full(module))
    return getattr(found, name) if name else found


def _full(module):
    return module if module.startswith("tf_keras.") else f"tensorflow.python.{module}"


def is_served(name):
    """Do programs get another module for this one, or is it below such a module?"""
    return f"{name}.".startswith(_SERVED)


def serve(v1):
    """Put back names that TensorFlow's own modules have lost, and replace some others."""
    for module, names in MOVED.items():
        module = _there(module)
        for name in names.split():
            name, _, today = name.partition("=")
            if module and not hasattr(module, name):
                patches.patch(module, name, operator.attrgetter(today or name)(v1))
    for path, sources in SERVED.items():
        parent, _, name = path.rpartition(".")
        served = Module(f"tensorflow.python.{path}", sources=sources)
        patches.put(sys.modules, served.__name__, served)
        if _there(parent):
            patches.patch(_there(parent), name, served)
    if _there("ops.nn"):  # before 1.0
        patches.patch(_there("ops.nn"), "rnn_cell", sys.modules["tensorflow.python.ops.rnn_cell"])
    for name, shape in {"scalar": lambda: [], "vector": lambda length: [length],
                        "matrix": lambda rows, cols: [rows, cols]}.items():
        if _there("framework.tensor_shape"):
            patches.patch(_there("framework.tensor_shape"), name, _shape(v1, shape))


def _shape(v1, of):
    return lambda *sizes, **named: v1.TensorShape(of(*sizes, **named))


def _there(module):
    """A module below tensorflow.python, or None if it no longer exists; a program that imports it is told so."""
    try:
        return importlib.import_module(f"tensorflow.python.{module}".rstrip("."))
    except ImportError:
        return None
