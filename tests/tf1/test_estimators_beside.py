"""tf.contrib.predictor, tf.contrib.estimator and, on a processor, tf.contrib.tpu."""
import pytest

SCRIPT = """
import numpy as np
import tensorflow as tf
from tensorflow.contrib import predictor
x = tf.placeholder(tf.float32, [None, 2], name="x")
y = tf.matmul(x, tf.get_variable("v", [2, 1], initializer=tf.ones_initializer()))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    tf.saved_model.simple_save(sess, "saved", {"x": x}, {"y": y})
print(predictor.from_saved_model("saved")({"x": [[1, 2]]}))
named = predictor.from_saved_model("saved", input_names={"a": "x:0"}, output_names={"b": y.name})
print(named({"a": [[1, 1]]}))
for arguments in ({"z": 1},), ({},):
    try:
        named(*arguments) if "z" in arguments[0] else predictor.from_saved_model("saved", "other")
    except ValueError as error:
        print(str(error).split("\\n")[0])

feed = lambda: tf.data.Dataset.from_tensors(({"x": [[1., 2.]]}, [[4.]])).repeat(3)
optimizer = tf.contrib.estimator.clip_gradients_by_norm(tf.train.GradientDescentOptimizer(0.1), 0.5)
line = tf.estimator.LinearRegressor([tf.feature_column.numeric_column("x", 2)], optimizer=optimizer)
line = tf.contrib.estimator.add_metrics(line, lambda labels, predictions: {
    "mae": tf.metrics.mean_absolute_error(labels, predictions["predictions"])})
line.train(feed)
print("%.4f" % line.evaluate(feed)["mae"])
serving = tf.estimator.export.build_raw_serving_input_receiver_fn({"x": tf.placeholder(tf.float32, [None, 2])})
print("%.4f" % predictor.from_estimator(line, serving, output_key="predict")({"x": [[1, 1]]})["predictions"][0, 0])

def model(features, labels, mode, params):
    w = tf.get_variable("w", [1, 1])
    loss = tf.losses.mean_squared_error(labels, tf.matmul(features, w))
    optimizer = tf.contrib.tpu.CrossShardOptimizer(tf.train.GradientDescentOptimizer(0.1))
    return tf.contrib.tpu.TPUEstimatorSpec(
        mode, {"size": tf.fill([tf.shape(features)[0]], params["batch_size"])}, loss,
        optimizer.minimize(loss, tf.train.get_global_step()),
        eval_metrics=(lambda w, n: {"w": tf.metrics.mean(w), "n": tf.metrics.mean(n)}, [w, params["batch_size"]]),
        host_call=(lambda loss: tf.print("called"), [loss]))
def read(params):
    return tf.data.Dataset.from_tensors((tf.ones([1]), 2 * tf.ones([1]))).repeat(60).batch(params["batch_size"])
config = tf.contrib.tpu.RunConfig(master=None, save_checkpoints_steps=50, tpu_config=tf.contrib.tpu.TPUConfig(
    10, num_shards=8, per_host_input_for_training=tf.contrib.tpu.InputPipelineConfig.PER_HOST_V2))
tpu = tf.contrib.tpu.TPUEstimator(model, None, config, {"more": 1}, use_tpu=False, train_batch_size=2,
                                  eval_batch_size=3)
tpu.train(read)
measured = tpu.evaluate(read, steps=4)
print(measured["global_step"], measured["n"], "%.2f" % measured["w"])
tf.contrib.tpu.TPUEstimator(model)
"""


@pytest.mark.slow
def test_estimators_beside(run_tf1):
    result = run_tf1("-c", SCRIPT)
    # by hand: three steps of 0.1 down a gradient of norm 0.5, along (1, 2, 1) / 6 ** 0.5
    step = 0.15 / 6 ** 0.5
    assert result.out.splitlines() == [
        "{'y': array([[3.]], dtype=float32)}", "{'b': array([[2.]], dtype=float32)}",
        "Got unexpected keys in input_dict: {'z'}",
        "Got signature_def_key \"other\". Available signatures are ['serving_default'].",
        f"{4 - 6 * step:.4f}", f"{4 * step:.4f}", "30 3.0 2.00"], result.err
    assert result.err.splitlines().count("called") == 35  # as TensorFlow 1.15.5 calls it
    assert "lab10.tf1 offers it with use_tpu=False" in result.err.splitlines()[-1]
