"""keras.optimizers of Keras 2.2, with its update rules and defaults, which differ from those of tf.keras."""
import functools
import sys

import numpy
import tf_keras.api._v1.keras.optimizers as _tf_keras

from lab10.tf1 import private
from lab10.tf1.keras_2 import draws, losses

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
    """Model.compile. If the model's layers are those of keras.layers, an optimizer's name means one of these, and the
    costs are those of keras.losses; in a model of tf.keras.layers they are those of tf.keras."""
    @functools.wraps(compile_model)
    def compile_of_then(model, optimizer="rmsprop", *arguments, **named):
        if not draws.has_layers_of_then(model):
            return compile_model(model, optimizer, *arguments, **named)
        optimizer = get(optimizer) if isinstance(optimizer, str) else optimizer
        _tell_of_chance(optimizer, draws.layers_of(model))
        with losses.of_keras_2():
            return compile_model(model, optimizer, *losses.of_tf_keras(arguments), **losses.of_tf_keras(named))
    return compile_of_then


def _tell_of_chance(optimizer, layers):
    """Say once, if NumPy was given a seed, that under TensorFlow 1.15.5 the steps depended on chance."""
    counts = isinstance(optimizer, (Adam, Adamax, Nadam)) or getattr(optimizer, "initial_decay", 0)
    read = "the number of the step" if counts else (
        "weights" if sum(bool(layer.trainable_weights) for layer in layers) > 1 else None)
    if read and isinstance(optimizer, Optimizer) and not _told and hasattr(numpy.random.seed, "called"):
        _told.append(True)
        print(f"lab10: {type(optimizer).__name__} of Keras 2.2 changed {read} while gradients and steps were still "
              "computed from it, so two runs under TensorFlow 1.15.5 differ a little; here it changes afterwards",
              file=sys.stderr)


_told = []


def __getattr__(name):
    return getattr(_tf_keras, name)


def __dir__():
    return sorted({*dir(_tf_keras), *globals()})
