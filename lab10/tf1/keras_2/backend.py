"""keras.backend of Keras 2.2, where it computes otherwise than that of tf.keras."""
import numpy
import tensorflow.compat.v1 as tf
import tf_keras.api._v1.keras.backend as _tf_keras

from lab10.tf1 import private


def _of_probabilities(crossentropy):
    """A cost of probabilities, which lie between epsilon and 1 - epsilon. tf.keras looks for the logits from which a
    softmax computed them, and takes these."""
    def crossentropy_of_then(target, output, from_logits=False, axis=-1, **_):
        return crossentropy(target, output if from_logits else tf.identity(output), from_logits, axis)
    return crossentropy_of_then


categorical_crossentropy = _of_probabilities(_tf_keras.categorical_crossentropy)
sparse_categorical_crossentropy = _of_probabilities(_tf_keras.sparse_categorical_crossentropy)


def binary_crossentropy(target, output, from_logits=False):
    """The same for probabilities of yes; it is computed from logits, to which they are turned back."""
    if not from_logits:
        epsilon = _tf_keras.epsilon()
        output = tf.clip_by_value(output, epsilon, 1 - epsilon)
        output = tf.log(output / (1 - output))
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=target, logits=output)


def resize_images(x, height_factor, width_factor, data_format, interpolation="nearest"):
    """Images as many times as large. The corner of a pixel, not its middle, is where it is."""
    if interpolation != "bilinear":
        return _tf_keras.resize_images(x, height_factor, width_factor, data_format, interpolation)
    first = data_format == "channels_first"
    images = tf.transpose(x, [0, 2, 3, 1]) if first else x
    size = [side and int(side) * factor for side, factor in zip(images.shape[1:3], (height_factor, width_factor))]
    images = tf.image.resize_bilinear(images, tf.shape(images)[1:3] * numpy.array([height_factor, width_factor]))
    images.set_shape([None, *size, None])
    return tf.transpose(images, [0, 3, 1, 2]) if first else images


def __getattr__(name):
    return getattr(_tf_keras if hasattr(_tf_keras, name) else private.used("tf_keras.src.backend"), name)


__all__ = [name for name in dir(_tf_keras) if not name.startswith("_")]


def __dir__():
    return dir(_tf_keras)
