"""Python 2's numbers, strings, builtins and modules: a program translated from Python 2 calls them in place of today's.

A `str` of Python 2 is a str here whose characters are its bytes (U+0000 to U+00FF). `unicode` is a class of its own. If
a call returns bytes, the program gets such a str; if a function needs bytes, it gets them.
"""
import array
import ast
import builtins
import codecs
import fractions
import functools
import importlib
import io
import itertools
import json as json_of_today
import math
import operator as operators
import os
import random as random_of_today
import re
import string as string_of_today
import struct
import subprocess
import sys
import types

import numpy

from lab10.tf1 import tracebacks

raw_input, xrange, reduce, intern, reload = input, range, functools.reduce, sys.intern, importlib.reload

WANTS_BYTES = re.compile(r"bytes-like object|must be encoded before hashing|expected bytes|must be bytes|not 'str'$"
                         r"|bytes or ASCII string|a bytes object"
                         r"|argument without an encoding|use a str to initialize an array|'str'>? to bytes")
DECODED = io.TextIOBase, codecs.StreamReader, codecs.StreamReaderWriter  # files whose text is unicode
OF_FILES = {"genericpath", "glob", "nt", "os", "posix", "shutil", "subprocess", "urllib.parse"}  # modules
LARGEST_BYTE = 255


# Numbers

def divide(left, right):
    """left / right; for whole numbers, and arrays and tensors of them, rounded down."""
    return left // right if _is_whole(left) and _is_whole(right) else left / right


def divide_into(left, right):
    """The same for left /= right."""
    if _is_whole(left) and _is_whole(right):
        left //= right
    else:
        left /= right
    return left


def _is_whole(value):
    dtype = getattr(value, "dtype", None)  # NumPy's or TensorFlow's
    return isinstance(value, int) or getattr(dtype, "kind", "") in tuple("biu") or getattr(
        dtype, "is_integer", False) or type(value).__name__ == "Dimension"  # TensorFlow's


def division(function):
    """numpy.divide, which rounded whole numbers down; any other function unchanged."""
    return _divided if function is numpy.divide else function


def _divided(left, right, *more, **named):
    whole = _is_whole(numpy.asarray(left)) and _is_whole(numpy.asarray(right))
    return (numpy.floor_divide if whole else numpy.true_divide)(left, right, *more, **named)


def round(number, ndigits=0):
    """A float, rounded away from zero if two values are equally near."""
    if isinstance(number, (numpy.floating, numpy.integer)):
        number = number.item()
    if not isinstance(number, (int, float)):
        return builtins.round(number, ndigits)
    if not math.isfinite(number):
        return float(number)
    unit = fractions.Fraction(10) ** -ndigits
    units = fractions.Fraction(abs(number)) / unit
    if units % 1 != fractions.Fraction(1, 2):
        return float(builtins.round(number, ndigits))
    return math.copysign(float(math.ceil(units) * unit), number)


def floor(number):
    return float(math.floor(number)) if math.isfinite(number) else float(number)


def ceil(number):
    return float(math.ceil(number)) if math.isfinite(number) else float(number)


# Order, of whatever values

def cmp(one, other):
    try:
        return (one > other) - (one < other)
    except TypeError:
        if type(one) is type(other) and isinstance(one, (list, tuple)):
            return next(builtins.filter(None, map(cmp, one, other)), None) or cmp(len(one), len(other))
        one, other = _rank(one), _rank(other)
        return (one > other) - (one < other)


def _rank(value):
    """None comes first, then numbers, then everything else by the name of its type."""
    if value is None:
        return "", 0
    return ("", 1) if isinstance(value, (int, float)) else (type(value).__name__, id(value))


_by_cmp = functools.cmp_to_key(cmp)


def compare(operation, one, other):
    """one < other, and the other comparisons."""
    try:
        return getattr(operators, operation)(one, other)
    except TypeError:
        if isinstance(one, complex) or isinstance(other, complex):
            raise
        return getattr(operators, operation)(cmp(one, other), 0)


def sorted(iterable, cmp=None, key=None, reverse=False):
    values = list(iterated(iterable))
    sort(values, cmp, key, reverse)
    return values


def sort(values, cmp=None, key=None, reverse=False):
    """values.sort, of a list."""
    then = functools.cmp_to_key(cmp) if cmp else None
    keys = (lambda value: then(key(value))) if key and then else then or key
    try:
        values.sort(key=keys, reverse=reverse)
    except TypeError:
        if cmp:
            raise
        values.sort(key=(lambda value: _by_cmp(key(value))) if key else _by_cmp, reverse=reverse)


def max(*values, **named):
    return _extreme(builtins.max, values, named)


def min(*values, **named):
    return _extreme(builtins.min, values, named)


def _extreme(function, values, named):
    if len(values) == 1 and hasattr(values[0], "__next__"):
        values = [list(values[0])]
    try:
        return function(*values, **named)
    except TypeError:
        key = named.get("key")
        return function(*values, key=(lambda value: _by_cmp(key(value))) if key else _by_cmp)


def ordered(cls):
    """A class whose objects compare by their __cmp__."""
    for name in ("lt", "le", "gt", "ge", "eq", "ne"):
        def compared(self, other, operation=getattr(operators, name)):
            return operation(self.__cmp__(other), 0)
        if f"__{name}__" not in vars(cls):
            setattr(cls, f"__{name}__", compared)
    if "__hash__" not in vars(cls) or vars(cls)["__hash__"] is None:
        cls.__hash__ = object.__hash__
    return cls


# Strings

class _Unicode(type):
    def __instancecheck__(cls, value):
        return type.__instancecheck__(cls, value) or type(value) is str and is_text(value)


class unicode(str, metaclass=_Unicode):
    """A string of u"..."."""

    def __new__(cls, value="", encoding=None, errors="strict"):
        if encoding is not None or isinstance(value, bytes):
            value = codecs.decode(as_bytes(value), encoding or "ascii", errors)
        elif hasattr(type(value), "__unicode__"):
            value = value.__unicode__()
        elif not isinstance(value, str):
            value = to_str(value)
        return str.__new__(cls, value)

    def __repr__(self):
        return "u" + ascii(str(self))

    def __str__(self):
        return str.__str__(self)

    def __iter__(self):
        return map(unicode, str.__iter__(self))

    def __eq__(self, other):
        same = str.__eq__(self, other)
        if same is True and type(other) is str and not other.isascii() and not is_text(other):
            _tell_once(f"{self!r} equals {repr(other)} here; in Python 2 a unicode did not equal a str outside ASCII")
        return same

    __hash__ = str.__hash__

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __radd__(self, other):
        return unicode(other + str(self)) if isinstance(other, str) else NotImplemented

    def __rmod__(self, other):
        return unicode(str.__mod__(other, self)) if isinstance(other, str) else NotImplemented

    def __reduce__(self):
        return str, (str(self),)


def _giving_unicode(name):
    method = getattr(str, name)

    @functools.wraps(method)
    def of_unicode(self, *arguments, **named):
        found = method(self, *arguments, **named)
        if type(found) is str:
            return str.__new__(unicode, found)
        if type(found) in (list, tuple):
            return type(found)(map(unicode, found))
        return found
    return of_unicode


for _name in ("__add__ __mod__ __mul__ __rmul__ __getitem__ capitalize center expandtabs format join ljust lower "
              "lstrip partition replace rjust rpartition rsplit rstrip split splitlines strip swapcase title translate "
              "upper zfill").split():
    setattr(unicode, _name, _giving_unicode(_name))


def unichr(code):
    return unicode(chr(code))


def is_text(value):
    """Does this str contain characters that are not bytes?"""
    return not value.isascii() and builtins.max(value) > chr(LARGEST_BYTE)


def as_bytes(value, encoding="utf-8"):
    """The bytes that a str of Python 2 means."""
    if not isinstance(value, str):
        return value
    return value.encode(encoding if type(value) is unicode or is_text(value) else "latin-1")


def text(value):
    """The result of a call, with str in place of bytes."""
    kind = type(value)
    if kind is bytes or kind is numpy.bytes_:
        return value.decode("latin-1")
    if kind is tuple and any(type(each) is bytes for each in value) or kind in (list, tuple) and value and type(
            value[0]) in (bytes, list, tuple, dict, numpy.ndarray, numpy.bytes_):
        return kind(map(text, value))
    if kind is dict and any(type(each) in (bytes, numpy.ndarray) for each in value.values()):
        return {key: text(each) for key, each in value.items()}
    if kind is numpy.ndarray and value.dtype == object and any(type(each) is bytes for each in value.flat):
        found = numpy.empty(value.shape, object)
        for place, each in numpy.ndenumerate(value):
            found[place] = text(each)
        return found
    return value


def shown(value):
    """A str of Python 2 as a terminal shows its bytes."""
    if type(value) is numpy.str_:
        value = str(value)
    if type(value) is str and not value.isascii() and not is_text(value):
        return value.encode("latin-1").decode("utf-8", "replace")
    return str(value)


def to_str(value="", *more):
    """str(value)."""
    if type(value) is float:
        return _twelve(value)
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if type(value) in (list, tuple, dict, set, frozenset):
        return repr(value)
    if type(value) is unicode:
        value.encode("ascii")  # or a UnicodeEncodeError, as Python 2
        return "".join(value)
    return str(value, *more)


def repr(value):
    if type(value) in (set, frozenset):
        return f"{type(value).__name__}({ascii(list(value))})"
    return ascii(value) if isinstance(value, (str, list, tuple, dict)) else builtins.repr(value)


def _twelve(number):
    """A float with twelve digits, as print and str wrote it."""
    short = f"{number:.12g}"
    if len(short.lstrip("-")) == 12 and short.lstrip("-").isdigit():
        digits, exponent = f"{number:.11e}".split("e")
        return f"{digits.rstrip('0').rstrip('.')}e{exponent}"
    return short if any(c in short for c in ".en") else short + ".0"


class _Float(float):
    """A float that is formatted in this way."""

    def __str__(self):
        return _twelve(float(self))

    def __repr__(self):
        return builtins.repr(float(self))

    def __format__(self, spec):
        return format(float(self), spec) if spec else _twelve(float(self))


def _printable(value):
    if type(value) is float:
        return _Float(value)
    if type(value) is str and not value.isascii():
        return _Str(value)
    return _Shown(repr(value)) if type(value) in (list, tuple, dict, set) else value


class _Str(str):
    """A str whose bytes %r shows."""

    def __repr__(self):
        return ascii(str(self))


class _Shown(str):
    def __repr__(self):
        return str(self)


def mod(left, right):
    """left % right, for numbers and for strings."""
    if not isinstance(left, str):
        return left % right
    if type(right) is tuple:
        formatted = str(left) % tuple(map(_printable, right))
        is_unicode = any(type(each) is unicode for each in right)
    elif isinstance(right, dict):
        formatted = str(left) % ({key: _printable(each) for key, each in right.items()})
        is_unicode = any(type(each) is unicode for each in right.values())
    else:
        formatted, is_unicode = str(left) % (_printable(right),), type(right) is unicode
    return unicode(formatted) if is_unicode or type(left) is unicode else formatted


def print_function(*values, sep=" ", end="\n", file=None):
    """print, which writes the bytes of a str unchanged."""
    said = [shown(value if isinstance(value, str) else to_str(value)) for value in values]
    builtins.print(*said, sep=shown(sep), end=shown(end), file=file)


def print(*values, end="\n", file=None):
    """The statement, which puts no space after the end of a line."""
    said = [value if isinstance(value, str) else to_str(value) for value in values]
    if end == " " and said[-1:] and said[-1].endswith(("\n", "\t")):
        end = ""
    after = [each + ("" if each.endswith(("\n", "\t")) else " ") for each in said[:-1]] + said[-1:]
    print_function(*after, sep="", end=end, file=file)


def isinstance_(value, kinds):
    """isinstance, for which a unicode is not a str."""
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    if str in kinds and type(value) is unicode:
        kinds = tuple(kind for kind in kinds if kind is not str)
    return isinstance(value, kinds)


class Basestring(metaclass=type("", (type,), {"__instancecheck__": lambda cls, value: isinstance(value, str)})):
    """basestring: str and unicode."""


def _encode(value, encoding="ascii", errors="strict"):
    if encoding in ("hex", "base64", "zip", "zlib", "bz2", "quopri", "uu"):
        return text(codecs.encode(as_bytes(value), encoding))
    return text(codecs.encode(str(value), encoding, errors))  # a str of rot13


def _decode(value, encoding="ascii", errors="strict"):
    if encoding in ("hex", "base64", "zip", "zlib", "bz2", "quopri", "uu"):
        return text(codecs.decode(as_bytes(value), encoding))
    if encoding in ("string_escape", "string-escape"):
        return text(codecs.escape_decode(as_bytes(value))[0])
    return unicode(codecs.decode(as_bytes(value), encoding, errors))


def _join(separator, parts):
    parts = [text(part) for part in parts]
    joined = str(separator).join(parts)
    return unicode(joined) if any(type(part) is unicode for part in (separator, *parts)) else joined


def _format(value, *arguments, **named):
    formatted = str(value).format(*map(_printable, arguments),
                                  **{name: _printable(each) for name, each in named.items()})
    return unicode(formatted) if type(value) is unicode else formatted


def _translate(value, table, deletechars=""):
    if isinstance(table, str) or table is None:
        table = {ord(c): table[ord(c)] for c in value if ord(c) <= LARGEST_BYTE} if table else {}
        table |= dict.fromkeys(map(ord, deletechars))
    return type(value)(str(value).translate(table))


def _of_bytes(name):
    """A method of str for which only letters and spaces of ASCII are such: "\xa0" is no space, but half of a Korean
    syllable."""
    def of_bytes(value, *arguments):
        if value.isascii() or type(value) is unicode or is_text(value) or unicode in map(type, arguments):
            return getattr(value, name)(*arguments)
        return text(getattr(as_bytes(value), name)(*map(as_bytes, arguments)))
    return of_bytes


METHODS = {"encode": _encode, "decode": _decode, "join": _join, "format": _format, "translate": _translate,
           **{name: _of_bytes(name) for name in (
               "capitalize isalnum isalpha isdigit islower isspace istitle isupper lower lstrip rsplit rstrip split "
               "splitlines strip swapcase title upper").split()}}


def method(value, name):
    """value.NAME, for methods of strings and lists that were different."""
    if isinstance(value, str) and name in METHODS:
        return functools.partial(METHODS[name], value)
    if name == "decode" and isinstance(value, bytes):
        return functools.partial(_decode, value.decode("latin-1"))
    if name == "sort" and type(value) is list:
        return functools.partial(sort, value)
    if name == "next" and not hasattr(value, "next"):
        return value.__next__
    return getattr(value, name)


def message(value):
    """value.message, which each exception had: its only argument."""
    if isinstance(value, BaseException) and not hasattr(value, "message"):
        return value.args[0] if len(value.args) == 1 else ""
    return value.message


def code(source, function, flags):
    """The argument of eval or exec: a string is translated as Python 2 code."""
    if not isinstance(source, str):
        return source
    from lab10.tf1 import python2  # which knows this module
    tree = python2.parse(source.strip(" \t") if function == "eval" else source, "<string>", True,
                         frozenset(flags.split())).tree
    if function == "eval":
        tree = ast.Expression(tree.body[-1].value)
    return compile(tree, "<string>", function, dont_inherit=True)


def call(function, *arguments, **named):
    """function(...) as Python 2 code calls it."""
    __tracebackhide__ = True
    owner = getattr(function, "__self__", None)
    if isinstance(owner, io.TextIOBase) and function.__name__ == "write":
        arguments = tuple(map(shown, arguments))
    elif function is os.walk:
        return walk(*arguments, **named)
    elif isinstance(owner, subprocess.Popen):
        arguments, named = _in_bytes(arguments), {name: _in_bytes(value) for name, value in named.items()}
    elif (owner is None or isinstance(owner, types.ModuleType)) and getattr(
            function, "__module__", "") in OF_FILES and function.__name__ not in ("getenv", "join", "write"):
        gives_unicode = unicode in map(type, arguments)
        arguments, named = _with_names(arguments), dict(zip(named, _with_names(named.values())))
        value = function(*arguments, **named)
        return text(_as_unicode(value)) if gives_unicode else _without_names(value)
    elif _is_tensorflow(function, owner):
        if getattr(function, "__name__", "") == "py_func":
            arguments, named = [_given_text(each) for each in arguments], {
                name: _given_text(each) for name, each in named.items()}
        arguments = tuple(map(_for_tensorflow, arguments))
        named = {name: _for_tensorflow(value) for name, value in named.items()}
    try:
        value = function(*arguments, **named)
    except (TypeError, struct.error) as error:
        if not WANTS_BYTES.search(str(error)) or _is_in_the_program(error):
            raise
        kept = int(function is array.array)  # its first argument is a letter
        value = function(*arguments[:kept], *map(_in_bytes, arguments[kept:]),
                         **{name: _in_bytes(value) for name, value in named.items()})
    return _as_unicode(value) if _gives_unicode(owner, arguments) else text(value)


def _gives_unicode(owner, arguments):
    if isinstance(owner, re.Pattern):
        return unicode in map(type, arguments)
    if isinstance(owner, re.Match):
        return type(owner.string) is unicode
    return isinstance(owner, DECODED) and owner is not sys.stdin


def _given_text(value):
    """A function that TensorFlow calls, with str in place of bytes."""
    return (lambda *given: _in_bytes(value(*map(text, given)))) if isinstance(value, types.FunctionType) else value


def _with_names(values):
    """The names of files that these mean, whose bytes the system would encode once more."""
    return [_with_names(value) if type(value) in (list, tuple) else shown(value) if type(value) is str else value
            for value in values]


def _without_names(value):
    """The same the other way round."""
    if type(value) is str and not value.isascii():
        return text(value.encode("utf-8", "surrogateescape"))
    return type(value)(map(_without_names, value)) if type(value) in (list, tuple) else text(value)


def _in_bytes(value):
    """The same with bytes for each str, also for those in a list."""
    return type(value)(map(_in_bytes, value)) if type(value) in (list, tuple) else as_bytes(value)


def _is_in_the_program(error):
    """Was this raised in one of the user's own functions?"""
    tb = error.__traceback__.tb_next
    while tb is not None:
        if tracebacks.is_the_users(tb.tb_frame.f_code.co_filename):
            return True
        tb = tb.tb_next
    return False


def _is_tensorflow(function, owner):
    of_module = owner is None or isinstance(owner, types.ModuleType)
    module = getattr(function if of_module else type(owner), "__module__", "")
    return isinstance(module, str) and module.startswith(("tensorflow", "google.protobuf", "tf_keras", "tf_slim"))


def _for_tensorflow(value):
    """Strings that hold bytes, as bytes; otherwise TensorFlow would encode them again."""
    if type(value) is str:
        return value if value.isascii() else as_bytes(value)
    if type(value) in (list, tuple) and value and type(value[0]) in (str, list, tuple):
        found = [_for_tensorflow(each) for each in value]
        return type(value)(map(as_bytes, found) if bytes in map(type, found) else found)
    if type(value) is dict:
        return {key: _for_tensorflow(each) for key, each in value.items()}
    if type(value) is numpy.ndarray and value.dtype.kind in "UO":
        return numpy.array([_for_tensorflow(each) for each in value.flat], object).reshape(value.shape)
    return value


def iterated(values):
    """The values of a loop; of a file of bytes and of what else gives bytes, as str."""
    if isinstance(values, DECODED) and values is not sys.stdin:
        return map(unicode, values)
    gives_bytes = hasattr(values, "__next__") or type(values).__module__.startswith("google.")  # a protobuf's
    return map(text, values) if gives_bytes else values


def enumerate(iterable, start=0):
    return builtins.enumerate(iterated(iterable), start)


def filter(function, values):
    """A str for a str, a tuple for a tuple, otherwise a list."""
    found = builtins.filter(function, iterated(values))
    return "".join(found) if type(values) is str else tuple(found) if type(values) is tuple else list(found)


def list_(*iterables):
    """list(iterable). Of several, as fissix writes map(None, ...): they are paired up to the end of the longest."""
    given = [iterated(each) for each in iterables]
    return list(itertools.zip_longest(*given)) if len(given) > 1 else list(*given)


# Files

class _Lines:
    """A file of bytes that gives its lines as str, and writes str."""

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line.decode("latin-1")

    def write(self, value):
        if type(value) is unicode:
            value = str(value).encode("ascii")
        return super().write(as_bytes(value))

    def writelines(self, lines):
        for line in lines:
            self.write(line)


class _Reader(_Lines, io.BufferedReader):
    pass


class _Writer(_Lines, io.BufferedWriter):
    pass


class _Both(_Lines, io.BufferedRandom):
    pass


def open(name, mode="r", buffering=-1):
    """open and file: always for bytes, whatever the mode says."""
    if isinstance(name, str):
        name = shown(name)
    if "U" in mode:
        return io.BytesIO(io.FileIO(name).read().replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    raw = io.FileIO(name, mode.replace("b", "").replace("t", ""))
    return (_Both if "+" in mode else _Reader if "r" in mode else _Writer)(raw)


class StringIO(io.BytesIO):
    """StringIO.StringIO and cStringIO.StringIO, which hold bytes or text."""

    def __init__(self, value=""):
        super().__init__(as_bytes(value))

    def __next__(self):
        return super().__next__().decode("latin-1")

    def write(self, value):
        return super().write(as_bytes(value))

    def writelines(self, lines):
        for line in lines:
            self.write(line)


# Modules

def _json(value, encoding=None, **named):
    for hook in {"object_hook", "object_pairs_hook"} & named.keys():
        named[hook] = _given_unicode(named[hook])
    return _as_unicode(json_of_today.loads(as_bytes(value), **named))


def _given_unicode(hook):
    return hook and (lambda value: hook(_as_unicode(value)))


def _json_of(value, encoding=None, **named):
    """json.dumps, for which a str holds UTF-8, and which wrote a space at the end of a line that goes on."""
    if named.get("indent") is not None and named.get("separators") is None:
        named["separators"] = ", ", ": "
    kinds = set()
    said = json_of_today.dumps(_read_as_utf_8(value, kinds), **named)
    return unicode(said) if unicode in kinds and not said.isascii() else text(said.encode("utf-8"))


def _write_json(value, file, **named):
    said = _json_of(value, **named)
    file.write(shown(said) if isinstance(file, io.TextIOBase) else said)


def _read_as_utf_8(value, kinds):
    """The same with text for each str; `kinds` gets the types of the strings."""
    if isinstance(value, str):
        kinds.add(type(value))
        return shown(value)
    if isinstance(value, dict):
        return {_read_as_utf_8(key, kinds): _read_as_utf_8(each, kinds) for key, each in value.items()}
    return [_read_as_utf_8(each, kinds) for each in value] if isinstance(value, (list, tuple)) else value


def walk(top, *arguments, **named):
    """os.walk, with the names of files as strings of Python 2. The program may take folders out of the list."""
    names = _as_unicode if type(top) is unicode else _without_names
    for root, folders, files in os.walk(shown(top), *arguments, **named):
        given = names(folders)
        yield names(root), given, names(files)
        folders[:] = _with_names(given)


def _as_unicode(value):
    if type(value) is str:
        return unicode(value)
    if type(value) in (list, tuple):
        return type(value)(map(_as_unicode, value))
    return {unicode(key): _as_unicode(each) for key, each in value.items()} if type(value) is dict else value


class Random(random_of_today.Random):
    """Draws whole numbers as Python 2 did, from the same generator."""

    def _randbelow(self, n):
        return int(self.random() * n)

    def seed(self, a=None, version=1):
        super().seed(a, version)


def _ascii(name):
    """A function of re, for which \\w and \\s match letters and spaces of ASCII only."""
    def of_re(pattern, *arguments, flags=0, **named):
        place = {"compile": 0, "sub": 3, "subn": 3, "split": 2}.get(name, 1)  # of the flags
        if len(arguments) > place:
            flags, arguments = arguments[place], arguments[:place]
        if isinstance(pattern, str):
            pattern = re.compile(pattern, flags | (0 if flags & re.UNICODE else re.ASCII))
        value = pattern if name == "compile" else getattr(re, name)(pattern, *arguments, **named)
        return _as_unicode(value) if unicode in map(type, arguments) else value
    return of_re


_random = Random()
_maketrans = "".join(map(chr, range(LARGEST_BYTE + 1)))


def maketrans(before, after):
    table = list(_maketrans)
    for one, other in zip(before, after):
        table[ord(one)] = other
    return "".join(table)


def _string_function(name):
    def of_a_string(value, *arguments):
        return method(value, name)(*arguments)
    return of_a_string


MODULES = {  # what they had otherwise
    "math": {"floor": floor, "ceil": ceil},
    "operator": {"div": divide, "idiv": divide_into, "isCallable": callable, "sequenceIncludes": operators.contains},
    "string": {
        **{name: _string_function(name) for name in (
            "capitalize center count expandtabs find index ljust lower lstrip replace rfind rindex rjust rsplit rstrip "
            "split strip swapcase upper zfill").split()},
        "join": lambda words, separator=" ": _join(separator, words), "joinfields": lambda words, separator=" ":
            _join(separator, words), "atoi": int, "atof": float, "atol": int, "maketrans": maketrans,
        "translate": _translate, "letters": string_of_today.ascii_letters, "lowercase": string_of_today.ascii_lowercase,
        "uppercase": string_of_today.ascii_uppercase},
    "pickle": dict.fromkeys(("Pickler", "Unpickler", "dump", "dumps", "load", "loads")),  # see module
    "json": {"load": lambda file, **named: _json(file.read(), **named), "loads": _json, "dump": _write_json,
             "dumps": _json_of},
    "io": {"StringIO": StringIO},
    "re": {name: _ascii(name) for name in "compile findall finditer match search split sub subn".split()},
    "random": {"Random": Random, **{name: getattr(_random, name) for name in (
        "betavariate choice expovariate gammavariate gauss getrandbits getstate jumpahead lognormvariate normalvariate "
        "paretovariate randint random randrange sample seed setstate shuffle triangular uniform vonmisesvariate "
        "weibullvariate").split() if hasattr(_random, name)}},
}


class _Module(types.ModuleType):
    def __init__(self, module, names):
        super().__init__(module.__name__, module.__doc__)
        vars(self).update(names)
        self._today = module

    def __getattr__(self, name):
        return getattr(self._today, name)

    def __setattr__(self, name, value):
        if name != "_today":
            setattr(self._today, name, value)
        vars(self)[name] = value


@functools.cache
def module(name):
    """The module `name` as Python 2 had it."""
    names = MODULES[name]
    if name == "pickle":
        from lab10.tf1 import python2_pickles  # which knows this module
        names = {each: getattr(python2_pickles, each) for each in names}
    return _Module(importlib.import_module(name), names)


# by which names Python 2 code gets them
BUILTINS = {"round": "round", "sorted": "sorted", "max": "max", "min": "min", "cmp": "cmp", "unicode": "unicode",
            "unichr": "unichr", "basestring": "Basestring", "print": "print", "repr": "repr", "open": "open",
            "file": "open", "isinstance": "isinstance_", "enumerate": "enumerate", "filter": "filter",
            # which fissix knows where they are called
            "intern": "intern", "raw_input": "raw_input", "reduce": "reduce", "reload": "reload", "xrange": "xrange"}
ON_CALL = {"str": "to_str", "list": "list_"}


_told = set()


def _tell_once(line):
    """Tell of one such thing in a program."""
    if not _told:
        _told.add(line)
        builtins.print(f"lab10: {line}", file=sys.stderr, flush=True)


# Of code that Python 2 and 3 can read

def tell_division(left, right, place):
    """left / right; says once in a program that it divides whole numbers."""
    if not _told and _is_python_whole(left) and _is_python_whole(right) and right:
        _tell_once(f"{place}: {left} / {right} is {left / right}, as in Python 3; in Python 2 it was "
                   f"{left // right}. If this code is Python 2: --python2")
    return left / right


def tell_division_into(left, right, place):
    """The same for left /= right."""
    tell_division(left, right, place) if _is_python_whole(left) else None
    left /= right
    return left


def _is_python_whole(value):
    return isinstance(value, (int, numpy.integer)) and not isinstance(value, bool)
