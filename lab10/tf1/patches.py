"""Attributes of other packages, and entries of their dicts and lists, replaced for a while."""
from contextlib import ExitStack, contextmanager

_ABSENT = object()
_stacks = []


@contextmanager
def undone():
    """What `patch` sets while the block runs is put back after it. Gives the ExitStack that sees to it."""
    with ExitStack() as stack:
        _stacks.append(stack)
        try:
            yield stack
        finally:
            _stacks.remove(stack)


def patch(owner, name, value):
    """Set an attribute until the innermost `undone` block ends; where none is open any more, for good."""
    before = vars(owner).get(name, _ABSENT)
    if before is value:
        return
    if before is _ABSENT:
        afterwards(delattr, owner, name)
    else:
        afterwards(setattr, owner, name, before)
    setattr(owner, name, value)


def put(mapping, key, value):
    """Set an entry of a dict, likewise."""
    if key in mapping:
        afterwards(mapping.__setitem__, key, mapping[key])
    else:
        afterwards(mapping.pop, key, None)
    mapping[key] = value


def insert(items, place, item):
    """Insert an item into a list, likewise."""
    items.insert(place, item)
    afterwards(items.remove, item)


def enter(context):
    """Enter a context manager, which is left likewise, and return what it gives."""
    return _stacks[-1].enter_context(context)


def afterwards(function, *arguments):
    """Call the function likewise."""
    if _stacks:  # none is open where a name is first looked up after the script has ended
        _stacks[-1].callback(function, *arguments)
