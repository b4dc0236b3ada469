"""Temporary changes: attributes of other packages, and entries of their dicts and lists."""
from contextlib import ExitStack, contextmanager

_ABSENT = object()
_stacks = []


@contextmanager
def undone():
    """After the block, undo what `patch` changed in it. Gives the ExitStack that does this."""
    with ExitStack() as stack:
        _stacks.append(stack)
        try:
            yield stack
        finally:
            _stacks.remove(stack)


def patch(owner, name, value):
    """Set an attribute until the innermost `undone` block ends; permanently, if no block is open any more."""
    before = vars(owner).get(name, _ABSENT)
    if before is value:
        return
    if before is _ABSENT:
        afterwards(delattr, owner, name)
    else:
        afterwards(setattr, owner, name, before)
    setattr(owner, name, value)


def put(mapping, key, value):
    """Set an entry of a dict, until the same moment."""
    if key in mapping:
        afterwards(mapping.__setitem__, key, mapping[key])
    else:
        afterwards(mapping.pop, key, None)
    mapping[key] = value


def insert(items, place, item):
    """Insert an item into a list, until the same moment."""
    items.insert(place, item)
    afterwards(items.remove, item)


def afterwards(function, *arguments):
    """Call the function at the same moment."""
    if _stacks:  # none is open where a name is first looked up after the script has ended
        _stacks[-1].callback(function, *arguments)
