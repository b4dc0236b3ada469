"""Python 2's modules, where they were other than today's of these names."""
import collections.abc
import functools
import hashlib
import importlib.util
import io
import json as json_of_today
import operator as operators
import os
import random as random_of_today
import re
import string as string_of_today
import types
import zlib

from lab10.tf1 import python2_pickles
from lab10.tf1.python2_library import (
    LARGEST_BYTE, as_bytes, as_characters, as_unicode, call, ceil, characters, divide, divide_into, floor, long, method,
    shown, text, to_str, unicode, with_file_name, without_file_names)


class StringIO(io.BytesIO):
    """StringIO.StringIO and cStringIO.StringIO. When a unicode was written, it holds text, in UTF-8."""
    _holds = str

    def __init__(self, value=""):
        super().__init__()
        self.write(value)
        self.seek(0)

    def _given(self, value):
        return characters(value.decode("utf-8")) if self._holds is unicode else value

    def __next__(self):
        return text(self._given(super().__next__()))

    def getvalue(self):
        return self._given(super().getvalue())

    def read(self, size=-1):
        if self._holds is unicode and size is not None and size >= 0:
            size = len(super().getvalue()[self.tell():].decode("utf-8")[:size].encode("utf-8"))
        return self._given(super().read(size))

    def readline(self, *size):
        return self._given(super().readline(*size))

    def readlines(self, *size):
        return list(map(self._given, super().readlines(*size)))

    def write(self, value):
        value = value if isinstance(value, (str, bytes)) else to_str(value)
        if type(value) is unicode and self._holds is str:
            as_characters(text(super().getvalue()))  # or a UnicodeDecodeError
            self._holds = unicode
        return super().write(as_bytes(as_characters(value) if self._holds is unicode else value))

    def writelines(self, lines):
        for line in lines:
            self.write(line)


class JSONDecoder(json_of_today.JSONDecoder):
    """Gives unicode."""

    def __init__(self, encoding=None, **named):
        super().__init__(**{name: value and _given_unicode(value) if name.startswith("object_") else value
                            for name, value in named.items()})
        self._encoding = encoding or "utf-8"

    def decode(self, value, *more):
        return super().decode(self._text(value), *more)

    def raw_decode(self, value, idx=0):
        return as_unicode(super().raw_decode(self._text(value), idx))

    def _text(self, value):
        return value if type(value) is unicode else characters(as_bytes(value).decode(self._encoding))


def _given_unicode(hook):
    return lambda value: hook(as_unicode(value))


class JSONEncoder(json_of_today.JSONEncoder):
    """Takes a str for UTF-8. It wrote a space at the end of a line that goes on."""

    def __init__(self, encoding=None, **named):
        if named.get("indent") is not None and named.get("separators") is None:
            named["separators"] = ", ", ": "
        super().__init__(**named)
        default, self._kinds = self.default, set()
        self.default = lambda value: _read_as_utf_8(default(value), self._kinds)

    def encode(self, value):
        said = super().encode(_read_as_utf_8(value, self._kinds))
        return characters(said) if unicode in self._kinds and not said.isascii() else text(said.encode("utf-8"))


def _json(value, cls=JSONDecoder, **named):
    return cls(**named).decode(value)


def _json_of(value, cls=JSONEncoder, **named):
    return cls(**named).encode(value)


def _write_json(value, file, **named):
    call(file.write, _json_of(value, **named))


def _read_as_utf_8(value, kinds):
    """The same with text for each str; `kinds` gets the types of the strings."""
    if isinstance(value, str):
        kinds.add(type(value))
        return shown(value)
    if isinstance(value, dict):
        return {_read_as_utf_8(key, kinds): _read_as_utf_8(each, kinds) for key, each in value.items()}
    return [_read_as_utf_8(each, kinds) for each in value] if isinstance(value, (list, tuple)) else value


class Environment(collections.abc.MutableMapping):
    """os.environ, whose names and values hold bytes."""

    def __getitem__(self, name):
        return without_file_names(os.environ[with_file_name(name)])

    def __setitem__(self, name, value):
        os.environ[with_file_name(name)] = with_file_name(value)

    def __delitem__(self, name):
        del os.environ[with_file_name(name)]

    def __iter__(self):
        return map(without_file_names, os.environ)

    def __len__(self):
        return len(os.environ)

    def __repr__(self):
        return repr(dict(self))

    def copy(self):
        return dict(self)


def _signed(name):
    """A sum of zlib, which was signed."""
    def sum_of_then(*values):
        return (call(getattr(zlib, name), *values) ^ 1 << 31) - (1 << 31)
    return sum_of_then


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
        return as_unicode(value) if unicode in map(type, arguments) else value
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


def _join(words, separator=" "):
    return method(separator, "join")(words)


ONLY_THEN = {"md5", "sets", "sha"}
MODULES = {  # what they had otherwise
    "math": {"floor": floor, "ceil": ceil},
    "operator": {"div": divide, "idiv": divide_into, "isCallable": callable, "sequenceIncludes": operators.contains},
    "string": {
        **{name: _string_function(name) for name in (
            "capitalize center count expandtabs find index ljust lower lstrip replace rfind rindex rjust rsplit rstrip "
            "split strip swapcase upper zfill").split()},
        "join": _join, "joinfields": _join, "atoi": int, "atof": float, "atol": long, "maketrans": maketrans,
        "translate": _string_function("translate"), "letters": string_of_today.ascii_letters,
        "lowercase": string_of_today.ascii_lowercase, "uppercase": string_of_today.ascii_uppercase},
    "pickle": {name: getattr(python2_pickles, name) for name in "Pickler Unpickler dump dumps load loads".split()},
    "json": {"load": lambda file, **named: _json(file.read(), **named), "loads": _json, "dump": _write_json,
             "dumps": _json_of, "JSONDecoder": JSONDecoder, "JSONEncoder": JSONEncoder},
    "binascii": {"crc32": _signed("crc32")},
    "zlib": {name: _signed(name) for name in ("adler32", "crc32")},
    "os": {"environ": Environment(), "getcwdu": lambda: characters(os.getcwd())},
    "io": {"StringIO": StringIO},
    "md5": {"new": hashlib.md5, "md5": hashlib.md5},
    "sha": {"new": hashlib.sha1, "sha": hashlib.sha1},
    "sets": {"Set": set, "ImmutableSet": frozenset},
    "types": {f"{name}Type": kind for name, kind in {
        "Boolean": bool, "Class": type, "Complex": complex, "Dict": dict, "Dictionary": dict, "Float": float,
        "Instance": object, "Int": int, "List": list, "Long": long, "None": type(None), "Object": object,
        "Slice": slice, "String": str, "Tuple": tuple, "Type": type, "UnboundMethod": types.FunctionType,
        "Unicode": unicode, "XRange": range}.items()} | {"StringTypes": (str, unicode)},
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
    if name not in ONLY_THEN:
        return _Module(importlib.import_module(name), MODULES[name])
    own = importlib.util.find_spec(name)  # the program's
    return importlib.import_module(name) if own else _Module(types.ModuleType(name), MODULES[name])
