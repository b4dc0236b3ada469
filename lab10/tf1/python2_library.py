"""Python 2's numbers, strings, builtins and modules: a program translated from Python 2 calls them in place of today's.

A `str` of Python 2 is a str here whose characters are its bytes (U+0000 to U+00FF). `unicode` is a class of its own. If
a call returns bytes, the program gets such a str; if a function needs bytes, it gets them. Where a str meets a unicode
it is decoded, by default from ASCII, so a program stops with a UnicodeError where it stopped then.
"""
import array
import ast
import builtins
import codecs
import collections.abc
import fractions
import functools
import importlib
import io
import itertools
import math
import operator as operators
import os
import re
import reprlib
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
OF_FILES = {"genericpath", "glob", "nt", "ntpath", "os", "posix", "posixpath", "shutil", "subprocess", "urllib.parse"}
OURS = __file__.rpartition("_")[0]  # how the names of these modules begin
LARGEST_BYTE = 255
default_encoding = "ascii"  # sys.setdefaultencoding changes it
CONTAINERS = {dict, frozenset, list, set, tuple}
HEAP = 1 << 9  # of a class's flags: it was made by a class statement


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


class _Long(type):
    def __instancecheck__(cls, value):
        return type(value) is cls or type(value) is int and not -sys.maxsize - 1 <= value <= sys.maxsize


class long(int, metaclass=_Long):
    """A whole number of 1L, or one that is too large for an int."""

    def __repr__(self):
        return int.__repr__(self) + "L"

    __str__ = int.__repr__

    def __reduce__(self):
        return int, (int(self),)

    def __deepcopy__(self, memo):
        return self


def _giving_long(name):
    method = getattr(int, name)

    @functools.wraps(method)
    def of_long(self, *others):
        found = method(self, *others)
        return long(found) if type(found) is int else tuple(map(long, found)) if type(found) is tuple else found
    return of_long


for _name in "add and divmod floordiv lshift mod mul or pow rshift sub xor".split():
    for _name in (f"__{_name}__", f"__r{_name}__"):
        setattr(long, _name, _giving_long(_name))
for _name in ("__abs__", "__invert__", "__neg__", "__pos__"):
    setattr(long, _name, _giving_long(_name))


def hex(number):
    return builtins.hex(number) + "L" * isinstance(number, long)


def oct(number):
    return (builtins.oct(number).replace("o", "") if number else "0") + "L" * isinstance(number, long)


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
            value = codecs.decode(as_bytes(value), encoding or default_encoding, errors)
        elif hasattr(type(value), "__unicode__"):
            value = value.__unicode__()
        elif not isinstance(value, str):
            value = to_str(value)
        return str.__new__(cls, as_characters(value))

    def __repr__(self):
        return "u" + ascii(str(self))

    def __str__(self):
        return str.__str__(self)

    def __iter__(self):
        return map(characters, str.__iter__(self))

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
        return characters(as_characters(other) + str(self)) if isinstance(other, str) else NotImplemented

    def __rmod__(self, other):
        return mod(other, self) if isinstance(other, str) else NotImplemented

    def __reduce__(self):
        return str, (str(self),)


def _giving_unicode(name):
    method = getattr(str, name)

    @functools.wraps(method)
    def of_unicode(self, *arguments, **named):
        return as_unicode(method(self, *map(as_characters, arguments), **named))
    return of_unicode


for _name in ("__add__ __contains__ __ge__ __getitem__ __gt__ __le__ __lt__ __mod__ __mul__ __rmul__ capitalize "
              "center count endswith expandtabs find format index join ljust lower lstrip partition replace rfind "
              "rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate "
              "upper zfill").split():
    setattr(unicode, _name, _giving_unicode(_name))


def characters(value):
    """A unicode of these characters."""
    return str.__new__(unicode, value)


def as_characters(value):
    """A str that meets a unicode, decoded. Raises UnicodeDecodeError, as Python 2."""
    if type(value) is not str or value.isascii() or is_text(value):
        return value
    try:
        return value.encode("latin-1").decode(default_encoding)
    except UnicodeDecodeError:
        frame = sys._getframe(1)
        while frame.f_code.co_filename.startswith(OURS):
            frame = frame.f_back
        if tracebacks.is_the_users(frame.f_code.co_filename):
            raise
        return value  # of a library, whose strings are characters


def unichr(code):
    return characters(chr(code))


class buffer(str):
    """The bytes of a string or array."""

    def __new__(cls, value, offset=0, size=None):
        found = as_bytes(value) if isinstance(value, str) else bytes(value)
        return str.__new__(cls, found[offset:None if size in (None, -1) else offset + size].decode("latin-1"))

    def __repr__(self):
        return f"<read-only buffer of {len(self)} bytes>"

    def __str__(self):
        return "".join(self)


def contains(values, value):
    """value in values."""
    if type(value) is unicode and type(values) is str:
        values = as_characters(values)
    return operators.contains(values, value)


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
    if _holds_strings(value):
        return numpy.array2string(value, formatter=ELEMENTS) if value.ndim else to_str(value[()])
    if isinstance(value, type) or type(value) in CONTAINERS:
        return repr(value)
    found = value if type(value) is unicode else str(value, *more)
    # or a UnicodeEncodeError, as Python 2
    return found.encode(default_encoding).decode("latin-1") if type(found) is unicode else found


def repr(value):
    kind = type(value)
    if kind in CONTAINERS:
        return _of_container(value)
    if kind is int and isinstance(value, long):
        return f"{value}L"
    if isinstance(value, (bytes, numpy.str_)):
        return ascii(text(bytes(value)) if isinstance(value, bytes) else str(value))
    if _holds_strings(value):
        with numpy.printoptions(formatter=ELEMENTS):
            return re.sub("dtype='<U(?=[0-9]+'.$)", "dtype='|S", numpy.array_repr(value))
    if isinstance(value, type) and (not value.__flags__ & HEAP or value in (unicode, long, buffer)):
        module = "exceptions." if issubclass(value, BaseException) else ""
        return builtins.repr(value).replace("<class '", f"<type '{module}").replace(f"{__name__}.", "")
    return ascii(value) if isinstance(value, (list, tuple, dict)) or kind in (str, unicode) else builtins.repr(value)


ELEMENTS = {"all": lambda value: f"list({repr(value)})" if type(value) is list else repr(value)}  # of an array


@reprlib.recursive_repr("[...]")
def _of_container(value):
    kind = type(value)
    if kind is dict:
        return "{" + ", ".join(f"{repr(key)}: {repr(each)}" for key, each in value.items()) + "}"
    parts = ", ".join(map(repr, value))
    if kind is tuple:
        return f"({parts},)" if len(value) == 1 else f"({parts})"
    return f"[{parts}]" if kind is list else f"{kind.__name__}([{parts}])"


def _holds_strings(value):
    return isinstance(value, numpy.ndarray) and (value.dtype.kind in "SUO" or value.dtype.names is not None)


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


def _printable(value, kinds):
    """A value in a format. If %s or {} takes a string, `kinds` gets its type; the others are decoded if unicode is
    among them."""
    if type(value) is float:
        return _Float(value)
    if type(value) is int and isinstance(value, long):
        return long(value)
    if type(value) is unicode or type(value) is str and not value.isascii():
        return _Str(value, kinds)
    return _Shown(value) if isinstance(value, (type, numpy.str_, bytes)) or type(value) in CONTAINERS or (
        _holds_strings(value)) else value


class _Str(str):
    def __new__(cls, value, kinds):
        self = super().__new__(cls, value)
        self.value, self.kinds = value, kinds
        return self

    def __str__(self):
        self.kinds.add(type(self.value))
        return str(as_characters(self.value) if unicode in self.kinds else self.value)

    def __repr__(self):
        return ascii(self.value)

    def __format__(self, spec):
        return format(str(self) if unicode in self.kinds else to_str(self.value), spec)


class _Shown:
    def __init__(self, value):
        self.value = value

    def __str__(self):
        return to_str(self.value)

    def __repr__(self):
        return repr(self.value)

    def __getitem__(self, place):  # {0[1]}
        return self.value[place]

    def __getattr__(self, name):  # {0.shape}
        return getattr(self.value, name)


def mod(left, right):
    """left % right, for numbers and for strings."""
    if not isinstance(left, str):
        return left % right
    kinds = {type(left)}

    def formatted():
        each = functools.partial(_printable, kinds=kinds)
        values = tuple(map(each, right)) if type(right) is tuple else {
            name: each(value) for name, value in right.items()} if isinstance(right, dict) else (each(right),)
        return str(as_characters(left) if unicode in kinds else left) % values
    said = formatted()
    if unicode not in kinds:
        return said
    return characters(said if type(left) is unicode else formatted())


def print_function(*values, sep=" ", end="\n", file=None):
    """print, which writes the bytes of a str unchanged."""
    said = [value if isinstance(value, str) else to_str(value) for value in values]
    file = sys.stdout if file is None else file
    for number, value in builtins.enumerate(said):
        for each in (sep, value) if number else (value,):
            call(file.write, each)
    call(file.write, end)


def print(*values, end="\n", file=None):
    """The statement, which puts no space after the end of a line."""
    said = [value if isinstance(value, str) else to_str(value) for value in values]
    if end == " " and said[-1:] and said[-1].endswith(("\n", "\t")):
        end = ""
    after = [each + ("" if each.endswith(("\n", "\t")) else " ") for each in said[:-1]] + said[-1:]
    print_function(*after, sep="", end=end, file=file)


def isinstance_(value, kinds):
    """isinstance, for which a unicode is no str, a long no int, and a numpy.int64 an int."""
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    other = str if type(value) in (unicode, buffer) else int if isinstance(value, long) else None
    if other in kinds:
        kinds = tuple(kind for kind in kinds if kind is not other)
    return isinstance(value, kinds) or int in kinds and isinstance(value, numpy.int64)


class Basestring(metaclass=type("", (type,), {"__instancecheck__": lambda cls, value: isinstance(value, str)})):
    """basestring: str and unicode."""


def _encode(value, encoding=None, errors="strict"):
    if encoding in ("hex", "base64", "zip", "zlib", "bz2", "quopri", "uu"):
        return text(codecs.encode(as_bytes(value), encoding))
    return text(codecs.encode(str(as_characters(value)), encoding or default_encoding, errors))  # a str of rot13


def _decode(value, encoding=None, errors="strict"):
    value = to_str(value) if type(value) is unicode else value
    if encoding in ("hex", "base64", "zip", "zlib", "bz2", "quopri", "uu"):
        return text(codecs.decode(as_bytes(value), encoding))
    if encoding in ("string_escape", "string-escape"):
        return text(codecs.escape_decode(as_bytes(value))[0])
    return characters(codecs.decode(as_bytes(value), encoding or default_encoding, errors))


def _join(separator, parts):
    parts = [text(part) for part in parts]
    if unicode not in map(type, (separator, *parts)):
        return separator.join(parts)
    return characters(str(as_characters(separator)).join(map(as_characters, parts)))


def _format(value, *arguments, **named):
    kinds = {type(value)}
    formatted = str(value).format(*(_printable(each, kinds) for each in arguments),
                                  **{name: _printable(each, kinds) for name, each in named.items()})
    return characters(formatted) if type(value) is unicode else formatted


def _translate(value, table, deletechars=""):
    if isinstance(table, str) or table is None:
        table = {ord(c): table[ord(c)] for c in value if ord(c) <= LARGEST_BYTE} if table else {}
        table |= dict.fromkeys(map(ord, deletechars))
    return str.__new__(type(value), str(value).translate(table))


def _of_bytes(name):
    """A method of str for which only letters and spaces of ASCII are such: "\xa0" is no space, but half of a Korean
    syllable."""
    def of_bytes(value, *arguments):
        if type(value) is str and unicode in map(type, arguments):
            value = characters(as_characters(value))
        if value.isascii() or type(value) is unicode or is_text(value):
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
    elif isinstance(owner, DECODED):
        arguments = tuple(map(as_characters, arguments))
    elif type(owner) is str and unicode in map(type, arguments):
        function = getattr(characters(as_characters(owner)), function.__name__)
    elif type(owner).__module__ == "_csv":
        arguments = tuple(map(_in_str, arguments))
    elif function is sys.getdefaultencoding:
        return default_encoding
    elif function is os.walk:
        return walk(*arguments, **named)
    elif isinstance(owner, subprocess.Popen):
        arguments, named = _in_bytes(arguments), {name: _in_bytes(value) for name, value in named.items()}
    elif (owner is None or isinstance(owner, types.ModuleType)) and getattr(
            function, "__module__", "") in OF_FILES and function.__name__ != "write":
        gives_unicode = unicode in map(type, arguments)
        arguments, named = with_file_names(arguments), dict(zip(named, with_file_names(named.values())))
        value = function(*arguments, **named)
        return text(as_unicode(value)) if gives_unicode else without_file_names(value)
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
    return as_unicode(value) if _gives_unicode(owner, arguments) else text(value)


def _gives_unicode(owner, arguments):
    if isinstance(owner, re.Pattern):
        return unicode in map(type, arguments)
    if isinstance(owner, re.Match):
        return type(owner.string) is unicode
    return isinstance(owner, DECODED) and owner is not sys.stdin


def _given_text(value):
    """A function that TensorFlow calls, with str in place of bytes."""
    return (lambda *given: _in_bytes(value(*map(text, given)))) if isinstance(value, types.FunctionType) else value


def with_file_names(values):
    """The names of files that these mean, whose bytes the system would encode once more."""
    return list(map(with_file_name, values))


def with_file_name(value):
    if isinstance(value, collections.abc.Mapping):
        return {with_file_name(name): with_file_name(each) for name, each in value.items()}
    if type(value) in (list, tuple):
        return with_file_names(value)
    return os.fsdecode(as_bytes(value)) if type(value) is str else value


def _in_str(value):
    """The same with str for each unicode, also for those in a list."""
    if type(value) in (list, tuple):
        return list(map(_in_str, value))
    return to_str(value) if type(value) is unicode else value


def without_file_names(value):
    """The same the other way round."""
    if type(value) is str and not value.isascii():
        return text(value.encode("utf-8", "surrogateescape"))
    return type(value)(map(without_file_names, value)) if type(value) in (list, tuple) else text(value)


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
        return map(characters, values)
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
        return super().write(as_bytes(to_str(value) if type(value) is unicode else value))

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
        name = with_file_name(name)
    if "U" in mode:
        return io.BytesIO(io.FileIO(name).read().replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    raw = io.FileIO(name, mode.replace("b", "").replace("t", ""))
    return (_Both if "+" in mode else _Reader if "r" in mode else _Writer)(raw)


def walk(top, *arguments, **named):
    """os.walk, with the names of files as strings of Python 2. The program may take folders out of the list."""
    names = as_unicode if type(top) is unicode else without_file_names
    for root, folders, files in os.walk(shown(top), *arguments, **named):
        given = names(folders)
        yield names(root), given, names(files)
        folders[:] = with_file_names(given)


def as_unicode(value):
    if type(value) is str:
        return characters(value)
    if type(value) in (list, tuple):
        return type(value)(map(as_unicode, value))
    return {as_unicode(key): as_unicode(each) for key, each in value.items()} if type(value) is dict else value


def module(name):
    """The module `name` as Python 2 had it."""
    from lab10.tf1 import python2_modules  # which knows this module
    return python2_modules.module(name)


# by which names Python 2 code gets them
BUILTINS = {"round": "round", "sorted": "sorted", "max": "max", "min": "min", "cmp": "cmp", "unicode": "unicode",
            "unichr": "unichr", "basestring": "Basestring", "print": "print", "repr": "repr", "open": "open",
            "file": "open", "isinstance": "isinstance_", "enumerate": "enumerate", "filter": "filter",
            "buffer": "buffer", "hex": "hex", "long": "long", "oct": "oct",
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
