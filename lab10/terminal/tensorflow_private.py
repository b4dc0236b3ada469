"""What the networks take of TensorFlow that is not its public interface, and what holds without it.

Each name was last seen in TensorFlow 2.21, and no network needs any. One more stands at its use, in draws.op_seeds.
"""
import os
import platform

# What `import tensorflow` loads at its end, and no network uses. Where the modules have other names, the import only
# takes longer.
UNUSED = ("keras.src.optimizers", "tf_keras.src.optimizers",
          "scipy.sparse")  # for tensorflow.python.keras, an old copy of Keras


def has_onednn():
    """Does this TensorFlow use oneDNN's kernels? They change last digits. Without the name: as its own builds do."""
    try:
        from tensorflow.python.util import _pywrap_util_port
        built = bool(_pywrap_util_port.IsMklEnabled())
    except (ImportError, AttributeError):
        built = platform.machine().lower() in ("x86_64", "amd64")
    return built and os.environ.get("TF_ENABLE_ONEDNN_OPTS") != "0"
