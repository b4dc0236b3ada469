"""--seed is for an estimator too, whose configuration has no seed; what a thread shuffles is told."""
from lab10.tf1 import comparison

CODE = """
import numpy as np, tensorflow as tf
tf.set_random_seed(None)
print(tf.get_default_graph().seed, tf.Graph().seed, tf.estimator.RunConfig().tf_random_seed)
tf.set_random_seed(5)
print(tf.get_default_graph().seed)
data = np.arange(60, dtype="float32").reshape(20, 3)
estimator = tf.estimator.LinearRegressor([tf.feature_column.numeric_column("x", [3])])
make = tf.estimator.inputs.numpy_input_fn
def seeded(features, labels, mode):
    print("in the estimator", tf.get_default_graph().seed)
    loss = tf.reduce_mean(features["x"] * tf.get_variable("w", [3]))
    step = tf.train.get_global_step()
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=tf.assign_add(step, 1))
for shuffle in False, True:
    print("shuffle", shuffle, flush=True)
    tf.estimator.Estimator(seeded).train(make({"x": data}, data[:, 0], batch_size=5, shuffle=shuffle), steps=2)
"""


def test_a_seed_that_is_none(run_tf1):
    result = run_tf1("--seed", "9", "-c", CODE)
    assert result.out.splitlines() == ["9 9 None", "5", "shuffle False", "in the estimator 9", "shuffle True",
                                       "in the estimator 9"], result.err
    told = [line for line in result.err.splitlines() if line.startswith("lab10: a shuffled queue that a thread fills")]
    assert len(told) == 1
    assert "a shuffled queue" not in run_tf1("-c", CODE.replace("(5)", "(None)")).err  # as no run repeats


def test_shards_of_a_checkpoint_are_one_file(tmp_path):
    one, other = ({name: tmp_path / name for name in names} for names in (
        ["m.ckpt-4.data-00000-of-00002", "m.ckpt-4.data-00001-of-00002"], ["m.ckpt-4.data-00000-of-00001"]))
    assert comparison.folders(one, other, 1e-5).where == ""
    assert comparison.folders(one, {}, 1e-5).where == "m.ckpt-4.data"
