"""The first ten costs of a program in Python 2, as JSON on standard output.

    python -m lab10.tf1 --original tests/original/python_2.py > tests/original/python_2.json

made the facts beside this file in TensorFlow 1.15.0 on Python 2.7. test_kinds.py runs it under lab10.tf1.
"""
import cPickle
import json
import sys

import numpy as np
import tensorflow as tf

STEPS = 10
SIZES = {"hidden": 7 / 2 * 4, "out": 2}  # 7 / 2 is 3


def batches(x, y, size):
    for i in xrange(STEPS):
        start = i * size % (len(x) / 2)
        yield x[start:start + size], y[start:start + size]


random = np.random.RandomState(0)
x = random.randn(64, 8).astype("f")
y = map(lambda row: int(row.sum() > 0), x)
x, y = cPickle.loads(cPickle.dumps((x, y)))
tf.set_random_seed(7)
X, Y = tf.placeholder("float", [None, 8]), tf.placeholder("int64", [None])
sizes = [8] + [SIZES[name] for name in sorted(SIZES.keys())]
net = X
for i, (rows, columns) in enumerate(zip(sizes[:-1], sizes[1:])):
    W = tf.Variable(tf.random_normal([rows, columns], stddev=1 / np.sqrt(rows)), name="W%d" % i)
    net = tf.matmul(net, W) + tf.Variable(tf.zeros([columns]))
    if i < len(sizes) - 2:
        net = tf.nn.dropout(tf.nn.relu(net), 0.8)
cost = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(logits=net, labels=Y))
train = tf.train.AdamOptimizer(0.01).minimize(cost)
costs = []
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for images, labels in batches(x, y, 8):
        costs.append(float(sess.run([cost, train], {X: images, Y: labels})[0]))
        print >> sys.stderr, "cost", round(costs[-1]), round(costs[-1], 4)
print json.dumps({"made by": {"tensorflow": tf.__version__, "python": "%d.%d" % sys.version_info[:2]},
                  "facts": {"sizes": sizes, "costs": costs}}, indent=0, sort_keys=True, separators=(",", ": "))
