"""The random numbers of Keras 2.2: a draw without its own seed took one from NumPy, numpy.random.randint(10e6).

So numpy.random.seed(7) decides a program's first weights and its dropout. Orthogonal weights came from NumPy itself,
and each epoch shuffled the order of the epoch before.
"""
import contextlib
import copy
import functools
import sys

import numpy
import tensorflow.compat.v1 as tf

SEEDS = 10_000_000
KINDS = tuple(getattr(tf.initializers, name) for name in (  # of initializers that draw
    "orthogonal", "random_normal", "random_uniform", "truncated_normal", "variance_scaling"))
_patched, _told = [], set()


def seed(own=None):
    """The seed of a draw, if its layer or initializer has the seed `own`, or None."""
    return int(numpy.random.randint(SEEDS)) if own is None else own


@contextlib.contextmanager
def of_keras_2():
    """While the block runs, initializers draw as those of Keras 2.2 did."""
    if _patched:
        yield
        return
    before = {kind: kind.__call__ for kind in KINDS}
    try:
        for kind in KINDS:
            kind.__call__ = (_by_numpy if kind is tf.initializers.orthogonal else _seeded)(before[kind])
            _patched.append(kind)
        yield
    finally:
        for kind in _patched:
            kind.__call__ = before[kind]
        _patched.clear()


def _seeded(draw):
    @functools.wraps(draw)
    def drawn(initializer, *arguments, **named):
        seeded = copy.copy(initializer)
        seeded.seed = seed(initializer.seed)
        if hasattr(seeded, "scale"):
            seeded.scale *= _further(*arguments, **named)
        return draw(seeded, *arguments, **named)
    return drawn


def _further(shape, *_, **__):
    """How much larger the variance is for a vector of n weights, whose inputs were taken to be the root of n."""
    return int(shape[0]) ** 0.5 if len(shape) == 1 else 1


def _by_numpy(draw):
    @functools.wraps(draw)
    def drawn(initializer, shape, dtype=None, **_):
        generator = numpy.random if initializer.seed is None else numpy.random.RandomState(initializer.seed)
        shape = tuple(map(int, shape))
        flat = int(numpy.prod(shape[:-1])), shape[-1]
        left, _, right = numpy.linalg.svd(generator.normal(0.0, 1.0, flat), full_matrices=False)
        weights = (left if left.shape == flat else right).reshape(shape)
        if not _told and hasattr(numpy.random.seed, "called"):
            _told.add("signs")
            print("lab10: Keras' orthogonal weights (those of an LSTM or a GRU from step to step) are NumPy's singular "
                  "vectors, whose signs depend on NumPy's release: with the same seed they may differ from those of "
                  "2019",
                  file=sys.stderr)
        return tf.constant(initializer.gain * weights, dtype or initializer.dtype)
    return drawn


def serve(layer):
    """Let a layer, and the cell inside it, draw its dropout and noise in this way."""
    for one in (layer, getattr(layer, "cell", None)):
        generator = getattr(one, "_random_generator", None)
        if generator is not None:
            generator.make_legacy_seed = functools.partial(seed, getattr(one, "seed", None))


def layers_of(model):
    """Return the layers of a model, and those of models that are its layers."""
    return [one for layer in model.layers for one in (layers_of(layer) if hasattr(layer, "layers") else [layer])]


def has_layers_of_then(model):
    """Is it a model of `import keras`, and not of tf.keras?"""
    return any(hasattr(layer, "of_keras_2") for layer in layers_of(model))


def in_one_order(fit_loop):
    """tf-keras' fit_loop shuffles the stored order in each epoch, and also the validation data. With the layers of
    Keras 2.2, this shuffles the order of the epoch before, and does not shuffle to validate."""
    module = sys.modules[fit_loop.func.__module__]

    @functools.wraps(fit_loop.func)
    def fit(model, *arguments, **named):
        if not has_layers_of_then(model):
            return fit_loop(model, *arguments, **named)
        validate = module.model_iteration
        module.np, module.model_iteration = _NumPy(), functools.partial(validate, shuffle=False)
        try:
            return fit_loop(model, *arguments, **named)
        finally:
            module.np, module.model_iteration = numpy, validate
    return fit


class _NumPy:
    """NumPy, whose random.shuffle continues from the order that it left."""

    def __init__(self):
        self.random, self._order = self, None

    def __getattr__(self, name):
        return getattr(numpy, name)

    def shuffle(self, order):
        if self._order is not None and len(self._order) == len(order):
            order[:] = self._order
        numpy.random.shuffle(order)
        self._order = order.copy()
