"""Training steps compiled by XLA: a whole epoch at once, inside one Session.run, or, with convolutions, step by step.

The loop over an epoch's batches contains the step's part of the graph: cost and optimizer. It gathers the batches from
the data, which are in memory beside the weights. Sums are computed in another order than step by step, so last digits
may differ from the exact loop's.

With convolutions, a step is compiled alone, without the loop: inside a loop, XLA computes the gradient of their weights
in a way that takes thirty times as long.
"""
import time
from contextlib import nullcontext

import numpy

from lab10.terminal import import_tensorflow
from lab10.terminal.errors import LabError, telling_line
from lab10.input_data import SCALE
from lab10.loops import convolutions, pooling
import tensorflow.compat.v1 as tf

THREEFRY = 2  # tf.random.Algorithm's; compiled for a processor it took a sixth of the time of the default, philox
STATELESS = {"RandomUniform": "StatelessRandomUniformV2", "RandomStandardNormal": "StatelessRandomNormalV2"}
LOGGING = "2.16.", "2.17."  # releases whose compiler logs to standard error, whatever the log level
SECONDS_AT_ONCE = 1.0  # a longer epoch is cut into several runs, so that Ctrl-C works and the progress is shown


def compiled_epoch(sess, model, data_set, batch_size, steps_before):
    """Compile; return a function that trains `model` in `sess` for an epoch and yields each step's cost, float32.

    Call it once for a graph: each call adds a program to the graph, and keeps a copy of the images in memory.
    steps_before: how many steps were trained already. Dropout masks and noise depend only on the graph's seed, the
    operation and the step. So they are the same with the same seed, and after a restored checkpoint they continue as if
    there had been no break.
    Raises LabError for a graph with random operations other than dropout's and tf.random_normal, for one that XLA
    cannot compile, and for a placeholder of the images that is not floating point.
    """
    if not model.X.dtype.is_floating:
        raise LabError(f"{model.X.name}: --loop xla feeds floating point, not {model.X.dtype.name}; make it tf.float32")
    total_batch = data_set.num_examples // batch_size
    program, looped = _program(model, _resident(sess, data_set.stored_images),
                               _resident(sess, data_set.labels.astype(model.Y.dtype.as_numpy_dtype)))
    order = tf.placeholder(tf.int32, [total_batch if looped else 1, batch_size])
    start, stop, first = (tf.placeholder(tf.int32, []) for _ in range(3))
    compiled = sess.make_callable(program(order, start, stop, first), [order, start, stop, first])

    def run(*arguments):
        try:
            return compiled(*arguments)
        except tf.errors.InvalidArgumentError as error:
            raise LabError(
                f"--loop xla cannot compile this graph ({telling_line(error)}); train with --loop exact") from error

    if looped:
        with _compiling():
            run(numpy.zeros(order.shape, numpy.int32), 0, 0, 0)  # no step, but compiled
    steps_at_once = min(10, total_batch)
    compiling = nullcontext() if looped else _compiling()  # of the first step

    def epoch():
        nonlocal compiling, steps_at_once, steps_before
        batches = numpy.stack([data_set.next_indices(batch_size) for _ in range(total_batch)])
        begin = 0
        while not looped and begin < total_batch:
            with compiling:
                costs = run(batches[begin:begin + 1], 0, 1, steps_before + begin)
            compiling = nullcontext()
            yield from costs
            begin += 1
        while begin < total_batch:
            end = min(begin + steps_at_once, total_batch)
            started = time.perf_counter()
            costs = run(batches, begin, end, steps_before)
            speed = (end - begin) / (time.perf_counter() - started)
            steps_at_once = max(1, int(SECONDS_AT_ONCE * speed))
            yield from costs[begin:end]
            begin = end
        steps_before += total_batch
    return epoch


def _compiling():
    """A context to compile in, which holds back what the compiler logs where nothing is wrong."""
    return import_tensorflow.silence() if tf.version.VERSION.startswith(LOGGING) else nullcontext()


def _resident(sess, array):
    """A variable of `sess` with the value `array`. It is in no collection, so it is neither saved nor trained."""
    value = tf.placeholder(array.dtype, array.shape)
    variable = tf.Variable(value, trainable=False, collections=[])
    sess.run(variable.initializer, {value: array})
    return variable


def _program(model, images, labels):
    """Return a compiled function, and whether it loops over steps; if not, it runs only the first step.

    The function takes the order of the batches, int32 [steps, batch_size], the range of steps to run, and the number of
    steps that were run before. It returns the steps' costs, float32 [steps], zero outside the range.
    """
    step, handles, draws = _step_graph(model)
    used = {name if ":" in name else f"{name}:0" for node in step.node for name in node.input}
    graph_seed = tf.get_default_graph().seed or 0
    looped = not convolutions.are_in(step)

    def body(order, start, stop, first):
        def one_step(i, costs):
            rows = order[i]
            replaced = {model.X.name: tf.cast(tf.gather(images, rows), model.X.dtype) * SCALE,
                        model.Y.name: tf.gather(labels, rows)}
            for placeholder, value in model.train_feed.items():
                replaced[placeholder.name] = tf.constant(value, placeholder.dtype)
            for handle in handles:
                replaced[handle.name] = tf.get_default_graph().capture(handle)
            for k, name in enumerate(draws):
                seed = tf.cast([graph_seed, (first + i) * len(draws) + k], tf.uint32)
                replaced[f"{name}/key:0"] = tf.reshape(tf.bitcast(seed, tf.uint64), [1])
                replaced[f"{name}/counter:0"] = tf.zeros([1], tf.uint64)
                replaced[f"{name}/alg:0"] = tf.constant(THREEFRY)
            cost, train = tf.import_graph_def(
                step, {name: replaced[name] for name in replaced if name in used}, [model.cost.name, model.train.name])
            with tf.control_dependencies([train]):
                return i + 1, tf.tensor_scatter_nd_update(costs, [[i]], [cost])
        costs = tf.zeros(order.shape[:1], model.cost.dtype)
        _, costs = tf.while_loop(lambda i, _: i < stop, one_step, [start, costs]) if looped else one_step(0, costs)
        return costs
    return tf.function(body, jit_compile=True, autograph=False), looped


def _step_graph(model):
    """Return a step's GraphDef, the handles of its variables, and the names of its random draws.

    The GraphDef does not contain the handles, the fed tensors and the seeds of the draws: give these when you import
    it.
    """
    graph = model.cost.graph
    complete = tf.graph_util.extract_sub_graph(graph.as_graph_def(), [model.cost.op.name, model.train.name])
    step = tf.GraphDef(versions=complete.versions, library=complete.library)
    fed = {tensor.op.name for tensor in (model.X, model.Y, *model.train_feed)}
    handles, draws = [], []
    for node in [node for function in complete.library.function for node in function.node_def]:
        _refuse_random(node)
    for node in complete.node:
        operation = graph.get_operation_by_name(node.name)
        if node.op == "VarHandleOp":
            handles.append(operation.outputs[0])
        elif node.op in STATELESS:
            # under XLA this operation neither obeys the seed nor repeats: a stateless one takes its place
            draw = step.node.add(name=node.name, op=STATELESS[node.op])
            draw.input.extend([node.input[0], *(f"{node.name}/{name}" for name in ("key", "counter", "alg")),
                               *(name for name in node.input if name.startswith("^"))])
            draw.attr["dtype"].CopyFrom(node.attr["dtype"])
            draw.attr["Tshape"].CopyFrom(node.attr["T"])
            draws.append(node.name)
        elif pooling.has_gradient(operation):
            function = pooling.gradient(operation)
            step.library.function.append(function)
            step.node.add(name=node.name, op=function.signature.name, input=node.input)
        elif node.name not in fed:
            _refuse_random(node)
            copy = step.node.add()
            copy.CopyFrom(node)
            copy.attr.pop("_class", None)  # a colocation with what is not in this graph
    return step, handles, draws


def _refuse_random(node):
    """Raise LabError for an operation that draws random numbers: compiled, it would ignore the seed."""
    drawing = any(word in node.op for word in ("Random", "TruncatedNormal", "Multinomial", "Rng"))
    if drawing and not node.op.startswith("Stateless"):
        raise LabError(f"{node.name}: --loop xla cannot draw {node.op}; train with --loop exact")
