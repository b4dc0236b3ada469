"""Cells and embeddings of tf.contrib, with known values in their variables."""
import json

import numpy as np
import tensorflow as tf
from tensorflow.contrib import layers
from tensorflow.contrib.rnn import NASCell, PhasedLSTMCell
from tensorflow.contrib.rnn.python.ops.core_rnn_cell import _linear

State = tf.nn.rnn_cell.LSTMStateTuple
x = tf.constant([[0.5, -1.0, 2.0], [1.0, 0.0, -0.5]])
times = tf.constant([[0.25], [3.5]])
state = State(x[:, :2], x[:, 1:])
ids = tf.constant([[1, 2, 0], [3, 4, 4]])
sparse = tf.SparseTensor([[0, 0], [0, 1], [2, 0]], tf.constant([1, 3, -1], tf.int64), [3, 2])


def fill(v, k):
    values = np.cos(np.arange(np.prod(v.shape.as_list())) + k).reshape(v.shape.as_list()) / 2
    return values + 0.6 if "ratio" in v.name or "period" in v.name else values


def show(name, make):
    with tf.variable_scope(name):
        out = make()
    variables = tf.global_variables(name + "/")
    with tf.Session() as s:
        s.run(tf.global_variables_initializer())
        for k, v in enumerate(variables):
            v.load(fill(v, k), s)
        print(json.dumps([name, np.ravel(s.run(out)).tolist()[:4], [v.op.name.split("/", 1)[1] for v in variables]]))


def twice():
    words = layers.embed_sequence(ids, 5, 2, scope="words")
    return words + layers.embed_sequence(ids, 5, 2, scope="words", reuse=True)


show("nas", lambda: NASCell(2)(x, state)[0])
show("nas_proj", lambda: NASCell(2, num_proj=3, use_bias=True)(x, State(x[:, :2], x))[0])
show("phased", lambda: PhasedLSTMCell(2, use_peepholes=True)((times, x), state)[0])
show("phased_rnn", lambda: tf.nn.dynamic_rnn(
    PhasedLSTMCell(2), (tf.ones([2, 3, 1]), tf.ones([2, 3, 2])), dtype=tf.float32)[0])
show("linear", lambda: _linear([x, times], 2, True))
show("embed", lambda: layers.embed_sequence(ids, 5, 2))
show("unique", lambda: layers.embed_sequence(ids, vocab_size=5, embed_dim=2, unique=True, scope="words"))
show("twice", twice)
show("bow", lambda: layers.bow_encoder(ids, 5, 2))
show("bow_dense", lambda: layers.bow_encoder(ids, 5, 2, sparse_lookup=False))
show("safe", lambda: layers.safe_embedding_lookup_sparse([tf.get_variable("w", [5, 2])], sparse, combiner="sum"))
show("safe_default", lambda: layers.safe_embedding_lookup_sparse(tf.get_variable("w", [5, 2]), sparse, None, "mean", 2))
show("deconv", lambda: tf.nn.conv2d_transpose(
    tf.reshape(x, [1, 1, 2, 3]), tf.get_variable("w", [2, 2, 2, 3]), [1, 2, 4, 2], [1, 2, 2, 1]))
