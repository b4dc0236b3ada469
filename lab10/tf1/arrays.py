"""What NumPy's arrays could do in its version 1, given back to their type, numpy.ndarray, for a while.

The type is written in C and takes no new methods; they are put into the dict behind it, where CPython looks them up.
"""
import ctypes
import gc
from contextlib import contextmanager, suppress

import numpy

# places of pointers in CPython's structs PyTypeObject and PyNumberMethods
TP_AS_NUMBER, NB_INT, NB_FLOAT = 12, 16, 18
POINTER = ctypes.sizeof(ctypes.c_void_p)


@contextmanager
def with_methods(**methods):
    """Arrays have these methods while the block runs."""
    names = gc.get_referents(vars(numpy.ndarray))[0]
    before = {name: names[name] for name in methods if name in names}
    names.update(methods)
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(numpy.ndarray))
    try:
        yield
    finally:
        for name in methods:
            del names[name]
        names.update(before)
        ctypes.pythonapi.PyType_Modified(ctypes.py_object(numpy.ndarray))


def are_single_ones_numbers():
    """Can float take an array of one number that has axes, as until NumPy 2.4?"""
    with suppress(TypeError):
        return bool(float(numpy.ones(1)))
    return False


@contextmanager
def with_single_ones_as_numbers():
    """While the block runs, float(array), int(array), "%f" % array and other[i] = array take an array of one number,
    of whatever shape."""
    slots, of_python = _slots(numpy.ndarray), _slots_that_call_methods()
    if not of_python:  # another Python than the one whose structs these are
        yield
        return
    with with_methods(__int__=_of_one(numpy.ndarray.__int__), __float__=_of_one(numpy.ndarray.__float__)):
        before = [slot.value for slot in slots]
        for slot, value in zip(slots, of_python):
            slot.value = value
        try:
            yield
        finally:
            for slot, value in zip(slots, before):
                slot.value = value


def _of_one(convert):
    return lambda array: convert(array.reshape(()) if array.size == 1 else array)


def _slots(kind):
    """Where a type keeps what CPython calls for int() and float()."""
    numbers = ctypes.c_void_p.from_address(id(kind) + TP_AS_NUMBER * POINTER).value
    return [ctypes.c_void_p.from_address(numbers + place * POINTER) for place in (NB_INT, NB_FLOAT)]


def _slots_that_call_methods():
    """What is there in classes of Python's, which calls their methods; None where it is not where it should be."""
    methods = {"__int__": lambda self: 0, "__float__": lambda self: 0.0}
    with_both, again = ([slot.value for slot in _slots(type("Number", (), methods))] for _ in range(2))
    with_none = [slot.value for slot in _slots(type("Nothing", (), {}))]
    return with_both if with_both == again and None not in with_both and with_none == [None, None] else None
