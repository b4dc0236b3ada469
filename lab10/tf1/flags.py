"""tf.flags as it was until TensorFlow 1.4, when argparse read them; since 1.5 absl reads them."""
import sys

from lab10.tf1 import patches

_old = set()  # holds "parsed" once a program has parsed as until 1.4


def serve(wrapper):
    """Let a program define and read flags as it could until 1.4.

    It may define a flag twice (a cell that runs twice; `log_dir`, which absl defines too), with any default, and call
    FLAGS._parse_flags(). FLAGS.__flags are the plain values as until 1.4, and at the same time absl's Flag objects as
    since 1.5.
    wrapper: tf.flags.FLAGS, which contains absl's.
    """
    from absl import flags
    _old.clear()
    for name in flags.FLAGS:
        patches.patch(flags.FLAGS[name], "allow_override", True)
    register = flags.FlagValues.__setitem__

    def register_again(values, name, flag):
        flag.allow_override = True
        register(values, name, flag)
    patches.patch(flags.FlagValues, "__setitem__", register_again)
    patches.patch(flags.Flag, "_parse_from_default", _any_default(flags.Flag._parse_from_default))
    call = flags.FlagValues.__call__
    patches.patch(flags.FlagValues, "__call__", lambda values, argv, known_only=False: call(
        values, argv, known_only or _is_a_kernels(argv)))
    get = type(wrapper).__getattribute__

    def get_of_then(values, name):
        if name == "_parse_flags":
            return _parse_flags
        return _values(flags.FLAGS) if name == "__flags" else get(values, name)
    patches.patch(type(wrapper), "__getattribute__", get_of_then)


def _any_default(parse):
    """Flag._parse_from_default, which takes a default that is not a string as it is; absl would refuse it."""
    def parse_or_keep(flag, value):
        from absl import flags
        try:
            return parse(flag, value)
        except (flags.IllegalFlagValueError, TypeError):
            if isinstance(value, str):
                raise
            return value
    return parse_or_keep


def _is_a_kernels(argv):
    """Are these the arguments of Jupyter's kernel (`-f connection.json`), and not flags of the program?"""
    return argv[0].endswith(("ipykernel_launcher.py", "colab_kernel_launcher.py"))


def _parse_flags(args=None):
    """Parse sys.argv, or args, and return the arguments that are not flags."""
    from absl import flags
    _old.add("parsed")
    return flags.FLAGS([sys.argv[0], *(sys.argv[1:] if args is None else args)], known_only=True)[1:]


def _values(values):
    """By name, the values of the program's own flags: plain values after _parse_flags(), otherwise values that also
    have the attributes of absl's Flag."""
    if not values.is_parsed():
        values(sys.argv)
    found = {name: values[name] for name in values
             if not values.find_module_defining_flag(name).startswith(("absl.", "tensorflow."))}
    return {name: flag.value if _old else _both(flag) for name, flag in found.items()}


def _both(flag):
    kind = type(flag.value)
    if kind not in (int, float, str, list):
        return _Flag(flag)
    return type(kind.__name__, (kind,), {"__getattr__": lambda self, name: getattr(flag, name)})(flag.value)


class _Flag:
    """A flag whose value is true, false or None, and that prints as this value."""

    def __init__(self, flag):
        self._flag = flag

    def __getattr__(self, name):
        return getattr(self._flag, name)

    def __repr__(self):
        return repr(self._flag.value)

    def __bool__(self):
        return bool(self._flag.value)

    def __eq__(self, other):
        return self._flag.value == other

    __hash__ = None
