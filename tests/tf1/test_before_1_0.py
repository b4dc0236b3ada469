"""Names and orders of arguments from before TensorFlow 1.0."""
import numpy

from lab10.tf1 import before_1_0
from tf1.runs import SCRIPTS


def test_a_script(run_tf1):
    """Each name is told once, and what it is taken for."""
    result = run_tf1(SCRIPTS / "before_1_0.py")
    assert result.status == 0 and result.out.endswith("falling True [[3, 2], [3, 2]] (?, 12)\n"), result.err
    told = (
        ("unpack", "unstack"), ("nn.rnn", "nn.static_rnn"), ("mul", "multiply"),
        ("concat(axis, values)", "concat(values, axis)"),
        ("nn.softmax_cross_entropy_with_logits(a, b)", "nn.softmax_cross_entropy_with_logits(logits=a, labels=b)"),
        ("scalar_summary", "summary.scalar"), ("histogram_summary", "summary.histogram"),
        ("image_summary", "summary.image"), ("merge_all_summaries", "summary.merge_all"),
        ("train.SummaryWriter", "summary.FileWriter"), ("split(axis, n, value)", "split(value, n, axis)"))
    assert result.err.splitlines() == [
        f"lab10: tf.{was}, from before TensorFlow 1.0, is read as tf.{today}" for was, today in told]


def test_every_name(run_tf1):
    names = [*before_1_0.RENAMED, *before_1_0.CHANGED, *before_1_0.ORDERS]
    result = run_tf1("-c", "import tensorflow as tf\n" + "\n".join(f"assert callable(tf.{name})" for name in names))
    assert result.status == 0 and result.err.count("\n") == len({*before_1_0.RENAMED}), result.err


def test_orders(run_tf1):
    """What is served in the order of then gives what today's order gives, and today's is not told of."""
    pairs = {
        "tf.concat(1, [x, y])": "tf.concat([x, y], 1)",
        "tf.concat(concat_dim=1, values=[x, y])": "tf.concat(axis=1, values=[x, y])",
        "tf.split(1, 3, x)[2]": "tf.split(x, 3, 1)[2]",
        "tf.split(split_dim=1, num_split=3, value=x)[1]": "tf.split(x, 3, axis=1)[1]",
        "tf.reverse(x, [False, True])": "tf.reverse(x, [1])",
        "tf.image.resize_images(image, 4, 6)": "tf.image.resize_images(image, [4, 6])",
        "tf.batch_matmul(x, y, adj_y=True)": "tf.matmul(x, y, adjoint_b=True)",
        "tf.nn.nce_loss(w, b, x, i, 4, 4, sampled_values=s)": "tf.nn.nce_loss(w, b, i, x, 4, 4, sampled_values=s)",
        "tf.nn.softmax_cross_entropy_with_logits(x, p)": "tf.nn.softmax_cross_entropy_with_logits(labels=p, logits=x)",
        "tf.nn.sigmoid_cross_entropy_with_logits(x, p)": "tf.nn.sigmoid_cross_entropy_with_logits(labels=p, logits=x)",
        "tf.nn.softmax_cross_entropy_with_logits(x, labels=p)":
            "tf.nn.softmax_cross_entropy_with_logits(labels=p, logits=x)",
        "tf.nn.sparse_softmax_cross_entropy_with_logits(x, i[:, 0])":
            "tf.nn.sparse_softmax_cross_entropy_with_logits(labels=i[:, 0], logits=x)",
    }
    result = run_tf1("-c", f"""
import numpy as np, sys
import tensorflow as tf
r = np.random.RandomState(0)
x, y, w, b = (tf.constant(r.rand(*shape), tf.float32) for shape in ([2, 3], [2, 3], [4, 3], [4]))
i, p = tf.constant([[1], [2]], tf.int64), tf.placeholder_with_default(np.eye(3, dtype="f")[:2], [None, 3])
image = tf.constant(r.rand(1, 2, 3, 1), tf.float32)
s = tf.nn.log_uniform_candidate_sampler(i, 1, 4, True, 4, seed=1)
s = [tf.constant(part) for part in tf.Session().run(s)]
for was, today in {pairs!r}.items():
    one, other = tf.Session().run([eval(was), eval(today)])
    assert one.shape == other.shape and (one == other).all(), was
print("same")
for doubtful in ("softmax_cross_entropy_with_logits(p, x)", "sigmoid_cross_entropy_with_logits(p, x)",
                 "sparse_softmax_cross_entropy_with_logits(i[:, 0], x)",
                 "softmax_cross_entropy_with_logits(p, logits=x)"):
    try:
        eval("tf.nn." + doubtful)
    except ValueError as error:
        print(error)
""")
    assert result.out == "same\n" + "".join(
        f"Only call `{kind}cross_entropy_with_logits` with named arguments (labels=..., logits=..., ...)\n"
        for kind in ("softmax_", "sigmoid_", "sparse_softmax_", "softmax_")), result
    assert result.err.count("is read as") == 9, result.err


def test_one_cell_in_layers(run_tf1):
    """[cell] * 2 is two cells where inputs and outputs differ in size, also of a wrapped cell, and else one twice."""
    result = run_tf1("-c", """
import tensorflow as tf
for wrap in (lambda cell: cell, tf.nn.rnn_cell.DropoutWrapper):
    for size in (3, 4):
        with tf.variable_scope(None, "a") as scope:
            cells = tf.nn.rnn_cell.MultiRNNCell([wrap(tf.nn.rnn_cell.GRUCell(4))] * 2)
            outputs, states = tf.nn.dynamic_rnn(cells, tf.ones([2, 5, size]), dtype=tf.float32)
        kernels = [variable for variable in tf.trainable_variables(scope.name) if "gates/kernel" in variable.name]
        print([(variable.name.split("/")[-4], variable.shape.as_list()) for variable in kernels], len(states))
""")
    assert result.out.splitlines() == 2 * ["[('cell_0', [7, 8]), ('cell_1', [8, 8])] 2", "[('cell_0', [8, 8])] 2"]
    assert result.err.count("is read as n cells that have their own weights") == 1


def test_what_decides():
    is_old = before_1_0.ORDERS["concat"][1]
    assert is_old((numpy.int32(1), []), {}) and not is_old(([1, 2], 1), {}) and not is_old((), {"axis": 1})
    assert not before_1_0.ORDERS["image.resize_images"][1]((None, [2, 3], 1), {})
    assert not before_1_0.ORDERS["reverse"][1]((None, [0, 1]), {})
