"""keras.losses and keras.metrics of Keras 2.2: their costs of probabilities, and a hinge of the labels as they are."""
import contextlib
import functools
import types

import tf_keras.api._v1.keras.losses as _losses
import tf_keras.api._v1.keras.metrics as _metrics

from lab10.tf1 import private
from lab10.tf1.keras_2 import backend

_backend, _private = private.used("tf_keras.src.backend"), private.used("tf_keras.src.losses")
CROSSENTROPIES = "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy"
ALIASES = {"cosine": "cosine_similarity", "cosine_proximity": "cosine_similarity"}
_made = {}


@contextlib.contextmanager
def of_keras_2():
    """While the block runs, the functions of tf.keras compute so."""
    before = {name: getattr(_backend, name) for name in CROSSENTROPIES}
    convert = _private._maybe_convert_labels  # labels 0 and 1 into -1 and 1
    try:
        for name in CROSSENTROPIES:
            setattr(_backend, name, getattr(backend, name))
        _private._maybe_convert_labels = lambda labels: labels
        yield
    finally:
        for name in CROSSENTROPIES:
            setattr(_backend, name, before[name])
        _private._maybe_convert_labels = convert


def _of_then(function):
    if function not in _made:
        @functools.wraps(function)
        def function_of_then(*arguments, **named):
            with of_keras_2():
                return function(*arguments, **named)
        _made[function] = function_of_then
    return _made[function]


def of_tf_keras(given):
    """The functions of tf.keras in place of those here, in what `compile` is given: one, a list or a dict."""
    if isinstance(given, dict):
        return {name: of_tf_keras(each) for name, each in given.items()}
    if isinstance(given, (list, tuple)):
        return type(given)(map(of_tf_keras, given))
    if isinstance(given, str):
        return ALIASES.get(given, given)
    return next((function for function, made in _made.items() if made is given), given)


def get(identifier):
    """A cost or metric by its name; anything else unchanged."""
    identifier = of_tf_keras(identifier)
    found = (_losses if hasattr(_losses, str(identifier)) else _metrics).get(identifier)
    return _of_then(found) if isinstance(identifier, str) and isinstance(found, types.FunctionType) else found


def __getattr__(name):
    name = ALIASES.get(name, name)
    found = getattr(_losses if hasattr(_losses, name) else _metrics, name)
    return _of_then(found) if isinstance(found, types.FunctionType) and name not in OF_NAMES else found


OF_NAMES = "deserialize", "serialize"
__all__ = [name for name in {*dir(_losses), *dir(_metrics)} if not name.startswith("_")]


def __dir__():
    return __all__
