"""keras.initializers of Keras 2.2, which a program may call itself: they draw as those of its layers."""
import tf_keras.api._v1.keras.initializers as _tf_keras

from lab10.tf1.keras_2 import draws

_made = {}


def _of_then(kind):
    if kind in _made.values():
        return kind
    if kind not in _made:
        class Initializer(kind):
            def __call__(self, *arguments, **named):
                with draws.of_keras_2():
                    return super().__call__(*arguments, **named)
        Initializer.__name__, Initializer.__qualname__ = kind.__name__, kind.__qualname__
        _made[kind] = Initializer
    return _made[kind]


def get(identifier):
    """An initializer by its name or configuration; a function unchanged."""
    found = _tf_keras.get(identifier)
    if isinstance(found, draws.KINDS):
        found.__class__ = _of_then(type(found))
    return found


def __getattr__(name):
    found = getattr(_tf_keras, name)
    return _of_then(found) if isinstance(found, type) and issubclass(found, draws.KINDS) else found


__all__ = [name for name in dir(_tf_keras) if not name.startswith("_")]


def __dir__():
    return dir(_tf_keras)
