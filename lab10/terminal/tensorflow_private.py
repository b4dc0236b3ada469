"""The names that the networks use from TensorFlow's private modules, and what to do without them.

Each name exists in TensorFlow 2.21, and networks train without any of them.
"""
import os
import platform

# What `import tensorflow` loads at its end, and no network uses. Where the modules have other names, the import only
# takes longer.
UNUSED = ("keras.src.optimizers", "tf_keras.src.optimizers",
          "scipy.sparse")  # for tensorflow.python.keras, an old copy of Keras


def has_onednn():
    """Does this TensorFlow use oneDNN's kernels? They change last digits. If the private name is missing, the answer
    is that of TensorFlow's own builds."""
    try:
        from tensorflow.python.util import _pywrap_util_port
        built = bool(_pywrap_util_port.IsMklEnabled())
    except (ImportError, AttributeError):
        built = platform.machine().lower() in ("x86_64", "amd64")
    return built and os.environ.get("TF_ENABLE_ONEDNN_OPTS") != "0"


def set_op_seed(operation, seed):
    """Give a random operation of a graph this op seed, an int. Without the name: AttributeError; draws.op_seeds then
    says that the random numbers are not those of TensorFlow 1."""
    import tensorflow.compat.v1 as tf
    operation._set_attr("seed2", tf.AttrValue(i=seed))
