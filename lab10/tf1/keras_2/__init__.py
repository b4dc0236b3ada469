"""`import keras`: Keras 2.2, as people used it with TensorFlow 1. Its common part with tf.keras comes from tf.keras."""
import importlib

import tf_keras.api._v1.keras as _tf_keras

from lab10.tf1.keras_names import ALIASES
from lab10.tf1.keras_2 import backend, initializers, layers, losses, optimizers  # noqa: F401  (which differ)

metrics = losses

__version__ = "2.2.5"


def __getattr__(name):
    if f"keras.{name}" in ALIASES and not hasattr(_tf_keras, name):  # from keras import objectives
        return importlib.import_module(f"keras.{name}")
    return getattr(_tf_keras, name)


def __dir__():
    return sorted({*dir(_tf_keras), *globals()})
