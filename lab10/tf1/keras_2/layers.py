"""keras.layers of Keras 2.2, which also take the arguments of Keras 1."""
import functools
import inspect
import sys

import numpy
import tensorflow.compat.v1 as tf
import tf_keras.api._v1.keras.layers as _tf_keras

from lab10.tf1 import private
from lab10.tf1.keras_2 import backend, draws

RENAMED = {  # Keras 1's arguments: what they became; of several, the one that the layer has
    "W_constraint": "kernel_constraint embeddings_constraint", "b_constraint": "bias_constraint",
    "W_regularizer": "kernel_regularizer embeddings_regularizer", "b_regularizer": "bias_regularizer",
    "U_regularizer": "recurrent_regularizer", "beta_init": "beta_initializer", "bias": "use_bias",
    "border_mode": "padding", "consume_less": "implementation", "dim_ordering": "data_format", "dropout_U":
    "recurrent_dropout", "dropout_W": "dropout", "filter_length": "kernel_size", "gamma_init": "gamma_initializer",
    "init": "kernel_initializer embeddings_initializer alpha_initializer", "inner_activation": "recurrent_activation",
    "inner_init": "recurrent_initializer", "length": "size", "nb_filter": "filters", "output_dim": "units",
    "p": "rate", "pool_length": "pool_size", "sigma": "stddev", "stride": "strides", "subsample": "strides",
    "subsample_length": "strides",
}
VALUES = {"dim_ordering": {"tf": "channels_last", "th": "channels_first", "default": None},
          "consume_less": {"cpu": 0, "mem": 1, "gpu": 2}}
SIDES = {2: ("nb_row", "nb_col"), 3: ("kernel_dim1", "kernel_dim2", "kernel_dim3")}  # of a kernel, by dimensions


def _of_then(layer):
    """The layer, with a class that takes both."""
    known = inspect.signature(layer.__init__).parameters
    dimensions = next((n for n in SIDES if f"{n}D" in layer.__name__ and "kernel_size" in known), 0)

    class Layer(layer):
        of_keras_2 = True

        @functools.wraps(layer.__init__)
        def __init__(self, *arguments, **named):
            if dimensions:
                arguments = _with_a_kernel(arguments, named, dimensions)
            _without_what_went(layer.__name__, known, named)
            if "input_dim" in named and "input_dim" not in known and ("recurrent_activation" in known
                                                                      or layer.__name__ in ("SimpleRNN", "Conv1D")):
                named["input_shape"] = (named.pop("input_length", None), named.pop("input_dim"))
            super().__init__(*arguments, **dict(_renamed(name, value, known) for name, value in named.items()))
            draws.serve(self)

        def _init_set_name(self, name, zero_based=True):
            super()._init_set_name(name or _next_name(self))

        def build(self, input_shape):
            with draws.of_keras_2():
                super().build(input_shape)

        def add_weight(self, *arguments, **named):
            with draws.of_keras_2():
                return super().add_weight(*arguments, **named)

        def _handle_activity_regularization(self, inputs, outputs):
            if self._activity_regularizer:  # summed over the batch, not averaged
                for output in tf.nest.flatten(outputs):
                    self.add_loss(self._activity_regularizer(output), inputs=inputs)
    if layer.__name__ == "BatchNormalization":
        _normalize_as_then(Layer)
    if layer.__name__ == "UpSampling2D":
        Layer.call = lambda self, inputs: backend.resize_images(inputs, *self.size, self.data_format,
                                                                self.interpolation)
    if layer.__name__ == "Lambda":
        Layer.call = _called_twice(layer.call)
    Layer.__name__, Layer.__qualname__ = layer.__name__, layer.__qualname__
    return Layer


def _next_name(layer):
    """dense_1 is the first layer of its kind, not the second as in tf.keras; either counts its own."""
    kind = private.used("tf_keras.src.utils.generic_utils").to_snake_case(type(layer).__name__)
    return private.used("tf_keras.src.backend").unique_object_name(kind, namespace="keras")


def _called_twice(call):
    """Lambda.call: where the output's shape is not given, Keras 2.2 called the function once more to know it, and so
    took the seeds of its random numbers twice."""
    @functools.wraps(call)
    def call_of_then(layer, *arguments, **named):
        result = call(layer, *arguments, **named)
        if layer._output_shape is None:
            call(layer, *arguments, **named)
        return result
    return call_of_then


def _normalize_as_then(layer):
    """Let batch normalization average without the bias towards its first values, 0 and 1, and take the variance of a
    sample."""
    call = layer.call

    @functools.wraps(call)
    def call_of_then(self, inputs, *arguments, **named):
        self.inputs_size = tf.size(inputs)
        return call(self, inputs, *arguments, **named)

    def average(self, variable, value, momentum, inputs_size):
        if variable is self.moving_variance:
            n = tf.cast(self.inputs_size / tf.size(value), value.dtype)
            value *= n / (n - (1 + self.epsilon))
        with tf.init_scope():
            biased, steps = (backend.variable(numpy.zeros(shape)) for shape in (variable.shape, []))
        step = tf.convert_to_tensor(tf.assign_add(steps, 1))
        biased = tf.assign_sub(biased, (biased - value) * (1 - self.momentum))
        return tf.assign(variable, biased / (1 - self.momentum ** step))

    layer.call, layer._assign_moving_average = call_of_then, average


def _with_a_kernel(arguments, named, dimensions):
    """Conv2D(4, 3, 3) and Conv2D(4, nb_row=3, nb_col=3), which mean a kernel of 3 x 3."""
    sides = [side for side in arguments[1:1 + dimensions] if isinstance(side, int)]
    by_name = [named.pop(name) for name in SIDES[dimensions][len(sides):] if name in named]
    if len(sides + by_name) == dimensions and (by_name or len(arguments) == 1 + dimensions):
        named["kernel_size"] = tuple(sides + by_name)
        return arguments[:1] + arguments[1 + len(sides):]
    return arguments


def _without_what_went(layer, known, named):
    """Remove arguments of Keras 1 that no longer mean anything, or that another argument replaces."""
    if "unit_forget_bias" in known and named.pop("forget_bias_init", None) == "one":
        named["unit_forget_bias"] = True
    if layer == "BatchNormalization" and named.pop("mode", 0) != 0:
        raise TypeError("The `mode` argument of `BatchNormalization` no longer exists. `mode=1` and `mode=2` are no "
                        "longer supported.")
    if layer in ("Conv2DTranspose", "Conv3DTranspose"):
        named.pop("output_shape", None)
    if layer == "Embedding":
        named.pop("dropout", None)
    if layer.startswith("SeparableConv") and "init" in named:
        named["depthwise_initializer"] = named["pointwise_initializer"] = named.pop("init")


def _renamed(name, value, known):
    if name in known or name not in RENAMED:
        return name, value
    value = VALUES[name].get(value, value) if name in VALUES else value
    if name == "consume_less":
        return RENAMED[name], value  # which LSTM and GRU take without a name of their own for it
    return next((today for today in RENAMED[name].split() if today in known), name), value


class _Kind(type(_tf_keras.Layer)):
    """Let every layer be a Layer, those of tf.keras too."""

    def __instancecheck__(cls, instance):
        return isinstance(instance, _tf_keras.Layer) if cls is Layer else super().__instancecheck__(instance)

    def __subclasscheck__(cls, other):
        return issubclass(other, _tf_keras.Layer) if cls is Layer else super().__subclasscheck__(other)


class Layer(_tf_keras.Layer, metaclass=_Kind):
    """From which a program makes layers of its own."""

    of_keras_2 = True

    def _init_set_name(self, name, zero_based=True):
        super()._init_set_name(name or _next_name(self))

    def add_weight(self, *arguments, **named):
        with draws.of_keras_2():
            return super().add_weight(*arguments, **named)


def _merging(layer):
    """add(inputs), concatenate(inputs, axis), ... by the layer of this name."""
    def merging(inputs, *arguments, **named):
        return __getattr__(layer)(*arguments, **named)(inputs)
    return merging


class _Merge:
    """keras.layers.merge: in Keras 1 a function, in Keras 2 a module, with the layers that merge."""
    BY_MODE = {"sum": "add", "mul": "multiply", "concat": "concatenate", "ave": "average", "max": "maximum"}

    def __call__(self, inputs, mode="sum", concat_axis=-1, dot_axes=-1, output_shape=None, output_mask=None,
                 arguments=None, name=None):
        if callable(mode):
            return __getattr__("Lambda")(mode, output_shape, output_mask, arguments, name=name)(inputs)
        if mode in ("dot", "cos"):
            return self.dot(inputs, dot_axes, normalize=mode == "cos", name=name)
        if mode not in self.BY_MODE:
            raise ValueError(f"Invalid merge mode. Should be dot, cos or one of {list(self.BY_MODE)}: {mode}")
        return getattr(self, self.BY_MODE[mode])(
            inputs, **{"axis": concat_axis} if mode == "concat" else {}, name=name)

    def __getattr__(self, name):
        return getattr(sys.modules[__name__], name)


merge = _Merge()
MODULES = {"advanced_activations", "convolutional", "convolutional_recurrent", "core", "cudnn_recurrent", "embeddings",
           "local", "noise", "normalization", "pooling", "recurrent", "wrappers"}  # that all have the same names here


MERGING = {"add", "average", "concatenate", "dot", "maximum", "minimum", "multiply", "subtract"}


def __getattr__(name):
    if name in MODULES:
        return sys.modules[__name__]
    if name in MERGING:
        return _merging(name.title())
    found = getattr(_tf_keras, name)
    if isinstance(found, type) and issubclass(found, _tf_keras.Layer) and found is not _tf_keras.Layer and (
            found.__init__ is not _tf_keras.Layer.__init__):
        if found not in _made:
            _made[found] = _of_then(found)
        return _made[found]
    return found


_made = {}
__all__ = [name for name in dir(_tf_keras) if not name.startswith("_")]  # what `import *` brings


def __dir__():
    return dir(_tf_keras)
