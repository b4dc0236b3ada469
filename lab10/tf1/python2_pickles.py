"""Pickles as Python 2 wrote and read them: a str is bytes in them, a unicode is text.

Only the pickler and unpickler that are written in Python can tell the two apart. They use protocol 2, the last one that
Python 2 knew, so Python 2 reads what a program writes here.
"""
import io
import pickle
import struct

from lab10.tf1.python2_library import as_bytes, characters, is_text, unicode

LAST_PROTOCOL = 2


class Pickler(pickle._Pickler):
    dispatch = dict(pickle._Pickler.dispatch)

    def __init__(self, file, protocol=None):
        super().__init__(file, LAST_PROTOCOL)

    def save_bytes(self, value):
        found = as_bytes(value)
        if len(found) < 256:
            self.write(pickle.SHORT_BINSTRING + bytes([len(found)]) + found)
        else:
            self.write(pickle.BINSTRING + struct.pack("<i", len(found)) + found)
        self.memoize(value)

    def save_str(self, value):
        (pickle._Pickler.save_str if is_text(value) else Pickler.save_bytes)(self, value)

    def save_bytearray(self, value):
        self.save_reduce(bytearray, (characters(value.decode("latin-1")), "latin-1"), obj=value)

    dispatch.update({bytearray: save_bytearray, bytes: save_bytes, str: save_str, unicode: pickle._Pickler.save_str})


class Unpickler(pickle._Unpickler):
    dispatch = dict(pickle._Unpickler.dispatch)

    def __init__(self, file, **named):
        super().__init__(file, **{"encoding": "latin-1", **named})

    def find_class(self, module, name):
        return unicode if (module, name) == ("__builtin__", "unicode") else super().find_class(module, name)

    def _giving_unicode(opcode):
        load = pickle._Unpickler.dispatch[opcode]

        def load_unicode(self):
            load(self)
            self.stack[-1] = characters(self.stack[-1])
        return load_unicode

    for _code in (pickle.UNICODE, pickle.BINUNICODE, pickle.SHORT_BINUNICODE, pickle.BINUNICODE8):
        dispatch[_code[0]] = _giving_unicode(_code[0])


def dump(value, file, protocol=None):
    Pickler(file).dump(value)


def dumps(value, protocol=None):
    file = io.BytesIO()
    dump(value, file)
    return file.getvalue()


def load(file, **named):
    return Unpickler(file, **named).load()


def loads(value, **named):
    return load(io.BytesIO(as_bytes(value)), **named)
