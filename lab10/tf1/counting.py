"""The random numbers of TensorFlow 1.15 for a script with a seed.

A random operation without its own seed takes one from its graph: in TensorFlow 1 the number of operations that the
graph had so far, today a counter. The kernels are the same. So this module counts the operations of 1.15: today's
operations, and how many more or fewer 1.15 made from the same code (TALLY). A few functions are built as 1.15 built
them, because a draw is in their middle, or because their operations depend on their arguments.

We derived the differences from graphs of both (tests/original/graphs.py). If the operations of 1.15 cannot be counted,
the graph is marked. A program with a seed that draws after that says so once (with `--warnings`, for each such call). A
graph without a seed is not changed.

Seeds do not decide the draws in a loop: these also depend on the order in which its steps run at the same time. The
program says this too. In 1.15, `shuffle` and then `repeat` of a data set were one kernel: see lab10.tf1.shuffles.
"""
import contextlib
import functools
import importlib
import numbers
import operator
import sys
import weakref

import numpy

from lab10.tf1 import patches, private

# how many operations more 1.15 made in a call: (module, function): number
TALLY = {
    ("ops.array_ops", "matrix_diag"): -4,
    ("ops.array_ops", "matrix_diag_part"): -2,
    ("ops.array_ops", "matrix_set_diag"): -1,
    ("ops.clip_ops", "clip_by_global_norm"): 1,
    ("ops.image_ops_impl", "rgb_to_grayscale"): 2,
    ("ops.metrics_impl", "mean_iou"): 1,
    ("ops.nn_impl", "weighted_moments"): 1,
    ("ops.parsing_ops", "parse_single_example"): -4,  # names and keys, which are constants today
    ("ops.random_ops", "random_gamma"): -2,
}
UNKNOWN = {  # by what it is called
    ("ops.special_math_ops", "einsum"): "tf.einsum",
    ("ops.math_ops", "tensordot"): "tf.tensordot (a dense layer of sequences has one)",
    ("ops.math_ops", "saturate_cast"): "tf.saturate_cast",
    ("ops.math_ops", "unsorted_segment_mean"): "tf.unsorted_segment_mean",
    ("ops.nn_impl", "sufficient_statistics"): "tf.nn.sufficient_statistics",
    ("ops.image_ops_impl", "decode_image"): "tf.image.decode_image",
    ("ops.image_ops_impl", "resize_image_with_crop_or_pad"): "tf.image.resize_image_with_crop_or_pad",
    ("ops.image_ops_impl", "crop_to_bounding_box"): "tf.image.crop_to_bounding_box",
    ("ops.signal.fft_ops", "rfft"): "tf.spectral.rfft", ("ops.signal.spectral_ops", "stft"): "tf.signal.stft",
    **{("ops.stateless_random_ops", f"stateless_{name}"): f"stateless_{name}" for name in (
        "random_normal", "random_uniform", "truncated_normal")},
    ("feature_column.feature_column", "linear_model"): "tf.feature_column.linear_model",
}
# the same of gradients, by the operation
UNKNOWN_GRADIENTS = {"Atan2", "Conv3D", "Einsum", "MatrixDiagPartV3", "Sign", "SparseTensorDenseMatMul",
                     "UnsortedSegmentSum"}

FLATTENED = "flattened"  # the scope of operations that 1.15 did not make, within that of a gradient
# of which 1.15 remembered how known shapes are broadcast
REMEMBERED = {"Add", "AddV2", "Mul", "Pow", "SquaredDifference", "Sub"}
BINARY = {"Add", "AddV2", "Sub", "Mul", "RealDiv", "Div", "FloorDiv", "FloorMod", "Pow", "Maximum", "Minimum",
          "SquaredDifference", "DivNoNan"}


class _Count:
    """What is known about a graph: how many more operations 1.15 made, and after which calls this is not known."""

    def __init__(self):
        self.more, self.looked_at, self.unknown, self.told = 0, 0, {}, set()
        self.known = set()  # of which shapes 1.15 has computed the gradient's axes


_counts = weakref.WeakKeyDictionary()
_serving = {}  # while TensorFlow 1 is served: whether --warnings was given, and what was told


def serve(warnings):
    """Draw as TensorFlow 1.15 did, until the script has ended."""
    patches.put(_serving, "warnings", warnings)
    patches.put(_serving, "told", set())
    replaced = {}
    for (module, name), more in TALLY.items():
        _replace(replaced, module, name, functools.partial(_tallied, more=more))
    for (module, name), what in UNKNOWN.items():
        _replace(replaced, module, name, functools.partial(_marked, what=what))
    for module, name, wrapper in (
            ("framework.random_seed", "get_seed", _seeding), ("ops.random_ops", "random_uniform", _scaled),
            ("ops.nn_ops", "dropout_v2", _dropping), ("ops.array_ops", "split", _splitting),
            ("ops.array_ops", "_constant_if_small", _comparing), ("ops.math_ops", "_ReductionDims", _knowing_ranks),
            ("ops.nn_impl", "fused_batch_norm", _normalizing), ("ops.embedding_ops", "embedding_lookup", _looking_up),
            ("ops.embedding_ops", "embedding_lookup_sparse", _combining), ("ops.array_ops", "one_hot", _marking_ones),
            ("ops.array_ops", "transpose", _turning), ("ops.math_ops", "linspace_nd", _spacing),
            ("ops.confusion_matrix", "confusion_matrix", _confusing),
            ("ops.nn_ops", "convolution_internal", _convolving), ("ops.nn_ops", "convolution", _convolving_directly),
            ("ops.parsing_ops", "parse_example", _parsing),
            ("ops.parsing_ops", "parse_single_sequence_example", _parsing),
            ("ops.image_ops_impl", "per_image_standardization", _of_images),
            ("ops.image_ops_impl", "_CheckAtLeast3DImage", _checking),
            ("ops.image_ops_impl", "central_crop", _cropping),
            ("ops.image_ops_impl", "_flip", _of_images), ("ops.image_ops_impl", "_random_flip", _of_images),
            ("keras.optimizer_v2.legacy_learning_rate_decay", "polynomial_decay", _decaying),
            ("training.queue_runner_impl", "add_queue_runner", _filling)):
        _replace(replaced, module, name, wrapper)
    for module, name, wrapper in (("data.ops.repeat_op", "_repeat", _repeating),
                                  ("data.experimental.ops.shuffle_ops", "shuffle_and_repeat", _fusing)):
        before = private.where_there_is(module, name)
        if before is not None:
            replaced[before] = wrapper(before)  # with eager execution too
    swish = importlib.import_module("tensorflow.compat.v1").nn.swish  # which its module has as another object
    replaced[swish] = _while_served(swish, _marked(swish, "tf.nn.swish"))
    everywhere(replaced)
    data = private.where_there_is("data.ops.dataset_ops", "DatasetV2")
    if data is not None:
        patches.patch(data, "__iter__", _iterating(data.__iter__))
    for module, owner, name, wrapper in (
            ("framework.tensor", "Tensor", "__getitem__", _slicing),
            ("ops.tensor_array_ops", "_GraphTensorArray", "size", _sizing),
            ("ops.variable_scope", "_LazyEvalTensor", "__init__", _regularizing),
            ("data.ops.dataset_ops", "DatasetV1", "_make_initializable_iterator", functools.partial(_tallied, more=3)),
            *(("feature_column.feature_column_v2", f"{kind}Column", name, functools.partial(
                _marked, what="a column that embeds or indicates")) for kind, name in (
                    ("Embedding", "create_state"), ("Embedding", "_get_dense_tensor"),
                    ("Indicator", "transform_feature"), ("Indicator", "_transform_feature"))),
            ("training.ftrl", "FtrlOptimizer", "_create_slots", functools.partial(
                _marked, what="tf.train.FtrlOptimizer"))):
        owner = private.where_there_is(module, owner)
        if owner is not None:
            _wrap(owner, name, wrapper)


def serve_keras(api):
    """The same for tf-keras."""
    _wrap(api.layers.Flatten, "call", _flattening)
    _wrap(api.layers.Conv2DTranspose, "call", _transposing)
    base = next(owner for owner in api.layers.BatchNormalization.__mro__ if "call" in vars(owner))
    _wrap(base, "call", _renormalizing)
    _wrap(api.layers.Dot, "_merge_function", functools.partial(_tallied, more=-2))
    _wrap(api.layers.Attention, "_calculate_scores", functools.partial(_marked, what="Keras' Attention"))
    for owner, name, what in ((api.Model, "compile", "compile of a Keras model"), *(
            (owner, "call", f"Keras' {owner.__name__}") for owner in (
                api.layers.LayerNormalization, api.layers.TimeDistributed, api.layers.UpSampling2D)), *(
            (owner, "__call__", f"Keras' {owner.__name__}") for owner in (
                api.losses.Loss, api.regularizers.L1, api.regularizers.L2, api.regularizers.L1L2))):
        _wrap(owner, name, functools.partial(_marked, what=what))


def serve_slim():
    """The same for the layers that tf-slim uses, which are TensorFlow's own old ones."""
    from tf_slim.losses import loss_ops
    for module, layer, wrapper in (("keras.layers.core", "Flatten", _flattening),
                                   ("keras.layers.convolutional", "Conv2DTranspose", _transposing)):
        owner = private.where_there_is(module, layer)
        if owner is not None:
            _wrap(owner, "call", wrapper)
    _wrap(loss_ops, "compute_weighted_loss", functools.partial(_tallied, more=-1))


def everywhere(replaced):
    """Replace functions, {old: new}, under each name that TensorFlow's modules have for them."""
    by_id = {id(before): now for before, now in replaced.items()}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("tensorflow", "tf_keras", "tf_slim", "tensorflow_estimator"):
            for attribute, value in list(vars(module).items()) if module else ():
                if id(value) in by_id:
                    patches.patch(module, attribute, by_id[id(value)])


def _replace(replaced, module, name, wrapper):
    before = private.where_there_is(module, name)
    if before is not None:
        replaced[before] = _while_served(before, wrapper(before))


def _wrap(owner, name, wrapper):
    before = vars(owner).get(name)
    if before is not None and not hasattr(before, "of_tensorflow_1"):  # once
        patches.patch(owner, name, _while_served(before, wrapper(before)))


def _while_served(before, now):
    """Modules that are imported meanwhile keep the object that they found; after the script it is today's again."""
    @functools.wraps(before)
    def either(*arguments, **named):
        return (now if _serving and not _eager() else before)(*arguments, **named)
    either.of_tensorflow_1 = True
    return either


@contextlib.contextmanager
def as_if(operations):
    """Count the operations made in the block as this number, whatever is counted inside it."""
    import tensorflow.compat.v1 as tf
    graph = None if _eager() else tf.get_default_graph()
    before = graph and _operations(graph)
    yield
    if graph:
        _count().more += before + operations - _operations(graph)


def _eager():
    import tensorflow.compat.v1 as tf
    return tf.executing_eagerly()


def _count():
    import tensorflow.compat.v1 as tf
    return _counts.setdefault(tf.get_default_graph(), _Count())


def _seeding(today):
    def get_seed(op_seed):
        """random_seed.get_seed of 1.15: (seed of the graph, seed of the operation)."""
        import tensorflow.compat.v1 as tf
        graph = tf.get_default_graph()
        if op_seed is None and graph.seed is not None:
            op_seed = _operations(graph)
            _tell_of_unknown(_counts[graph])
        if op_seed is not None or graph.seed is not None:
            _tell_of_loop(graph)
        return today(op_seed)
    return get_seed


def _tell_of_loop(graph):
    context = graph._get_control_flow_context()
    while context is not None and not context.IsWhileContext():
        context = context.outer_context
    if context is not None and context.parallel_iterations != 1:
        tell("random numbers inside a loop: its steps run at the same time and draw in any order, so two runs can "
             "differ, as under TensorFlow 1.15; with parallel_iterations=1 they do not")


def _filling(today):
    @functools.wraps(today)
    def add_queue_runner(runner, *others, **named):
        import tensorflow.compat.v1 as tf
        queue = runner.queue
        if isinstance(queue, tf.RandomShuffleQueue) and any(map(queue.queue_ref.op.get_attr, ("seed", "seed2"))):
            tell("a shuffled queue that a thread fills while a program takes elements: their order can differ from "
                 "run to run, as under TensorFlow 1.15")
        return today(runner, *others, **named)
    return add_queue_runner


def _tell_of_unknown(count):
    for what in count.unknown:
        tell(f"{what}: it is not known how many operations TensorFlow 1.15 made from it; random numbers after "
             "it, without a seed of their own, may differ from those of TensorFlow 1.15", "unknown")
    count.told.update(count.unknown)
    count.unknown.clear()


def tell(line, kind=None):
    """Say it once in a program; without --warnings, only one line of each kind."""
    told = _serving["told"]
    if not told & {line, None if _serving["warnings"] else kind}:
        print(f"lab10: {line}", file=sys.stderr)
    told.update({line, kind} - {None})


def _operations(graph):
    """The number of operations that 1.15's graph would have."""
    count = _counts.setdefault(graph, _Count())
    operations = graph.get_operations()
    for operation in operations[count.looked_at:]:
        count.more += _of_gradients(graph, operation)
    count.looked_at = len(operations)
    return len(operations) + count.more


def _of_gradients(graph, operation):
    """How many more operations 1.15 made for this operation of a gradient."""
    scope, grad, name = operation.name.rpartition("_grad/")
    if not grad:
        return 0
    if f"_grad/{FLATTENED}/" in scope:
        mark("the second gradient of a convolution as wide as its input")
    kind = _kind_of(graph, scope)
    if "_grad/" in scope:
        mark("the gradient of a gradient")
    if kind in UNKNOWN_GRADIENTS or kind == "GatherV2" and name == "transpose":
        mark(f"the gradient of {kind}")

    def has(below):
        return _operation(graph, f"{scope}_grad/{below}") is not None
    if kind in BINARY:
        more = 2 if kind in ("Maximum", "Minimum") and name == "zeros_like" else 0
        if name == "Shape_1" and not has("BroadcastGradientArgs"):  # 1.15 summed over both sides
            more += 5 - 3 * (has("Sum/reduction_indices") + has("Sum_1/reduction_indices"))
            more -= has("Sum/reduction_indices_1")
            if kind in REMEMBERED:
                more += _of_known_shapes(graph, scope, has("Sum/reduction_indices") + has("Sum_1/reduction_indices"))
            if "/while/" in scope:  # where it kept shapes on stacks
                mark("the gradient of tf.while_loop")
        return more
    if kind == "Prod" and _of_scope(graph, scope).inputs[0].shape.is_fully_defined():
        mark("the gradient of Prod")
    if kind in ("Sum", "Mean", "Prod"):
        if name == "BroadcastTo":  # 1.15 tiled
            return 3 if has("DynamicStitch") else 14
        of_sums = {"GatherV2": 1, "floordiv": 12, "Reshape/shape_1": -1}
        return of_sums.get(name, 0) if kind != "Prod" else 0
    if kind in ("Max", "Min") and name == "Equal" and not has("DynamicStitch"):
        # 1.15 computed the reduced shape also where that is known, or kept
        return 11 if _of_scope(graph, scope).get_attr("keep_dims") else 7
    if kind == "BatchMatMulV2" and name == "MatMul" and not has("BroadcastGradientArgs"):
        return 15  # and summed over both sides
    if name.startswith("flow_out"):
        return 0 if name.endswith("/b_sync") else -1
    if name == "write_barrier" or kind == "StridedSlice" and name.startswith("StridedSliceGrad/"):
        return -1
    return 1 if (kind, name) in (("SparseSoftmaxCrossEntropyWithLogits", "ExpandDims"), ("GatherV2", "Size")) else 0


def _of_known_shapes(graph, scope, sums):
    """How many more, if the sizes of both shapes are known: 1.15 computed then how they are broadcast, and remembered
    it. sums: over how many of the two sides the gradient sums."""
    operation, known = _of_scope(graph, scope), _counts[graph].known
    if not all(one.shape.is_fully_defined() for one in operation.inputs):
        return 0
    shapes = tuple(tuple(one.shape.as_list()) for one in operation.inputs)
    remembered = shapes in known
    known.add(shapes)
    return 4 * (sums == 2) - 4 * (sums == 0 and operation.type == "Pow") - 3 * remembered


def _kind_of(graph, scope):
    """The type of the operation whose gradient has this scope: gradients_1/tower/Mean."""
    operation = _of_scope(graph, scope)
    return operation.type if operation is not None else ""


def _of_scope(graph, scope):
    while scope:
        operation = _operation(graph, scope)
        if operation is not None:
            return operation
        scope = scope.partition("/")[2]
    return None


def _operation(graph, name):
    try:
        return graph.get_operation_by_name(name)
    except (KeyError, ValueError):
        return None


def _tallied(function, more):
    def called(*arguments, **named):
        _count().more += more  # first, as a draw may stand at the end of what is made
        return function(*arguments, **named)
    return called


def _marked(function, what):
    def called(*arguments, **named):
        mark(what)
        return function(*arguments, **named)
    return called


def _renormalizing(call):
    def called(self, *arguments, **named):
        if self.renorm or self.virtual_batch_size is not None:
            mark("batch normalization with renorm or virtual_batch_size")
        return call(self, *arguments, **named)
    return called


def mark(what):
    """Note that from here on, it is not known how many operations 1.15 made for `what` in this graph."""
    count = _count()
    if what not in count.told:
        count.unknown[what] = True


def unknown(what):
    """Decorate one of this folder's own functions for which this is so."""
    def decorated(function):
        @functools.wraps(function)
        def called(*arguments, **named):
            mark(what)
            return function(*arguments, **named)
        return called
    return decorated


def _scaled(today):
    def random_uniform(shape, minval=0, maxval=None, dtype=None, seed=None, name=None):
        """random_ops.random_uniform of 1.15, which also scaled numbers that already lie between 0 and 1."""
        import tensorflow.compat.v1 as tf
        dtype = tf.as_dtype(tf.float32 if dtype is None else dtype)
        shape_util = private.where_there_is("ops.shape_util")
        if dtype.is_integer or shape_util is None:
            return today(shape, minval, maxval, dtype, seed, name)
        with tf.name_scope(name, "random_uniform", [shape, minval, maxval]) as name:
            shape = shape_util.shape_tensor(shape)
            minval = tf.convert_to_tensor(minval, dtype=dtype, name="min")
            maxval = tf.convert_to_tensor(1 if maxval is None else maxval, dtype=dtype, name="max")
            seed, seed2 = tf.get_seed(seed)
            drawn = tf.raw_ops.RandomUniform(shape=shape, dtype=dtype, seed=seed, seed2=seed2)
            result = tf.add(drawn * (maxval - minval), minval, name=name)
            shape_util.maybe_set_static_shape(result, shape)
            return result
    return random_uniform


def _dropping(today):
    def dropout(x, rate, noise_shape=None, seed=None, name=None):
        """nn_ops.dropout_v2 of 1.15."""
        import tensorflow.compat.v1 as tf
        is_number, of_noise = isinstance(rate, numbers.Real), private.where_there_is("ops.nn_ops", "_get_noise_shape")
        if is_number and not 0 < rate < 1 or not (is_number or tf.is_tensor(rate)) or of_noise is None:
            return today(x, rate, noise_shape, seed, name)
        with tf.name_scope(name, "dropout", [x]):
            x = tf.convert_to_tensor(x, name="x")
            if not x.dtype.is_floating:
                return today(x, rate, noise_shape, seed, name)
            rate = tf.convert_to_tensor(rate, dtype=x.dtype, name="rate")
            rate.get_shape().assert_has_rank(0)
            if tf.get_static_value(rate) == 0:
                return x
            drawn = tf.random_uniform(of_noise(x, noise_shape), seed=seed, dtype=x.dtype)
            scale = 1 / (1 - rate)
            result = x * scale * tf.cast(drawn >= rate, x.dtype)
            result.set_shape(x.get_shape())
            return result
    return dropout


def _splitting(today):
    def split(value, num_or_size_splits, *others, **named):
        """array_ops.split of 1.15, which also turned the number into a tensor."""
        import tensorflow.compat.v1 as tf
        if isinstance(num_or_size_splits, numbers.Integral):
            tf.convert_to_tensor(int(num_or_size_splits))
        return today(value, num_or_size_splits, *others, **named)
    return split


def _comparing(today):
    def constant_if_small(value, shape, *others, **named):
        """array_ops._constant_if_small of 1.15, which also multiplied sizes that are tensors."""
        import tensorflow.compat.v1 as tf
        if isinstance(shape, (list, tuple)) and any(map(tf.is_tensor, shape)):
            functools.reduce(operator.mul, shape) < 1000  # operations that nobody runs
            return None
        return today(value, shape, *others, **named)
    return constant_if_small


def _knowing_ranks(today):
    def reduction_dims(x, axis):
        """math_ops._ReductionDims of 1.15, which also knew the rank of a scalar."""
        import tensorflow.compat.v1 as tf
        rank = getattr(getattr(x, "shape", None), "rank", None)
        if axis is None and rank == 0:
            return tf.constant([], dtype=tf.int32)
        return today(x, axis)
    return reduction_dims


def _normalizing(today):
    def fused_batch_norm(x, scale, offset, mean=None, variance=None, *others, **named):
        """In training, layers gave it no mean, so it made constants. In a branch of a condition, today's layers
        bring the mean there with the same number of operations."""
        import tensorflow.compat.v1 as tf
        trains = named.get("is_training", others[2] if len(others) > 2 else True)
        if trains and mean is not None:
            if tf.get_default_graph()._get_control_flow_context() is None:
                _count().more += 2
            elif _is_resource_variable(mean):  # which is read there too
                _count().more -= 2
        return today(x, scale, offset, mean, variance, *others, **named)
    return fused_batch_norm


def _looking_up(today):
    def embedding_lookup(params, *others, **named):
        """For a resource variable, 1.15 made one Identity more."""
        result = today(params, *others, **named)
        _count().more += _is_resource_variable(params)
        return result
    return embedding_lookup


def _is_resource_variable(value):
    kind = private.where_there_is("ops.resource_variable_ops", "BaseResourceVariable")
    return kind is not None and isinstance(value, kind)


def _regularizing(today):
    def begin(tensor, function):
        """1.15 called a variable's regularizer once, and not a second time for operations that are computed later."""
        import tensorflow.compat.v1 as tf
        before = len(tf.get_default_graph().get_operations())
        today(tensor, function)
        _count().more -= len(tf.get_default_graph().get_operations()) - before
    return begin


def _sizing(today):
    def size(array, name=None):
        """1.15 asked the array for its size each time."""
        import tensorflow.compat.v1 as tf
        _count().more += not array._dynamic_size and tf.is_tensor(array._size)
        return today(array, name)
    return size


def _flattening(today):
    def call(layer, inputs):
        """It read the size of the batch off the tensor, by six operations more."""
        if inputs.shape.rank is not None and inputs.shape.dims[0].value is None:
            _count().more += 6 if inputs.shape[1:].is_fully_defined() else 0
        return today(layer, inputs)
    return call


def _transposing(today):
    def call(layer, inputs):
        """Conv2DTranspose computed its size by operations."""
        _count().more += 10 if layer.padding == "same" else 14
        return today(layer, inputs)
    return call


def _combining(today):
    def embedding_lookup_sparse(params, sp_ids, sp_weights=None, *others, **named):
        combiner = named.get("combiner", others[2] if len(others) > 2 else None)
        if sp_weights is None and combiner in (None, "mean"):
            _count().more += 5
        else:
            mark("tf.nn.embedding_lookup_sparse")
        return today(params, sp_ids, sp_weights, *others, **named)
    return embedding_lookup_sparse


def _confusing(today):
    def confusion_matrix(labels, predictions, num_classes=None, *others, **named):
        """1.15 made one operation more where it had to find the number of classes."""
        _count().more += 3 if num_classes is None else 2
        return today(labels, predictions, num_classes, *others, **named)
    return confusion_matrix


def _marking_ones(today):
    def one_hot(indices, depth, on_value=None, off_value=None, *others, **named):
        """1.15 turned the given values into tensors twice."""
        import tensorflow.compat.v1 as tf
        _count().more += sum(value is not None and not tf.is_tensor(value) for value in (on_value, off_value))
        return today(indices, depth, on_value, off_value, *others, **named)
    return one_hot


def _turning(today):
    def transpose(a, perm=None, *others, **named):
        if perm is None and getattr(getattr(a, "shape", None), "rank", 0) is None:
            _count().more += 1
        return today(a, perm, *others, **named)
    return transpose


def _slicing(today):
    @functools.wraps(today)
    def slice_helper(tensor, slice_spec, var=None):
        """tensor[...]: if an index is a tensor, today's TensorFlow makes other tensors than 1.15."""
        import tensorflow.compat.v1 as tf
        parts = slice_spec if isinstance(slice_spec, (list, tuple)) else [slice_spec]
        slices, indices = [one for one in parts if isinstance(one, slice)], [one for one in parts if not isinstance(
            one, slice)]
        sides = [[*(getattr(one, side) for one in slices), *indices] for side in ("start", "stop", "step")]
        given = [part for side in sides for part in side if tf.is_tensor(part)]
        if not given or var is not None:
            return today(tensor, slice_spec, var)
        if any(part.dtype.name != "int32" for part in given) or any(isinstance(one, list) for one in indices):
            mark("indexing with a tensor that is not int32")
            return today(tensor, slice_spec, var)
        sides[2] = [one.step for one in slices]
        operations = 1 + 2 * sum(map(tf.is_tensor, indices))  # itself, and the end of each that is an index
        for side in sides:  # a constant, or a Pack of tensors and constants
            tensors = sum(map(tf.is_tensor, side))
            operations += 1 + (len(parts) - tensors if tensors else 0)
        with as_if(operations):
            return today(tensor, slice_spec, var)
    return slice_helper


def _spacing(today):
    def linspace(start, stop, num, *others, **named):
        """In 1.15 it was one operation, besides the tensors that it made from numbers."""
        import tensorflow.compat.v1 as tf
        with as_if(1 + sum(not tf.is_tensor(given) for given in (start, stop, num))):
            return today(start, stop, num, *others, **named)
    return linspace


def _is_dilated(dilations):
    return dilations is not None and any(number != 1 for number in (
        dilations if isinstance(dilations, (list, tuple, numpy.ndarray)) else [dilations]))


def _convolving(today):
    def convolution_internal(*arguments, **named):
        """1.15 made a tensor from the dilation rate, if this is 1."""
        dilations = named.get("dilations", arguments[5] if len(arguments) > 5 else None)
        _count().more += not _is_dilated(dilations)
        return today(*arguments, **named)
    return convolution_internal


def _convolving_directly(today):
    def convolution(*arguments, **named):
        """But not if the program itself calls it."""
        rate = named.get("dilation_rate", arguments[4] if len(arguments) > 4 else named.get("dilations"))
        _count().more -= not _is_dilated(rate)
        return today(*arguments, **named)
    return convolution


def _parsing(today):
    def parse(serialized, *features, **named):
        """1.15 made a tensor for each key; today's makes one for all keys of a kind."""
        found = [given for given in (*features, *named.values()) if isinstance(given, dict)]
        keys = sum(2 if type(feature).__name__ == "SparseFeature" else 1 for given in found
                   for feature in given.values())
        _count().more += keys - (6 if "sequence" in today.__name__ else 3)
        return today(serialized, *features, **named)
    return parse


def _checking(today):
    def check(image, *arguments, **named):
        """1.15 looked at the whole shape of an image, today's at a slice of it."""
        checks = today(image, *arguments, **named)
        if checks:
            _count().more -= 4
        elif not image.shape.is_fully_defined():
            mark("images whose number is not known")
        return checks
    return check


def _cropping(today):
    @functools.wraps(today)
    def crop(image, *arguments, **named):
        import tensorflow.compat.v1 as tf
        if not tf.convert_to_tensor(image).shape.is_fully_defined():
            mark("tf.image.central_crop of images whose size is not known")
        return today(image, *arguments, **named)
    return crop


def _of_images(today):
    @functools.wraps(today)
    def of_images(image, *others, **named):
        """Of one image as 1.15; of several it made other operations."""
        import tensorflow.compat.v1 as tf
        if tf.convert_to_tensor(image).shape.rank != 3:
            mark("images that are turned or standardized by batches")
        elif "standard" in today.__name__:
            _count().more += 1
        return today(image, *others, **named)
    return of_images


def _decaying(today):
    def polynomial_decay(*arguments, **named):
        if named.get("cycle", arguments[5] if len(arguments) > 5 else False):
            mark("tf.train.polynomial_decay with cycle")
        _count().more += 1
        return today(*arguments, **named)
    return polynomial_decay


def _repeating(today):
    @functools.wraps(today)
    def repeat(dataset, count, *others, **named):
        """Dataset.repeat. After a shuffle it gives the order of 1.15, where one kernel did both."""
        import tensorflow.compat.v1 as tf
        result = today(dataset, count, *others, **named)
        shuffled = dataset
        while hasattr(shuffled, "_dataset"):  # what makes a data set one of TensorFlow 1
            shuffled = shuffled._dataset
        if type(shuffled).__name__ == "_ShuffleDataset" and shuffled._reshuffle_each_iteration is not False:
            once = tf.get_static_value(result._count) == 1  # which 1.15 left out
            return result if once else _as_one_kernel(shuffled, result._count) or result
        return result
    return repeat


def _fusing(today):
    def apply(*arguments, **named):
        def applied(dataset):
            result = today(*arguments, **named)(dataset)
            return _as_one_kernel(result, result._count) or result
        return applied
    return apply


def _as_one_kernel(shuffled, count):
    """The data set shuffled and repeated as in 1.15; None if it is not seeded, or (after a message) if this cannot
    be done."""
    import tensorflow.compat.v1 as tf
    from lab10.tf1 import shuffles
    seeds = shuffled._seed, shuffled._seed2
    if [tf.get_static_value(seed) for seed in seeds] == [0, 0]:
        return None
    with as_if(0):
        found = shuffles.repeated(shuffled._input_dataset, shuffled._buffer_size, seeds, count)
    if found is None:
        tell("a data set's shuffle and then repeat: the elements come in another order than in TensorFlow 1.15, "
             "because their number is not known here")
    return found


def _iterating(today):
    @functools.wraps(today)
    def iterate(dataset):
        """Dataset.__iter__, with which a shuffle of 1.15 started again each time."""
        from lab10.tf1 import shuffles
        if _eager() and vars(dataset).setdefault("_lab10_iterated", False) and shuffles.goes_on(dataset):
            tell("a shuffled data set that is iterated again: TensorFlow 1.15 gave the order of the first time again, "
                 "today's TensorFlow gives another order")
        dataset._lab10_iterated = True
        return today(dataset)
    return iterate
