"""The first ten costs of programs of ten kinds, as a program of TensorFlow 1: `kinds.py FILE` writes them as JSON.

    python -m lab10.tf1 --original tests/original/kinds.py tests/original/kinds.json

made the facts beside this file in TensorFlow 1.15.5. test_kinds.py runs it under lab10.tf1.
"""
import json
import sys
import tempfile

import numpy as np
import tensorflow as tf

STEPS = 10
KINDS = {}
RANDOM = np.random.RandomState(0)
X = RANDOM.randn(64, 8).astype(np.float32)
Y = (X.sum(axis=1) > 0).astype(np.int64)
IMAGES = RANDOM.rand(16, 8, 8, 1).astype(np.float32)
slim, cells = tf.contrib.slim, tf.nn.rnn_cell


def kind(function):
    KINDS[function.__name__] = function


def trained(loss, optimizer, feed=None):
    train = optimizer.minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        return [float(sess.run([loss, train], feed)[0]) for _ in range(STEPS)]


def cross_entropy(logits, labels=Y):
    return tf.losses.sparse_softmax_cross_entropy(tf.convert_to_tensor(labels), logits)


@kind
def layers():
    net = tf.layers.dropout(tf.layers.dense(X, 16, tf.nn.relu), 0.3, training=True)
    return trained(cross_entropy(tf.layers.dense(net, 2)), tf.train.AdamOptimizer(0.01))


@kind
def variables():
    weights = tf.Variable(tf.truncated_normal([8, 16], stddev=0.1))
    net = tf.nn.dropout(tf.nn.relu(tf.matmul(X, weights) + tf.Variable(tf.constant(0.1, shape=[16]))), 0.8)
    logits = tf.matmul(net, tf.Variable(tf.random_uniform([16, 2], -0.1, 0.1)))
    return trained(cross_entropy(logits), tf.train.MomentumOptimizer(0.1, 0.9))


@kind
def slim_layers():
    with slim.arg_scope([slim.fully_connected], normalizer_fn=slim.batch_norm,
                        weights_regularizer=slim.l2_regularizer(1e-3)):
        net = slim.dropout(slim.stack(tf.constant(X), slim.fully_connected, [16, 8]), 0.7)
    logits = slim.fully_connected(net, 2, activation_fn=None, normalizer_fn=None)
    slim.losses.sparse_softmax_cross_entropy(logits, tf.constant(Y))
    return trained(slim.losses.get_total_loss(), tf.train.AdamOptimizer(0.01))


@kind
def convolutions():
    net = tf.layers.max_pooling2d(tf.layers.conv2d(IMAGES, 4, 3, activation=tf.nn.relu), 2, 2)
    net = tf.layers.conv2d_transpose(net, 2, 3, 2, "same")
    return trained(cross_entropy(tf.layers.dense(tf.layers.flatten(net), 2), Y[:16]), tf.train.RMSPropOptimizer(0.01))


@kind
def rnn():
    cell = cells.MultiRNNCell([cells.BasicLSTMCell(6), cells.GRUCell(5)])
    outputs, _ = tf.nn.dynamic_rnn(cell, X.reshape(64, 4, 2), dtype=tf.float32)
    return trained(cross_entropy(tf.layers.dense(outputs[:, -1], 2)), tf.train.AdamOptimizer(0.01))


@kind
def static_rnn():
    cell = cells.DropoutWrapper(tf.contrib.rnn.LSTMCell(6), output_keep_prob=0.9)
    outputs, _ = tf.contrib.rnn.static_rnn(cell, tf.unstack(tf.constant(X.reshape(64, 4, 2)), 4, 1), dtype=tf.float32)
    return trained(cross_entropy(tf.layers.dense(outputs[-1], 2)), tf.train.AdamOptimizer(0.01))


@kind
def estimator():
    losses = []

    def model(features, labels, mode):
        logits = tf.layers.dense(tf.layers.dense(features["x"], 16, tf.nn.relu), 2)
        loss = cross_entropy(logits, labels)
        train = tf.train.AdagradOptimizer(0.1).minimize(loss, tf.train.get_global_step())
        return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train)

    def batches():
        return tf.data.Dataset.from_tensor_slices(({"x": X}, Y)).shuffle(20).repeat().batch(8)

    class Keeping(tf.train.SessionRunHook):
        def before_run(self, context):
            return tf.train.SessionRunArgs(tf.losses.get_losses()[0])

        def after_run(self, context, values):
            losses.append(float(values.results))
    config = tf.estimator.RunConfig(model_dir=tempfile.mkdtemp(), tf_random_seed=3)
    tf.estimator.Estimator(model, config=config).train(batches, steps=STEPS, hooks=[Keeping()])
    return losses


@kind
def data_sets():
    batches = tf.data.Dataset.from_tensor_slices((X, Y)).map(lambda x, y: (x * 2, y)).shuffle(30).repeat().batch(8)
    x, y = batches.make_one_shot_iterator().get_next()
    return trained(cross_entropy(tf.layers.dense(tf.layers.dense(x, 8, tf.nn.relu), 2), y),
                   tf.train.GradientDescentOptimizer(0.1))


@kind
def words():
    embeddings = tf.Variable(tf.random_uniform([50, 8], -1.0, 1.0))
    words, targets = np.arange(16) * 3 % 50, (np.arange(16) * 7 % 50)[:, None]
    loss = tf.nn.nce_loss(tf.Variable(tf.truncated_normal([50, 8], stddev=0.35)), tf.Variable(tf.zeros([50])),
                          tf.constant(targets),
                          tf.nn.embedding_lookup(embeddings, tf.constant(words)), 8, 50)
    return trained(tf.reduce_mean(loss), tf.train.GradientDescentOptimizer(1.0))


@kind
def keras_layers():
    net = tf.keras.layers.Dense(16, "relu")(tf.constant(X))
    logits = tf.keras.layers.Dense(2, kernel_initializer="he_normal")(net)
    return trained(cross_entropy(logits), tf.train.AdamOptimizer(0.01))


def main():
    tf.logging.set_verbosity(tf.logging.ERROR)
    facts = {}
    for name in sorted(KINDS):
        tf.reset_default_graph()
        tf.set_random_seed(7)
        facts[name] = KINDS[name]()
    with open(sys.argv[1], "w") as opened:
        made_by = {"tensorflow": tf.__version__, "python": ".".join(map(str, sys.version_info[:2]))}
        json.dump({"made by": made_by, "facts": facts}, opened, indent=0, sort_keys=True)
        opened.write("\n")


main()
