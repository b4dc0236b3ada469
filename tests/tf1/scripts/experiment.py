"""learn_runner and Experiment, and a Keras model as an estimator."""
import tempfile

import numpy as np
import tensorflow as tf
from tensorflow.contrib.learn.python.learn import learn_runner

tf.logging.set_verbosity(tf.logging.ERROR)
x = np.arange(8, dtype="f").reshape(8, 1) / 8


def data():
    return tf.data.Dataset.from_tensors(({"x": x}, 2 * x + 1)).repeat().make_one_shot_iterator().get_next()


def keras_data():
    return tf.data.Dataset.from_tensors((x, 2 * x + 1)).repeat().make_one_shot_iterator().get_next()


def model_fn(features, labels, mode):
    w = tf.get_variable("w", [1, 1], initializer=tf.zeros_initializer())
    b = tf.get_variable("b", [1], initializer=tf.zeros_initializer())
    loss = tf.reduce_mean((tf.matmul(features["x"], w) + b - labels) ** 2)
    train = tf.train.GradientDescentOptimizer(0.5).minimize(loss, tf.train.get_global_step())
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train, eval_metric_ops={"w": tf.metrics.mean(w)})


def by_directory(output_dir):
    return tf.contrib.learn.Experiment(tf.estimator.Estimator(model_fn, output_dir), data, data, train_steps=20,
                                       eval_steps=1)


def by_config(run_config, hparams):
    return tf.contrib.learn.Experiment(tf.estimator.Estimator(model_fn, config=run_config), train_input_fn=data,
                                       eval_input_fn=data, train_steps=hparams.steps, eval_steps=1)


r, exported = learn_runner.run(by_directory, tempfile.mkdtemp(dir="."))
print(sorted(r), round(float(r["loss"]), 5), round(float(r["w"]), 5), r["global_step"], exported)
r, _ = learn_runner.run(by_config, run_config=tf.contrib.learn.RunConfig(model_dir=tempfile.mkdtemp(dir=".")),
                        schedule="train_and_evaluate", hparams=tf.contrib.training.HParams(steps=3))
print(round(float(r["loss"]), 5), r["global_step"])
m = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(1,), kernel_initializer="zeros", name="d")])
m.compile(tf.train.GradientDescentOptimizer(0.5), "mse", metrics=["mae"])
e = tf.keras.estimator.model_to_estimator(m, model_dir=tempfile.mkdtemp(dir="."))
e.train(keras_data, steps=20)
r = e.evaluate(keras_data, steps=1)
print(type(e).__name__, sorted(r), round(float(r["loss"]), 5), next(e.predict(keras_data))["d"].shape)
