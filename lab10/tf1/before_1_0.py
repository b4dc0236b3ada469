"""What was different before TensorFlow 1.0: served if names or types make the meaning certain.

One line on standard error names each old name and each old order of arguments, once.
"""
import copy
import functools
import sys

import numpy

RENAMED = {  # below tensorflow; today's name takes the same arguments
    "complex_abs": "abs", "concat_v2": "concat", "inv": "reciprocal", "list_diff": "setdiff1d", "listdiff": "setdiff1d",
    "merge_all_summaries": "summary.merge_all", "merge_summary": "summary.merge", "mul": "multiply", "neg": "negative",
    "pack": "stack", "select": "where", "sub": "subtract", "unpack": "unstack", "batch_cholesky": "cholesky",
    "batch_matrix_determinant": "matrix_determinant", "batch_matrix_diag": "matrix_diag",
    "batch_matrix_inverse": "matrix_inverse", "batch_matrix_solve": "matrix_solve",
    "batch_matrix_transpose": "matrix_transpose", "image.per_image_whitening": "image.per_image_standardization",
    "nn.bidirectional_rnn": "nn.static_bidirectional_rnn", "nn.deconv2d": "nn.conv2d_transpose",
    "nn.rnn": "nn.static_rnn",
    "nn.state_saving_rnn": "nn.static_state_saving_rnn", "train.SummaryWriter": "summary.FileWriter",
}


def tell(was, today):
    """Say, once in a process, that `was` is read as `today`."""
    if (was, today) not in _told:
        _told.add((was, today))
        print(f"lab10: {was}, from before TensorFlow 1.0, is read as {today}", file=sys.stderr)


_told = set()


def renamed(name):
    """The object for which a name of RENAMED stands."""
    tell(f"tf.{name}", f"tf.{RENAMED[name]}")
    return _today(RENAMED[name])


def _today(name):
    import tensorflow.compat.v1 as tf
    return functools.reduce(getattr, name.split("."), tf)


# what has other arguments today; the arguments are those of then
def batch_matmul(x, y, adj_x=False, adj_y=False, name=None):
    tell("tf.batch_matmul", "tf.matmul")
    return _today("matmul")(x, y, adjoint_a=adj_x, adjoint_b=adj_y, name=name)


def scalar_summary(tags, values, collections=None, name=None):
    return _summary("scalar", tags, values, collections=collections)


def histogram_summary(tag, values, collections=None, name=None):
    return _summary("histogram", tag, values, collections=collections)


def image_summary(tag, tensor, max_images=3, collections=None, name=None):
    return _summary("image", tag, tensor, max_outputs=max_images, collections=collections)


def audio_summary(tag, tensor, sample_rate, max_outputs=3, collections=None, name=None):
    return _summary("audio", tag, tensor, sample_rate=sample_rate, max_outputs=max_outputs, collections=collections)


def _summary(kind, tag, tensor, **more):
    if not isinstance(tag, str):
        raise TypeError(f"tf.{kind}_summary is from before TensorFlow 1.0; today: tf.summary.{kind}; "
                        f"lab10.tf1 offers it only with a single tag, a string, not {tag!r}")
    tell(f"tf.{kind}_summary", f"tf.summary.{kind}")
    return _today(f"summary.{kind}")(tag, tensor, **more)


CHANGED = {function.__name__: function
           for function in (batch_matmul, scalar_summary, histogram_summary, image_summary, audio_summary)}


def rnn_cell(cells):
    """The names of tensorflow.models.rnn.rnn_cell, from before 0.9. They are those of `cells`, but states are not
    tuples, and MultiRNNCell([cell] * 2) has two cells."""
    def untupled(cell):
        class Cell(cell):
            def __init__(self, *arguments, state_is_tuple=False, **named):
                super().__init__(*arguments, state_is_tuple=state_is_tuple, **named)
        return type(cell.__name__, (Cell,), {})

    class Cells(untupled(cells.MultiRNNCell)):
        def __init__(self, cells, **named):
            super().__init__(_each_its_own(cells), **named)
    names = {name: getattr(cells, name) for name in dir(cells) if not name.startswith("_")}
    return names | {name: untupled(names[name]) for name in ("BasicLSTMCell", "LSTMCell")} | {"MultiRNNCell": Cells}


def with_own_weights(call):
    """MultiRNNCell.call, for [cell] * 2. Until TensorFlow 1.1 these were two cells, each with its own weights. Today
    they are one cell, used twice. That fails if its inputs and outputs have different sizes; only then this makes
    two cells."""
    @functools.wraps(call)
    def call_of_then(cells, inputs, state):
        listed = cells._cells
        if listed[0] in listed[1:] and inputs.shape[-1] != listed[0].output_size:
            tell("MultiRNNCell([cell] * n) for one cell", "n cells that have their own weights")
            cells._cells = _each_its_own(listed)
        return call(cells, inputs, state)
    return call_of_then


def _each_its_own(cells):
    """The cells of a list; a cell that is there twice is copied."""
    return [copied(cell) if cell in cells[:place] else cell for place, cell in enumerate(cells)]


def copied(cell):
    """A cell of the same kind that has no variables yet. For a wrapper, the cell inside is copied too."""
    twin = copy.copy(cell)
    for name in ("cell", "_cell"):
        if name in vars(cell):
            setattr(twin, name, copied(vars(cell)[name]))
    if "_cells" in vars(cell):
        twin._cells = [copied(each) for each in cell._cells]
    return twin


# the order of arguments before 1.0, of functions that kept their name; each returns today's arguments
def _concat(concat_dim, values, name="concat"):
    return dict(values=values, axis=concat_dim, name=name)


def _split(split_dim, num_split, value, name="split"):
    return dict(value=value, num_or_size_splits=num_split, axis=split_dim, name=name)


def _resize_images(images, new_height, new_width, method=0, align_corners=False):
    return dict(images=images, size=[new_height, new_width], method=method, align_corners=align_corners)


def _reverse(tensor, dims, name=None):
    return dict(tensor=tensor, axis=[axis for axis, turned in enumerate(dims) if turned], name=name)


def _sampled(weights, biases, inputs, labels, *others, **named):
    return dict(zip(("num_sampled", "num_classes", "num_true"), others), weights=weights, biases=biases, labels=labels,
                inputs=inputs, **named)


def _cross_entropy(logits, labels, name=None):
    return dict(labels=labels, logits=logits, name=name)


def _is_int(value):
    return isinstance(value, (int, numpy.integer)) and not isinstance(value, bool)


def _kind(value):
    """The kind of a tensor's or array's numbers: f, i, u or another letter of NumPy's."""
    dtype = getattr(value, "dtype", None)
    dtype = getattr(dtype, "base_dtype", dtype)
    return numpy.dtype(getattr(dtype, "as_numpy_dtype", dtype)).kind if dtype is not None else ""


def _is_fed(value):
    return getattr(getattr(value, "op", None), "type", "").startswith("Placeholder")


def _are_labels_first(arguments, named):
    """Are these the arguments of a cross entropy in today's order? In doubt the answer is no."""
    if len(arguments) < 2:
        return "labels" not in named
    return _kind(arguments[0]) in tuple("iu") or _is_fed(arguments[0]) and not _is_fed(arguments[1])


ORDERS = {  # by name: today's arguments from those of then; were they given in the order of then?; what is said
    "concat": (_concat, lambda given, named: given and _is_int(given[0]) or "concat_dim" in named,
               "tf.concat(axis, values)", "tf.concat(values, axis)"),
    "split": (_split, lambda given, named: given and _is_int(given[0]) or {"split_dim", "num_split"} & named.keys(),
              "tf.split(axis, n, value)", "tf.split(value, n, axis)"),
    "reverse": (_reverse, lambda given, named: (
        "dims" in named or len(given) > 1 and numpy.asarray(given[1]).dtype == bool),
        "tf.reverse with booleans", "tf.reverse(tensor, axis)"),
    "image.resize_images": (_resize_images, lambda given, named: (
        len(given) > 2 and _is_int(given[1]) and _is_int(given[2]) or "new_height" in named),
        "tf.image.resize_images(images, height, width)", "tf.image.resize_images(images, [height, width])"),
    **{f"nn.{name}": (_sampled, lambda given, named: (
        len(given) > 3 and _kind(given[2]) == "f" and _kind(given[3]) in tuple("iu")),
        f"tf.nn.{name}(weights, biases, inputs, labels)", f"tf.nn.{name}(weights, biases, labels, inputs)")
       for name in ("nce_loss", "sampled_softmax_loss")},
}
BY_NAME = ("sigmoid", "softmax", "sparse_softmax")  # cross entropies, which TensorFlow 1 took by name only


def in_either_order(name):
    """A function of ORDERS that takes its arguments in today's order or in the old one."""
    function = _today(name)
    todays, is_old, was, today = ORDERS[name]

    @functools.wraps(function)
    def in_order(*arguments, **named):
        if not is_old(arguments, named):
            return function(*arguments, **named)
        tell(was, today)
        return function(**todays(*arguments, **named))
    return in_order


def by_name(name):
    """A cross entropy of tf.nn. It refuses logits and labels by position, as before 1.0, if they may be in the other
    order, because then a script would silently get another cost."""
    function = _today(f"nn.{name}")

    @functools.wraps(function)
    def named_or_of_then(*arguments, **named):
        if not arguments:
            return function(**named)
        if _are_labels_first(arguments, named):
            raise ValueError(f"Only call `{name}` with named arguments (labels=..., logits=..., ...)")
        tell(f"tf.nn.{name}(a, b)", f"tf.nn.{name}(logits=a, labels=b)")
        return function(**_cross_entropy(*arguments, **named))
    return named_or_of_then
