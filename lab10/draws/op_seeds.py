"""The op seeds of TensorFlow 1.15, for a graph that today's TensorFlow has built.

A random operation draws from two seeds: the seed of its graph (`tf.set_random_seed`) and its own. If the code gives it
no seed of its own, TensorFlow 1 took the number of operations that the graph had so far (`get_seed` in its
`python/framework/random_seed.py`). Today's TensorFlow takes a counter of the graph's random operations. The kernels are
the same. So with the old op seeds, today's TensorFlow draws the weights and dropout masks of TensorFlow 1.15, to the
bit.

This module counts the operations of today's graph, with a rule for each place where 1.15 made other operations:

- A variable was three operations: VariableV2, Assign and the read. Checks and further reads of a variable did not
  exist.
- `tf.random_uniform` always scaled its numbers: two constants before the draw, three operations after it.
- `tf.nn.dropout` was fifteen operations, three of them before the draw; a rate given as a number was one more.
- `tf.zeros` and `tf.ones` with a shape that is known only at run time first multiplied and compared its sizes.
- The gradient of a sum, a product and the like always summed over both sides: two operations more than for one side.
- The gradient of a mean divided two sizes: one operation more than today.

We derived each rule from graphs that TensorFlow 1.15.5 built. For the gradients of other operations, we count today's
operations. So a draw that comes after such a gradient can get another seed than in 1.15.
"""
import sys
import weakref

from lab10.terminal import tensorflow_private

MOST = 2 ** 31 - 1  # TensorFlow takes seeds modulo this number
COUNTS = {"VarHandleOp": 2, "VarIsInitializedOp": 0, "ReadVariableOp": 0}  # 1 for every other type

_given = weakref.WeakKeyDictionary()  # for each graph, the names of the operations that have their seeds of 1.15


def give(graph):
    """Give the random operations of `graph` the op seeds that TensorFlow 1.15 gave them.

    Call it before a session runs the graph; a second call handles what was added since the first. It does not change an
    op seed that the code gave, nor a graph without a seed. If this TensorFlow has no way to change an operation, it
    says so in one line on standard error, and the graph keeps today's seeds.
    """
    if graph.seed is None:
        return
    given = _given.setdefault(graph, set())
    for operation, seed in count(graph, given):
        if operation.name in given:
            continue
        try:
            tensorflow_private.set_op_seed(operation, seed)
        except AttributeError:
            print("lab10: this TensorFlow does not let an operation's seed be changed; the random numbers are not "
                  "those of TensorFlow 1", file=sys.stderr)
            return
        given.add(operation.name)


def count(graph, given=frozenset()):
    """Return [(operation, op seed of 1.15)] for the random operations of `graph` that took their seeds from it.

    graph: a graph with a seed. given: the names of the operations whose seeds were already replaced.
    """
    found, so_far, drawn = [], 0, 0
    for operation in graph.get_operations():
        before, from_it_on = _in_1_15(graph, operation)
        if operation.name in given or _is_todays(graph, operation, drawn):
            found.append((operation, so_far + before))
            drawn += 1
        so_far += before + from_it_on
    return found


def _is_todays(graph, operation, drawn):
    """Did a random operation take its op seed from the graph, which had already given `drawn` such seeds?"""
    if "seed2" not in operation.node_def.attr:
        return False
    seed = graph.seed % MOST, drawn
    return (operation.get_attr("seed"), operation.get_attr("seed2")) == ((0, MOST) if seed == (0, 0) else seed)


def _in_1_15(graph, operation):
    """Return how many operations TensorFlow 1.15 made for one of today's: those before it, and those from it on."""
    kind, scope = operation.type, _scope(operation)
    if kind == "RandomUniform" and not _has(graph, f"{scope}/min"):
        dropout = _has(graph, f"{_parent(scope)}/GreaterEqual") and _has(graph, f"{_parent(scope)}/SelectV2")
        return (3 + _has(graph, f"{_parent(scope)}/GreaterEqual/y"), 12) if dropout else (2, 4)
    if _is_of_dropout(graph, operation, scope):
        return 0, 0  # counted with its draw
    if kind == "Fill" and operation.inputs[0].op.type == "Pack":
        return _products([size.op.type == "Const" for size in operation.inputs[0].op.inputs]) + 2, 1
    if "_grad/" in operation.name:
        if kind == "GatherV2":
            return 1, 1
        if operation.name.endswith("/reduction_indices") and not _has(graph, f"{_parent(scope)}/BroadcastGradientArgs"):
            return 2, 1
    return 0, COUNTS.get(kind, 1)


def _is_of_dropout(graph, operation, scope):
    """Is this one of the operations of a tf.nn.dropout, apart from its draw?"""
    return any(_has(graph, f"{place}/random_uniform/RandomUniform") and _has(graph, f"{place}/SelectV2")
               for place in (scope, _parent(scope)))


def _products(constant):
    """How many operations multiply the sizes, from the left. constant: for each size, is it known when the graph is
    built?"""
    known, operations = constant[0], 0
    for is_constant in constant[1:]:
        operations += 0 if known and is_constant else 1 + (known or is_constant)
        known = known and is_constant
    return operations


def _has(graph, name):
    try:
        graph.get_operation_by_name(name)
    except KeyError:
        return False
    return True


def _scope(operation):
    return _parent(operation.name)


def _parent(name):
    return name.rpartition("/")[0]
