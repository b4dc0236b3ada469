"""How NumPy 1 computed: its type promotion, which NumPy 2.0 and 2.1 still offer, and the arguments that its
functions took."""
import functools
import threading

import numpy

from lab10.terminal.errors import LabError
from lab10.tf1 import patches, private

_array = numpy.array  # NumPy's own, also while another is served


def serve_promotion():
    """Combine numbers of different types as NumPy 1 did: numpy.uint8(200) + 100 is 300, numpy.float32(0.1) + 0.2 is
    a float64. Raises LabError if NumPy can no longer do this. Imports TensorFlow."""
    if numpy.lib.NumpyVersion(numpy.__version__) < "2.0.0":
        return
    if hasattr(numpy, "_set_promotion_state"):
        patches.afterwards(numpy._set_promotion_state, numpy._get_promotion_state())
        numpy._set_promotion_state("legacy")
    if (numpy.float32(0) + 0.0).dtype != numpy.float64:
        raise LabError(f"NumPy {numpy.__version__} computes with uint8 and float32 in another way than NumPy 1; "
                       "the last that can do both is 2.1: pip install 'numpy<2.2'")
    # NumPy 2.1 asks each thread by itself: Python's, and those of TensorFlow that call Python
    registry = private.where_there_is("ops.script_ops", "FuncRegistry")
    for owner, name in ((threading.Thread, "run"), (registry, "__call__"))[:2 if registry else 1]:
        patches.patch(owner, name, _with_promotion(getattr(owner, name)))


def _with_promotion(function):
    @functools.wraps(function)
    def function_of_then(*arguments, **named):
        before = numpy._get_promotion_state()
        numpy._set_promotion_state("legacy")
        try:
            return function(*arguments, **named)
        finally:
            numpy._set_promotion_state(before)
    return function_of_then


class WholeNumber(numpy.ndarray):
    """An array of one whole number, which can be a size and an index, as all such arrays could until NumPy 1.11."""

    def __index__(self):
        return int(self.item()) if self.size == 1 and self.dtype.kind in "iu" else super().__index__()


def with_whole_numbers(read):
    """numpy.frombuffer and similar functions; if the result is one whole number from a file, it is a WholeNumber."""
    @functools.wraps(read)
    def read_of_then(*arguments, **named):
        found = read(*arguments, **named)
        return found.view(WholeNumber) if found.size == 1 and found.dtype.kind in "iu" else found
    return read_of_then


def with_ragged_lists(function):
    """A function of arrays that turns lists of different lengths into an array of objects, as before NumPy 1.24."""
    @functools.wraps(function)
    def function_of_then(*arguments, **named):
        try:
            return function(*arguments, **named)
        except ValueError as error:
            if "inhomogeneous" not in str(error):
                raise
            return function(*map(_unragged, arguments), **{name: _unragged(value) for name, value in named.items()})
    return function_of_then


def _unragged(value):
    """A ragged list as an array of objects; anything else as it is."""
    if isinstance(value, (list, tuple)):
        try:
            _array(value)
        except ValueError:
            return _array(value, dtype=object)
    return value


def with_pickles(load):
    """numpy.load, which reads arrays of objects without a further argument, as before NumPy 1.16.3."""
    @functools.wraps(load)
    def load_of_then(file, mmap_mode=None, allow_pickle=True, **named):
        return load(file, mmap_mode, allow_pickle, **named)
    return load_of_then


def with_ragged_permutations(state):
    """numpy.random.RandomState, whose method permutation also takes ragged lists."""
    class OfThen(type):
        def __instancecheck__(cls, instance):
            return isinstance(instance, state)

    class RandomState(state, metaclass=OfThen):
        permutation = with_ragged_lists(state.permutation)
    return RandomState
