"""keras.optimizers of Keras 2.2, with its update rules and defaults, which differ from those of tf.keras."""
import functools
import sys

import numpy
import tf_keras.api._v1.keras.optimizers as _tf_keras

from lab10.tf1 import private
from lab10.tf1.keras_2 import draws

optimizer_v1 = private.used("tf_keras.src.optimizers.optimizer_v1")
SGD, RMSprop, Adagrad, Adadelta = optimizer_v1.SGD, optimizer_v1.RMSprop, optimizer_v1.Adagrad, optimizer_v1.Adadelta
Adam, Adamax, Nadam, Optimizer = optimizer_v1.Adam, optimizer_v1.Adamax, optimizer_v1.Nadam, optimizer_v1.Optimizer
sgd, rmsprop, adagrad, adadelta, adam, adamax, nadam = SGD, RMSprop, Adagrad, Adadelta, Adam, Adamax, Nadam
TFOptimizer = optimizer_v1.TFOptimizer
OF_NAMES = {kind.__name__.lower(): kind for kind in (SGD, RMSprop, Adagrad, Adadelta, Adam, Adamax, Nadam)}


def get(identifier):
    """An optimizer by its name; for anything else, what tf.keras returns."""
    if isinstance(identifier, str) and identifier.lower() in OF_NAMES:
        return OF_NAMES[identifier.lower()]()
    return deserialize(identifier) if isinstance(identifier, dict) else _tf_keras.get(identifier)


def deserialize(config, custom_objects=None):
    """An optimizer with the name and the arguments in its configuration."""
    kind = OF_NAMES.get(config["class_name"].lower())
    return kind.from_config(config["config"]) if kind else _tf_keras.deserialize(config, custom_objects)


def by_layers(compile_model):
    """Model.compile. If the model's layers are those of keras.layers, an optimizer's name means one of these; in a
    model of tf.keras.layers it means the one of tf.keras."""
    @functools.wraps(compile_model)
    def compile_of_then(model, optimizer="rmsprop", *arguments, **named):
        layers = draws.layers_of(model)
        if any(hasattr(layer, "of_keras_2") for layer in layers):
            draws.tell_of_own_layers(layers)
            optimizer = get(optimizer) if isinstance(optimizer, str) else optimizer
            _tell_of_counting(optimizer)
        return compile_model(model, optimizer, *arguments, **named)
    return compile_of_then


def _tell_of_counting(optimizer):
    """Say once, if NumPy was given a seed, that under TensorFlow 1.15.5 the number of a step depended on chance."""
    counts = isinstance(optimizer, (Adam, Adamax, Nadam)) or getattr(optimizer, "initial_decay", 0)
    if counts and not _told and hasattr(numpy.random.seed, "called"):
        _told.append(True)
        print(f"lab10: {type(optimizer).__name__} of Keras 2.2 read the number of the step while it changed and took "
              "n or n + 1; here it is always n, so costs may differ from those of 2019", file=sys.stderr)


_told = []


def __getattr__(name):
    return getattr(_tf_keras, name)


def __dir__():
    return sorted({*dir(_tf_keras), *globals()})
