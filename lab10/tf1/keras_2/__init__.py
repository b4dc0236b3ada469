"""`import keras`: Keras 2.2, as it was beside TensorFlow 1. What it has in common with tf.keras is tf.keras'."""
import tf_keras.api._v1.keras as _tf_keras

from lab10.tf1.keras_2 import layers, optimizers  # noqa: F401  (which differ)

__version__ = "2.2.5"


def __getattr__(name):
    return getattr(_tf_keras, name)


def __dir__():
    return sorted({*dir(_tf_keras), *globals()})
