"""A variable that is read and changed in one Session.run, with no order between the two.

TensorFlow 1 read a variable's memory when an operation came to it. If the same run also changes the variable, and no
path of the graph leads from one operation to the other, the threads decide which comes first. Two runs of TensorFlow
1.15.5 can differ then, and so can this one. A program whose numbers would repeat otherwise is told once.

A variable that is itself fetched is no such case: its memory is read when the run has ended. Nor is a resource
variable, whose value is taken as the run begins (in 480 of 480 runs of 1.15.5).
"""
import functools
import re
import weakref

from lab10.tf1 import counting, patches, private

MOST = 200  # different runs of a graph that are looked at; a program with more makes new operations all the time
VARIABLES = {"Variable", "VariableV2"}
SAME_MEMORY = {"Enter", "Exit", "ExpandDims", "Identity", "RefEnter", "RefExit", "RefIdentity", "Reshape", "Squeeze",
               "StopGradient"}
NEXT = {"NextIteration", "RefNextIteration"}
LOOPED = {("Merge", "Enter"), ("Switch", "Merge")}
# these take a shape only, or lead into a branch of tf.cond, which is not followed: a run may not take it
NO_VALUE = {"IsVariableInitialized", "OnesLike", "Rank", "RefSwitch", "Shape", "ShapeN", "Size", "Switch", "ZerosLike"}
DRAWS = re.compile("Random|Multinomial|TruncatedNormal|ParameterizedTruncated")

_looked_at = weakref.WeakKeyDictionary()


def serve():
    """Look at each different Session.run until one is told of, or the script has ended."""
    session = private.where_there_is("client.session", "BaseSession")
    if session is not None:
        patches.patch(session, "_do_run", _running(session._do_run, []))


def _running(today, told):
    @functools.wraps(today)
    def run(session, handle, target_list, fetch_list, feed_dict, *others):
        if not told:
            key = tuple(one.name for one in (*target_list, *fetch_list))
            looked_at = _looked_at.setdefault(session.graph, set())
            if key not in looked_at and len(looked_at) < MOST:
                looked_at.add(key)
                found = unordered(target_list, fetch_list, [one.deref() for one in feed_dict])
                if found and _repeats(session.graph):
                    told.append(found)
                    counting.tell("one Session.run reads the variable {} ({}) and changes it ({}), and nothing orders "
                                  "the two: which comes first can differ from run to run, as under TensorFlow 1.15; "
                                  "tf.control_dependencies orders them".format(*(one.name for one in found)))
        return today(session, handle, target_list, fetch_list, feed_dict, *others)
    return run


def unordered(targets, fetches, feeds):
    """Return (variable, operation that reads it, operation that changes it), the first pair in a run that no path
    connects; None if there is none."""
    fed = {tensor.op for tensor in feeds}
    operations = _run(targets, fetches, fed)  # in the order in which the program made them
    variable_of = functools.lru_cache(maxsize=None)(_variable_of)
    changes, reads = {}, []  # by variable; (variable, operation)
    for operation in operations:
        changed = _changed(operation.type)
        for place, tensor in enumerate(operation.inputs):
            variable = variable_of(tensor.op)
            if variable is None:
                continue
            if place in changed:
                if operation.name != f"{variable.name}/Assign":  # its first value
                    changes.setdefault(variable, []).append(operation)
            elif not _passes_on(operation) and operation.type not in NO_VALUE:
                reads.append((variable, operation))
    reads = [(variable, operation) for variable, operation in reads if variable in changes]
    if not reads:
        return None
    bits = {operation: 1 << number for number, operation in enumerate({one for all in changes.values() for one in all})}
    earlier, later = _order(operations, bits, lambda operation: _before(operation, fed))
    in_one_step = functools.lru_cache(maxsize=None)(lambda: _order(operations, bits, lambda operation: [
        before for before in _before(operation, fed) if before.type not in NEXT]))
    for variable, read in reads:
        for change in changes[variable]:
            if read is change:
                continue
            bit = bits[change]
            ordered = (earlier[read] | later[read]) & bit
            loop = _loop(read)
            if ordered and loop is not None and loop is _loop(change):  # in each step, and from step to step
                first, second = in_one_step()
                ordered = (first[read] | second[read]) & bit and (
                    earlier[read] & later[read] & bit or loop.parallel_iterations == 1)
            if not ordered:
                return variable, read, change
    return None


def _variable_of(operation):
    """The variable whose memory the (first) output of this operation is, or None."""
    while operation.type not in VARIABLES:
        place = 0 if _passes_on(operation) else min(_changed(operation.type), default=None)
        if place is None:
            return None
        operation = operation.inputs[place].op
    return operation


def _passes_on(operation):
    """Does it give the memory of its first input? In a loop, the first step gets that of the loop's first value."""
    kind, before = operation.type, operation.inputs[0].op.type if operation.inputs else ""
    return kind in SAME_MEMORY or (kind.removeprefix("Ref"), before.removeprefix("Ref")) in LOOPED


def _loop(operation):
    """The innermost tf.while_loop around an operation, or None."""
    context = operation._get_control_flow_context()
    return context and context.GetWhileContext()


def _order(operations, bits, before):
    """For each operation, the bits of those that come before it and of those that come after it."""
    earlier, later = dict.fromkeys(operations, 0), dict.fromkeys(operations, 0)
    while True:  # once more where a loop leads back to operations that were made earlier
        were = dict(earlier), dict(later)
        for operation in operations:
            for one in before(operation):
                earlier[operation] |= earlier.get(one, 0) | bits.get(one, 0)
        for operation in reversed(operations):
            for one in before(operation):
                if one in later:
                    later[one] |= later[operation] | bits.get(operation, 0)
        if were == (earlier, later):
            return earlier, later


def _run(targets, fetches, fed):
    """The operations that are run, but for those of texts (of summaries)."""
    waiting = [*targets, *(tensor.op for tensor in fetches if tensor.dtype.base_dtype.name != "string")]
    found = set()
    while waiting:
        operation = waiting.pop()
        if operation not in found:
            found.add(operation)
            waiting += _before(operation, fed)
    graph = next((operation.graph for operation in found), None)
    return [operation for operation in graph.get_operations() if operation in found] if graph else []


def _before(operation, fed):
    return [] if operation in fed else [*(tensor.op for tensor in operation.inputs), *operation.control_inputs]


@functools.lru_cache(maxsize=None)
def _changed(kind):
    """The places of the inputs that this type of operation changes."""
    registry = private.where_there_is("framework.op_def_registry")
    definition = registry and registry.get(kind)
    if not definition or kind in SAME_MEMORY | NO_VALUE or not re.search("Assign|Apply|Scatter|CountUpTo", kind):
        return frozenset()
    return frozenset(place for place, given in enumerate(definition.input_arg) if given.is_ref)


def _repeats(graph):
    """Would its numbers repeat? Without a seed none does that draws."""
    return graph.seed is not None or not any(
        DRAWS.search(operation.type) and not _drawn_with_seed(operation) for operation in graph.get_operations())


def _drawn_with_seed(operation):
    try:
        return operation.get_attr("seed") or operation.get_attr("seed2")
    except ValueError:
        return True
