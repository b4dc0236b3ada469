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
SAME_MEMORY = {"Enter", "ExpandDims", "Identity", "RefEnter", "RefIdentity", "Reshape", "Squeeze",
               "StopGradient"}
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
    of, changes, reads = {}, {}, []  # variables by tensors that share their memory; (number, operation) by variable
    for operation in operations:
        if operation.type in VARIABLES:
            of[operation.outputs[0].name] = operation
            continue
        changed = _changed(operation.type)
        for place, tensor in enumerate(operation.inputs):
            variable = of.get(tensor.name)
            if variable is None:
                continue
            if place in changed:
                of[operation.outputs[0].name] = variable
                if operation.name != f"{variable.name}/Assign":  # its first value
                    changes.setdefault(variable, []).append(operation)
            elif operation.type in SAME_MEMORY:
                of.update((output.name, variable) for output in operation.outputs)
            elif operation.type not in NO_VALUE:
                reads.append((variable, operation))
    reads = [(variable, operation) for variable, operation in reads if variable in changes]
    if not reads:
        return None
    bits = {operation: 1 << number for number, operation in enumerate({one for all in changes.values() for one in all})}
    earlier, later = dict.fromkeys(operations, 0), dict.fromkeys(operations, 0)  # changes before and after each
    while True:  # once more where a loop leads back to operations that were made earlier
        were = dict(earlier), dict(later)
        for operation in operations:
            for before in _before(operation, fed):
                earlier[operation] |= earlier.get(before, 0) | bits.get(before, 0)
        for operation in reversed(operations):
            for before in _before(operation, fed):
                if before in later:
                    later[before] |= later[operation] | bits.get(operation, 0)
        if were == (earlier, later):
            break
    for variable, read in reads:
        for change in changes[variable]:
            if not (earlier[read] | later[read] | bits.get(read, 0)) & bits[change]:
                return variable, read, change
    return None


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
