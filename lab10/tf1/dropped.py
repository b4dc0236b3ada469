"""What Python and packages beside TensorFlow have dropped since, served by the tables of dropped_names.

Only what is missing is served, and only until the script has ended; in a package that is not imported yet, when it is.
"""
import functools
import importlib
import importlib.abc
import importlib.util
import inspect
import pkgutil
import sys
import warnings
from collections import namedtuple

import numpy

from lab10.terminal.errors import LabError
from lab10.tf1 import patches, tutorials
from lab10.tf1.dropped_names import ARGUMENTS, BACKENDS, NAMES, STYLES, WRAPPED

ArgSpec = namedtuple("ArgSpec", ["args", "varargs", "keywords", "defaults"])
NINF = -numpy.inf


def serve():
    """Serve what the tables have, in modules that are there already and in those that the script imports."""
    changed = {*NAMES, *ARGUMENTS, *WRAPPED}
    for name in changed & sys.modules.keys():
        _mend(sys.modules[name])
    patches.insert(sys.meta_path, 0, _Finder(changed))


def _mend(module):
    for source, names in NAMES.get(module.__name__, {}).items():
        for name in names.split():
            name, _, today = name.partition("=")
            if not _has(module, name):
                found = importlib.import_module(source)
                patches.patch(module, name, found if today == "." else getattr(found, today or name))
    for name, arguments in ARGUMENTS.get(module.__name__, {}).items():
        function = getattr(module, name)
        known = inspect.signature(function).parameters
        missing = {then: today for then, today in arguments.items() if then not in known}
        if missing and isinstance(function, type):
            patches.patch(function, "__init__", _with_arguments(function.__init__, missing))
        elif missing:
            patches.patch(module, name, _with_arguments(function, missing))
    for name, wrapper in WRAPPED.get(module.__name__, {}).items():
        within, _, name = name.rpartition(".")
        owner = getattr(module, within) if within else module
        patches.patch(owner, name, pkgutil.resolve_name(wrapper)(getattr(owner, name)))


def _has(module, name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NumPy has words for some names that it has not
        return hasattr(module, name)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds these modules as Python does, and has them mended when they have run."""

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
    """`function`, some of whose arguments go by the names of then too."""
    @functools.wraps(function)
    def by_either(*arguments, **named):
        return function(*arguments, **{renamed.get(name, name): value for name, value in named.items()})
    return by_either


def with_kinds(function):
    """numpy.zeros and its like, whose dtype may be a kind of numbers, as numpy.integer: the usual one of that kind."""
    usual = {numpy.integer: int, numpy.signedinteger: int, numpy.unsignedinteger: "uint", numpy.floating: float,
             numpy.inexact: float, numpy.number: float, numpy.complexfloating: complex}

    @functools.wraps(function)
    def of_a_kind(*arguments, **named):
        dtype = named.get("dtype")
        return function(*arguments, **named | ({"dtype": usual[dtype]} if isinstance(dtype, type) and dtype in usual
                                               else {}))
    return of_a_kind


def with_bytes(fromstring):
    """numpy.fromstring, which reads the bytes of an array too."""
    @functools.wraps(fromstring)
    def from_string_or_bytes(string, dtype=float, count=-1, *, sep="", **more):
        if sep == "":
            string = string.encode("latin-1") if isinstance(string, str) else string
            return numpy.frombuffer(string, dtype, count).copy()
        return fromstring(string, dtype, count, sep=sep, **more)
    return from_string_or_bytes


def with_old_backends(use):
    """matplotlib.use, which knows the backends of then, and its argument `warn`."""
    @functools.wraps(use)
    def use_of_then(backend=None, warn=False, force=True, *, arg=None):
        backend = arg or backend
        return use(BACKENDS.get(backend.lower(), backend), force=force)
    return use_of_then


def with_old_styles(use):
    """matplotlib.style.use, which knows seaborn's styles by their names of then."""
    @functools.wraps(use)
    def use_of_then(style):
        then, today = STYLES
        if isinstance(style, str) and style.startswith(then) and not style.startswith(today):
            style = today + style[len(then):]
        return use(style)
    return use_of_then


def getargspec(function):
    """inspect.getargspec: the arguments of a Python function that has none by keyword only."""
    return ArgSpec(*inspect.getfullargspec(function)[:4])


def asscalar(a):
    """numpy.asscalar: the one value of an array, as a number of Python's."""
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


def fetch_mldata(dataname, target_name="label", data_name="data", transpose_data=True, data_home=None):
    """sklearn.datasets.fetch_mldata of "MNIST original", from lab10's files: data, uint8 [70000, 784], and target,
    float64 [70000]; the training images, then the test images, each sorted by digit, as mldata.org had them."""
    if dataname.lower().replace("-", " ") != "mnist original":
        raise LabError(f"fetch_mldata({dataname!r}): mldata.org is gone, and lab10.tf1 serves 'MNIST original' alone")
    from sklearn.utils import Bunch
    data, target = [], []
    for images, labels in tutorials.load_data():
        order = numpy.argsort(labels, kind="stable")
        data.append(images[order].reshape(len(images), -1))
        target.append(labels[order].astype(float))
    return Bunch(data=numpy.concatenate(data), target=numpy.concatenate(target), COL_NAMES=["label", "data"],
                 DESCR=f"mldata.org dataset: {dataname}")


def hold(on=None):
    """plt.hold: since matplotlib 3.0 plots are always added to what is there."""
