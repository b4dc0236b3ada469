"""What Python and other packages have removed since, served with the tables of dropped_names.

It serves only what is missing, and only until the script has ended. If a package is not imported yet, this happens when
it is.
"""
import functools
import html
import importlib
import importlib.abc
import importlib.util
import inspect
import operator
import pkgutil
import sys
import warnings
from collections import namedtuple

import numpy

from lab10.terminal.errors import LabError
from lab10.tf1 import patches
from lab10.tf1.dropped_names import ARGUMENTS, DEFAULTS, NAMES, NOT_BY_STAR, POSITIONS, TOLD, WRAPPED
from lab10.tf1.contrib_names import KERAS

ArgSpec = namedtuple("ArgSpec", ["args", "varargs", "keywords", "defaults"])
NINF = -numpy.inf
PACKAGE = []  # the __path__ of a module that is to have modules below it


def serve():
    """Serve the tables' names, in modules that are already imported and in those that the script imports."""
    changed = {*NAMES, *ARGUMENTS, *DEFAULTS, *WRAPPED, *POSITIONS, *TOLD}
    for name in changed & sys.modules.keys():
        if sys.modules[name] is not None:  # as a module that must not be imported is
            _mend(sys.modules[name])
    patches.insert(sys.meta_path, 0, _Finder(changed))


def _mend(module):
    for source, names in NAMES.get(module.__name__, {}).items():
        for name in names.split():
            name, _, today = name.partition("=")
            owner, last = _owner(module, name)
            if owner is not None and not _has(owner, last):
                try:
                    found = importlib.import_module(source)
                    found = found if today == "." else operator.attrgetter(today or name)(found)
                except (ImportError, AttributeError):  # moved once more: only who asks for it is told
                    continue
                patches.patch(owner, last, found)
                if owner is module and source in (module.__name__, __name__) and "__all__" in vars(module):
                    patches.patch(module, "__all__", [*module.__all__, last])  # what `import *` brings
    if module.__name__ in NOT_BY_STAR:
        patches.patch(module, "__all__", [name for name in module.__all__
                                          if name not in NOT_BY_STAR[module.__name__]])
    for name, values in DEFAULTS.get(module.__name__, {}).items():
        function = getattr(module, name, None)
        if isinstance(function, type):
            patches.patch(function, "__init__", _with_defaults(function.__init__, values))
        elif function:
            patches.patch(module, name, _with_defaults(function, values))
    for name, arguments in ARGUMENTS.get(module.__name__, {}).items():
        owner, last = _owner(module, name)
        function = getattr(owner, last, None)
        known = inspect.signature(function).parameters if function else arguments
        missing = {then: today for then, today in arguments.items() if then not in known}
        if missing and isinstance(function, type):
            patches.patch(function, "__init__", _with_arguments(function.__init__, missing))
        elif missing:
            patches.patch(owner, last, _with_arguments(function, missing))
    for name, wrapper in WRAPPED.get(module.__name__, {}).items():
        owner, last = _owner(module, name)
        if _has(owner, last):
            patches.patch(owner, last, pkgutil.resolve_name(wrapper)(getattr(owner, last)))
    for name, order in POSITIONS.get(module.__name__, {}).items():
        owner, last = _owner(module, name)
        if _has(owner, last):
            patches.patch(owner, last, _with_positions(getattr(owner, last), order.split()))
    if module.__name__ in TOLD:
        patches.patch(module, "__getattr__", _telling(module, vars(module).get("__getattr__")))


def _owner(module, name):
    """The object that has the attribute "name" or "Class.name", and the attribute's name there."""
    within, _, last = name.rpartition(".")
    return functools.reduce(lambda owner, part: getattr(owner, part, None), within.split("."), module) \
        if within else module, last


class Dropped(LabError, ImportError):
    """A package has removed a name or module, and its successor gives other results."""

    def __init__(self, name, today):
        super().__init__(f"{name.replace(KERAS, 'keras')} no longer exists, and lab10.tf1 does not offer it; "
                         f"today: {today}")


def _telling(module, before):
    """A module's own __getattr__ for missing names; for some of them it says what replaces them today."""
    def tell_or_find(name):
        if name in TOLD[module.__name__]:
            raise Dropped(f"{module.__name__}.{name}", TOLD[module.__name__][name])
        if before is None:
            raise AttributeError(f"module '{module.__name__}' has no attribute '{name}'", name=name, obj=module)
        return before(name)
    return tell_or_find


def _has(module, name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NumPy has words for some names that it has not
        return hasattr(module, name)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds these modules as Python does, and adds the missing names after they have run."""

    def __init__(self, names):
        self.names, self.finding = names, set()

    def find_spec(self, fullname, path=None, target=None):
        if fullname not in self.names - self.finding:
            return None
        self.finding.add(fullname)
        try:
            spec = importlib.util.find_spec(fullname)
        finally:
            self.finding.discard(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(importlib.abc.Loader):
    def __init__(self, loader):
        self.loader = loader

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__loader__ = module.__spec__.loader = self.loader
        self.loader.exec_module(module)
        _mend(module)


def _with_arguments(function, renamed):
    """`function`, some of whose arguments also have their old names."""
    @functools.wraps(function)
    def by_either(*arguments, **named):
        return function(*arguments, **{renamed.get(name, name): value for name, value in named.items()})
    return by_either


def _with_positions(function, order):
    """`function`, which takes arguments by position that go by name alone today: `order` has the names of then."""
    positions = sum(each.kind is each.POSITIONAL_OR_KEYWORD for each in inspect.signature(function).parameters.values())

    @functools.wraps(function)
    def in_order(*arguments, **named):
        if len(arguments) > len(order):
            raise TypeError(f"{function.__qualname__}() takes {len(order)} arguments by position, and "
                            f"{len(arguments)} were given; name the others")
        return function(*arguments[:positions], **dict(zip(order[positions:], arguments[positions:])), **named)
    return in_order


def _with_defaults(function, values):
    """`function`, with these values for arguments that are missing or None."""
    known = inspect.signature(function)

    @functools.wraps(function)
    def of_then(*arguments, **named):
        given = known.bind_partial(*arguments, **named).arguments
        return function(*arguments, **named | {name: value for name, value in values.items() if name in (
            known.parameters) and given.get(name) is None})
    return of_then


def noting(seed):
    """numpy.random.seed; it has the attribute `called` after its first call."""
    @functools.wraps(seed)
    def seed_and_note(*arguments, **named):
        seed_and_note.called = True
        seed(*arguments, **named)
    return seed_and_note


def with_kinds(function):
    """numpy.zeros and similar functions: dtype may be a kind of numbers, such as numpy.integer, and means its usual
    type."""
    usual = {numpy.integer: int, numpy.signedinteger: int, numpy.unsignedinteger: "uint", numpy.floating: float,
             numpy.inexact: float, numpy.number: float, numpy.complexfloating: complex}

    @functools.wraps(function)
    def of_a_kind(*arguments, **named):
        dtype = named.get("dtype")
        return function(*arguments, **named | ({"dtype": usual[dtype]} if isinstance(dtype, type) and dtype in usual
                                               else {}))
    return of_a_kind


def with_bytes(fromstring):
    """numpy.fromstring, which also reads the bytes of an array."""
    @functools.wraps(fromstring)
    def from_string_or_bytes(string, dtype=float, count=-1, *, sep="", **more):
        if sep == "":
            string = string.encode("latin-1") if isinstance(string, str) else string
            return numpy.frombuffer(string, dtype, count).copy()
        return fromstring(string, dtype, count, sep=sep, **more)
    return from_string_or_bytes


def getargspec(function):
    """inspect.getargspec: the arguments of a Python function without keyword-only arguments."""
    return ArgSpec(*inspect.getfullargspec(function)[:4])


def asscalar(a):
    """numpy.asscalar: the single value of an array, as a Python number."""
    return a.item()


def asfarray(a, dtype=float):
    """numpy.asfarray: an array of real numbers."""
    return numpy.asarray(a, dtype=dtype)


def msort(a):
    """numpy.msort: sorted along the first axis."""
    return numpy.sort(a, axis=0)


def random_integers(low, high=None, size=None):
    """numpy.random.random_integers: from low to high, both included, or from 1 to low."""
    low, high = (1, low) if high is None else (low, high)
    return numpy.random.randint(low, high + 1, size)


class _Casts(dict):
    """numpy.cast: for each type, a function that makes an array of it."""

    def __missing__(self, dtype):
        return lambda array: numpy.asarray(array, dtype)


cast = _Casts()


def with_iterators(stack):
    """numpy.vstack and similar functions, which take any iterable, as before NumPy 1.16."""
    @functools.wraps(stack)
    def stack_of_then(tup, *arguments, **named):
        return stack(tup if isinstance(tup, (list, tuple, numpy.ndarray)) else list(tup), *arguments, **named)
    return stack_of_then


# Python
def with_sets(sample):
    """random.sample, which takes a set, as until Python 3.10."""
    @functools.wraps(sample)
    def sample_of_then(population, *arguments, **named):
        return sample(tuple(population) if isinstance(population, (set, frozenset)) else population,
                      *arguments, **named)
    return sample_of_then


def with_its_own_random(shuffle):
    """random.shuffle, which takes a function for random numbers, as until Python 3.10."""
    @functools.wraps(shuffle)
    def shuffle_of_then(x, random=None):
        if random is None:
            return shuffle(x)
        for i in reversed(range(1, len(x))):
            j = int(random() * (i + 1))
            x[i], x[j] = x[j], x[i]
    return shuffle_of_then


def with_whole_floats(randrange):
    """random.randrange and random.randint, which take 5.0 for 5, as until Python 3.11."""
    @functools.wraps(randrange)
    def of_whole_numbers(*arguments, **named):
        return randrange(*(int(one) if isinstance(one, float) and one.is_integer() else one for one in arguments),
                         **named)
    return of_whole_numbers


def without_encoding(load):
    """json.load and json.loads, whose argument `encoding` had no effect, as until Python 3.8."""
    @functools.wraps(load)
    def load_of_then(*arguments, encoding=None, **named):
        return load(*arguments, **named)
    return load_of_then


def unescape(self, s):
    """HTMLParser.unescape."""
    return html.unescape(s)


def escape(s, quote=None):
    """cgi.escape, which does not change quotation marks."""
    return html.escape(s, bool(quote))
