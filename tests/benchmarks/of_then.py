"""Time old programs in lab10.tf1 beside TensorFlow 1.15.5 itself: eight kinds of them, after their start.

    python tests/benchmarks/of_then.py --rounds 3 [KIND ...]

Each program runs in a process of its own, under one and then under the other, so that the ratio, which is taken within
a round, holds where the machine's speed drifts. `python -m lab10.tf1 --original` must have its environments.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

BEFORE = """
import time
import numpy as np
import tensorflow as tf
tf.set_random_seed(1)
r = np.random.RandomState(0)
def clock(step, times=60):
    for _ in range(5):
        step()
    seconds = []
    for _ in range(times):
        began = time.time()
        step()
        seconds.append(time.time() - began)
    print("seconds %.6f" % sorted(seconds)[times // 2])
def train(loss, feed, times=60):
    step = tf.train.AdamOptimizer(0.001).minimize(loss)
    sess = tf.Session()
    sess.run(tf.global_variables_initializer())
    clock(lambda: sess.run([loss, step], feed()), times)
def xent(labels, logits):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
"""
DENSE = """
from tensorflow.examples.tutorials.mnist import input_data
mnist = input_data.read_data_sets("MNIST_data/", one_hot=True)
X, Y = tf.placeholder(tf.float32, [None, 784]), tf.placeholder(tf.float32, [None, 10])
h, width = X, 784
for size in 256, 256, 10:
    h = tf.matmul(h, tf.Variable(tf.random_normal([width, size]))) + tf.Variable(tf.random_normal([size]))
    h, width = tf.nn.relu(h) if size > 10 else h, size
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=h, labels=Y))
train(cost, lambda: dict(zip([X, Y], mnist.train.next_batch(100))), 300)
"""
KINDS = {  # the program after BEFORE, and what a step is
    "the loop of note 000": (DENSE, "a batch of 100"),
    "slim CNN": ("""
slim = tf.contrib.slim
X, Y = r.rand(64, 28, 28, 1).astype("f"), r.randint(0, 10, 64)
x, y = tf.placeholder(tf.float32, [None, 28, 28, 1]), tf.placeholder(tf.int32, [None])
net = slim.max_pool2d(slim.conv2d(x, 16, [5, 5], normalizer_fn=slim.batch_norm), 2)
net = slim.flatten(slim.max_pool2d(slim.conv2d(net, 32, [5, 5]), 2))
train(xent(y, slim.fully_connected(slim.dropout(net), 10, activation_fn=None)), lambda: {x: X, y: Y}, 30)
""", "a batch of 64"),
    "text CNN": ("""
X, Y = r.randint(0, 2000, [64, 40]), r.randint(0, 2, 64)
x, y = tf.placeholder(tf.int32, [None, 40]), tf.placeholder(tf.int32, [None])
words = tf.expand_dims(tf.nn.embedding_lookup(tf.Variable(tf.random_uniform([2000, 64], -1, 1)), x), -1)
pooled = []
for size in 3, 4, 5:
    conv = tf.nn.conv2d(words, tf.Variable(tf.truncated_normal([size, 64, 1, 64], stddev=.1)), [1] * 4, "VALID")
    pooled.append(tf.nn.max_pool(tf.nn.relu(conv), [1, 41 - size, 1, 1], [1] * 4, "VALID"))
train(xent(y, tf.layers.dense(tf.layers.flatten(tf.concat(pooled, 3)), 2)), lambda: {x: X, y: Y}, 30)
""", "a batch of 64"),
    "LSTM": ("""
X, Y = r.rand(64, 28, 28).astype("f"), r.randint(0, 10, 64)
x, y = tf.placeholder(tf.float32, [None, 28, 28]), tf.placeholder(tf.int32, [None])
outputs, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.BasicLSTMCell(64), x, dtype=tf.float32)
train(xent(y, tf.layers.dense(outputs[:, -1], 10)), lambda: {x: X, y: Y}, 30)
""", "a batch of 64"),
    "estimator": ("""
X, Y = r.rand(6400, 20).astype("f"), r.randint(0, 3, 6400)
class Clock(tf.train.SessionRunHook):
    times = []
    def after_run(self, context, values):
        self.times.append(time.time())
data = tf.estimator.inputs.numpy_input_fn({"x": X}, Y, batch_size=64, num_epochs=None, shuffle=False)
model = tf.estimator.DNNClassifier([64, 64], [tf.feature_column.numeric_column("x", [20])], n_classes=3)
model.train(data, steps=150, hooks=[Clock()])
print("seconds %.6f" % np.median(np.diff(Clock.times)[5:]))
""", "a batch of 64"),
    "Keras mnist_cnn": ("""
import keras
from keras.layers import Conv2D, Dense, Dropout, Flatten, MaxPooling2D
model = keras.models.Sequential([
    Conv2D(32, (3, 3), activation="relu", input_shape=(28, 28, 1)), Conv2D(64, (3, 3), activation="relu"),
    MaxPooling2D(), Dropout(0.25), Flatten(), Dense(128, activation="relu"), Dropout(0.5),
    Dense(10, activation="softmax")])
model.compile(keras.optimizers.Adadelta(), "categorical_crossentropy", metrics=["accuracy"])
X, Y = r.rand(640, 28, 28, 1).astype("f"), keras.utils.to_categorical(r.randint(0, 10, 640), 10)
class Clock(keras.callbacks.Callback):
    times = []
    def on_epoch_end(self, epoch, logs=None):
        self.times.append(time.time())
model.fit(X, Y, batch_size=128, epochs=5, verbose=0, callbacks=[Clock()])
print("seconds %.6f" % np.median(np.diff(Clock.times)))
""", "an epoch of 640"),
    "tf.data": ("""
X, Y = r.rand(6400, 64).astype("f"), r.randint(0, 10, 6400)
data = tf.data.Dataset.from_tensor_slices((X, Y)).shuffle(1000).repeat().map(lambda x, y: (x * 2 - 1, y), 2)
x, y = data.batch(64).prefetch(1).make_one_shot_iterator().get_next()
train(xent(y, tf.layers.dense(tf.layers.dense(x, 128, tf.nn.relu), 10)), dict, 300)
""", "a batch of 64"),
    "Python 2": (DENSE.replace("train(", """
print "with", mnist.train.num_examples / 1000
def feed():
    x, y = mnist.train.next_batch(100)
    return {X: [row for row in x], Y: map(list, y)}
train(""", 1).replace("lambda: dict(zip([X, Y], mnist.train.next_batch(100))), 300", "feed, 100"), "a batch of 100"),
}


def seconds(program, options):
    """Run the file in its folder, and return what it printed, or None."""
    result = subprocess.run([sys.executable, "-m", "lab10.tf1", *options, program.name], cwd=program.parent,
                            capture_output=True, text=True, stdin=subprocess.DEVNULL,
                            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])})
    found = re.search(r"^seconds (\S+)$", result.stdout, re.MULTILINE)
    if result.returncode or not found:
        print(*result.stderr.splitlines()[-1:], file=sys.stderr)
        return None
    return float(found[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", choices=[[], *KINDS], metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    found = {kind: [] for kind in arguments.kinds or KINDS}
    for _ in range(arguments.rounds):
        for kind, rounds in found.items():
            with tempfile.TemporaryDirectory() as folder:
                program = Path(folder, "program.py")
                program.write_text(BEFORE + KINDS[kind][0], encoding="utf-8")
                both = seconds(program, ["--original", "--yes"]), seconds(program, [])
            rounds += [both] if None not in both else []
            print(kind, *both, file=sys.stderr, flush=True)
    print("| program | a step | TensorFlow 1.15.5: ms | lab10.tf1: ms | ratio | range |\n|---|---|---|---|---|---|")
    for kind, rounds in found.items():
        ratios = [ours / original for original, ours in rounds]
        if ratios:
            print(f"| {kind} | {KINDS[kind][1]} | {1000 * median(original for original, _ in rounds):.2f} "
                  f"| {1000 * median(ours for _, ours in rounds):.2f} | {median(ratios):.2f} "
                  f"| {min(ratios):.2f} to {max(ratios):.2f} |")


if __name__ == "__main__":
    main()
