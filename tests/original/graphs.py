"""The op seeds of graphs of many kinds, as a program of TensorFlow 1: `graphs.py FILE` writes them as JSON.

    python -m lab10.tf1 --original tests/original/graphs.py tests/original/graphs.json

made the facts beside this file in TensorFlow 1.15.5. test_graphs.py runs it under lab10.tf1.
"""
import json
import sys

import numpy
import tensorflow as tf

LAYERS, SLIM, CELLS = tf.contrib.layers, tf.contrib.slim, tf.nn.rnn_cell
GRAPHS = {}


def graph(function):
    GRAPHS[function.__name__] = function


def place(*shape):
    return tf.placeholder(tf.float32, shape)


def draw():
    return tf.random_normal([3])


@graph
def variables():
    tf.Variable(tf.random_normal([3, 4]))
    tf.Variable(tf.truncated_normal([3, 4], stddev=0.1))
    tf.Variable(tf.constant(0.1, shape=[4]))
    tf.Variable(0, trainable=False)
    tf.Variable(numpy.ones((3, 2)), dtype=tf.float32)
    tf.Variable(tf.random_uniform([3, 4]))
    tf.Variable(tf.random_uniform([3, 4], -1, 1))
    tf.Variable(tf.random_uniform([3, 4], 0, 10, tf.int32))
    draw()


@graph
def initializers():
    for number, initializer in enumerate((
            None, LAYERS.xavier_initializer(), tf.truncated_normal_initializer(stddev=0.1),
            tf.random_normal_initializer(), tf.random_uniform_initializer(-1, 1), tf.glorot_normal_initializer(),
            tf.variance_scaling_initializer(), tf.orthogonal_initializer(), tf.constant_initializer(0.1),
            tf.keras.initializers.he_normal(), LAYERS.xavier_initializer(uniform=False),
            LAYERS.variance_scaling_initializer(), tf.uniform_unit_scaling_initializer(),
            tf.keras.initializers.RandomNormal())):
        tf.get_variable("v%d" % number, [4, 4], initializer=initializer)
    tf.get_variable("given", initializer=tf.random_normal([3, 4]))
    tf.get_variable("held", [3, 4], regularizer=LAYERS.l2_regularizer(0.1))
    draw()


@graph
def layers():
    net = tf.layers.conv2d(place(None, 28, 28, 1), 4, 3, activation=tf.nn.relu)
    net = tf.layers.batch_normalization(tf.layers.max_pooling2d(net, 2, 2), training=True)
    net = tf.layers.dropout(tf.layers.dense(tf.layers.flatten(net), 5, tf.nn.relu), 0.5, training=True)
    training = tf.placeholder(tf.bool)
    net = tf.layers.dropout(tf.layers.dense(net, 3), 0.5, training=training)
    net = tf.layers.dense(net, 3, kernel_regularizer=LAYERS.l2_regularizer(0.1))
    tf.layers.dense(tf.layers.batch_normalization(net, training=training), 3)


@graph
def contrib_layers():
    net = LAYERS.batch_norm(LAYERS.max_pool2d(LAYERS.conv2d(place(None, 28, 28, 1), 4, 3), 2))
    net = LAYERS.dropout(LAYERS.fully_connected(LAYERS.flatten(net), 5), 0.5)
    net = LAYERS.fully_connected(net, 3, None, weights_regularizer=LAYERS.l2_regularizer(0.1))
    LAYERS.fully_connected(LAYERS.fully_connected(net, 3, normalizer_fn=LAYERS.batch_norm), 2)


@graph
def slim():
    with SLIM.arg_scope([SLIM.conv2d, SLIM.fully_connected], weights_regularizer=SLIM.l2_regularizer(0.0005),
                        weights_initializer=tf.truncated_normal_initializer(stddev=0.1)):
        net = SLIM.max_pool2d(SLIM.conv2d(place(None, 28, 28, 1), 4, [3, 3]), [2, 2])
        net = SLIM.fully_connected(SLIM.flatten(SLIM.repeat(net, 2, SLIM.conv2d, 4, [3, 3])), 5)
        net = SLIM.fully_connected(SLIM.dropout(net, 0.5, is_training=True), 3, activation_fn=None)
    SLIM.fully_connected(net, 3)


@graph
def dropout():
    x, keep = place(None, 5), tf.placeholder(tf.float32)
    tf.nn.dropout(x, keep)
    tf.nn.dropout(x, keep_prob=0.7)
    tf.nn.dropout(x, rate=keep)
    tf.nn.dropout(x, rate=0.3)
    tf.nn.dropout(x, 0.7, seed=3)
    tf.nn.dropout(x, 0.5, noise_shape=[1, 5])
    tf.nn.dropout(x, 1.0)
    tf.nn.dropout(tf.ones([3, 4]), 0.5)
    tf.nn.dropout(x, rate=0.0)
    draw()


@graph
def draws():
    tf.random_shuffle(tf.range(5))
    tf.multinomial(tf.ones([2, 3]), 4)
    tf.random_gamma([3], 1.0)
    tf.random_crop(tf.ones([5, 5]), [3, 3])
    tf.random_poisson(1.0, [3])
    tf.random_uniform([2], maxval=5, dtype=tf.int64)
    tf.random_normal([3], seed=1)
    tf.random_normal(tf.shape(place(None, 3)))
    tf.random_uniform(tf.shape(place(None, 3)))
    tf.nn.embedding_lookup(tf.Variable(tf.random_uniform([5, 3], -1.0, 1.0)), tf.placeholder(tf.int32, [None]))
    tf.image.random_flip_left_right(tf.ones([4, 4, 3]))
    tf.image.random_brightness(tf.ones([4, 4, 3]), 0.2)
    tf.image.random_contrast(tf.ones([4, 4, 3]), 0.2, 1.8)
    tf.image.per_image_standardization(tf.ones([4, 4, 3]))
    tf.nn.nce_loss(tf.Variable(tf.ones([9, 4])), tf.Variable(tf.zeros([9])), tf.zeros([2, 1], tf.int64),
                   tf.ones([2, 4]), 3, 9)
    draw()


@graph
def cells():
    x = place(None, 7, 3)
    for number, cell in enumerate((
            CELLS.BasicRNNCell(4), CELLS.BasicLSTMCell(4), CELLS.LSTMCell(4, use_peepholes=True), CELLS.GRUCell(4),
            tf.contrib.rnn.BasicLSTMCell(4), CELLS.MultiRNNCell([CELLS.BasicLSTMCell(4) for _ in range(2)]))):
        with tf.variable_scope("cell%d" % number):
            tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    with tf.variable_scope("both"):
        tf.nn.bidirectional_dynamic_rnn(CELLS.LSTMCell(4), CELLS.LSTMCell(4), x, dtype=tf.float32)
    draw()


@graph
def cells_with_dropout():
    cell = CELLS.DropoutWrapper(CELLS.BasicLSTMCell(4), output_keep_prob=0.5)
    tf.contrib.rnn.static_rnn(cell, tf.unstack(place(None, 3, 3), 3, 1), dtype=tf.float32)
    cell = CELLS.DropoutWrapper(CELLS.GRUCell(4), input_keep_prob=0.5, output_keep_prob=tf.placeholder(tf.float32),
                                state_keep_prob=0.8)
    tf.nn.dynamic_rnn(cell, place(None, 3, 3), dtype=tf.float32, sequence_length=tf.placeholder(tf.int32, [None]))
    draw()


def network():
    """Return the labels, the logits and the cost of a small one."""
    x, y = place(None, 5), place(None, 3)
    hidden = tf.nn.relu(tf.matmul(x, tf.Variable(tf.random_normal([5, 4]))) + tf.Variable(tf.random_normal([4])))
    logits = tf.matmul(hidden, tf.Variable(tf.random_normal([4, 3]))) + tf.Variable(tf.zeros([3]))
    return y, logits, tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=y))


@graph
def optimizers():
    for optimizer in (tf.train.GradientDescentOptimizer(0.1), tf.train.AdamOptimizer(),
                      tf.train.MomentumOptimizer(0.1, 0.9), tf.train.RMSPropOptimizer(0.1),
                      tf.train.AdagradOptimizer(0.1), tf.train.AdadeltaOptimizer(0.1)):
        optimizer.minimize(network()[2])
    step = tf.train.get_or_create_global_step()
    optimizer = tf.train.AdamOptimizer(tf.train.exponential_decay(0.1, step, 100, 0.9))
    optimizer.minimize(network()[2], step)
    optimizer.apply_gradients([(tf.clip_by_value(gradient, -1.0, 1.0), variable) for gradient, variable
                               in optimizer.compute_gradients(network()[2]) if gradient is not None])
    weights = tf.trainable_variables()[-4:]
    clipped, _ = tf.clip_by_global_norm(tf.gradients(network()[2], tf.trainable_variables()[-4:]), 5)
    optimizer.apply_gradients(zip(clipped, weights))
    draw()


@graph
def losses():
    y, logits, _ = network()
    for loss in (lambda: tf.losses.softmax_cross_entropy(y, logits), lambda: tf.losses.mean_squared_error(y, logits),
                 lambda: tf.losses.sparse_softmax_cross_entropy(tf.argmax(y, 1), logits),
                 lambda: tf.losses.sigmoid_cross_entropy(y, logits), lambda: tf.losses.absolute_difference(y, logits),
                 lambda: tf.losses.huber_loss(y, logits), lambda: tf.losses.log_loss(y, logits),
                 lambda: tf.nn.sigmoid_cross_entropy_with_logits(logits=logits, labels=y),
                 lambda: tf.reduce_mean(-tf.reduce_sum(y * tf.log(tf.nn.softmax(logits)), axis=1)),
                 lambda: tf.reduce_mean(tf.square(y - logits)), lambda: tf.nn.l2_loss(logits),
                 lambda: tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1)), tf.float32)),
                 lambda: tf.metrics.accuracy(tf.argmax(logits, 1), tf.argmax(y, 1)), tf.losses.get_total_loss):
        loss()
        draw()


@graph
def sequence_losses():
    logits, targets = place(None, None, 5), tf.placeholder(tf.int32, [None, None])
    weights = place(None, None)
    for over in ({}, {"average_across_timesteps": False}, {"average_across_batch": False},
                 {"average_across_timesteps": False, "average_across_batch": False},
                 {"average_across_timesteps": False, "average_across_batch": False, "sum_over_timesteps": True,
                  "sum_over_batch": True},
                 {"average_across_timesteps": False, "average_across_batch": False, "sum_over_batch": True}):
        loss = tf.contrib.seq2seq.sequence_loss(logits, targets, weights, **over)
        draw()
        tf.gradients(loss, logits)
        draw()


@graph
def records():
    tf.parse_single_example(tf.constant(b""), {"x": tf.FixedLenFeature([3], tf.float32)})
    draw()
    tf.parse_single_example(tf.constant(b""), {
        "x": tf.FixedLenFeature([], tf.int64), "y": tf.VarLenFeature(tf.float32),
        "z": tf.FixedLenFeature([2], tf.float32, [0.0, 1.0]), "s": tf.FixedLenFeature([], tf.string)})
    draw()


@graph
def between():
    """What stands between draws: control flow, summaries, savers, metrics, queues, sizes that are tensors."""
    x, image = place(None, 4), place(None, 8, 8, 2)
    for make in (lambda: tf.cond(tf.constant(True), lambda: x + 1, lambda: x - 1),
                 lambda: tf.while_loop(lambda i: i < 3, lambda i: i + 1, [tf.constant(0)]),
                 lambda: tf.map_fn(lambda row: row + 1, x), lambda: tf.scan(lambda a, b: a + b, x),
                 lambda: tf.summary.scalar("a", tf.reduce_mean(x)), lambda: tf.summary.histogram("b", x),
                 lambda: tf.summary.image("c", image[:, :, :, :1]), tf.summary.merge_all,
                 tf.global_variables_initializer, lambda: (tf.Variable(1.0), tf.train.Saver()),
                 lambda: tf.train.ExponentialMovingAverage(0.9).apply([tf.Variable(tf.zeros([2]))]),
                 lambda: tf.assign(tf.Variable(1.0), 2.0), lambda: tf.zeros([tf.shape(x)[0], 4]),
                 lambda: tf.ones(tf.shape(x)), lambda: tf.eye(3), lambda: tf.confusion_matrix([1], [1], 2),
                 lambda: tf.split(x, 2, 1), lambda: tf.nn.moments(x, [0]), lambda: tf.nn.l2_normalize(x, 1),
                 lambda: tf.nn.conv2d(image, tf.ones([3, 3, 2, 4]), strides=[1, 1, 1, 1], padding="SAME"),
                 lambda: tf.train.shuffle_batch([tf.ones([2])], 2, 10, 5), lambda: tf.one_hot(tf.argmax(x, 1), 4),
                 lambda: tf.train.polynomial_decay(0.1, tf.constant(1), 10), lambda: tf.boolean_mask(x, [True]),
                 lambda: tf.metrics.mean(tf.constant([0.5])), lambda: tf.clip_by_norm(x, 1.0)):
        make()
        draw()


@graph
def data():
    tf.data.Dataset.from_tensor_slices(numpy.arange(10)).shuffle(10).repeat().batch(2).make_one_shot_iterator()
    draw()
    pairs = tf.data.Dataset.from_tensor_slices((numpy.arange(10), numpy.arange(10)))
    pairs = pairs.map(lambda a, b: (a + tf.random_uniform([], 0, 3, tf.int64), b)).shuffle(10, seed=3).batch(2)
    pairs.make_initializable_iterator().get_next()
    draw()


@graph
def keras():
    layers = tf.keras.layers
    net = layers.MaxPooling2D()(layers.Conv2D(4, 3, activation="relu")(place(None, 28, 28, 1)))
    net = layers.Dropout(0.5)(layers.Dense(5, activation="relu")(layers.Flatten()(net)))
    layers.Dense(3, activation="softmax")(layers.BatchNormalization()(layers.Dense(3)(net)))
    layers.LSTM(3)(tf.ones([2, 3, 4]))
    layers.Embedding(5, 3)(tf.ones([2, 3]))
    draw()


@graph
def gradients():
    for make, shapes in (
            (tf.add, ([None, 4], [4])), (tf.add, ([3, 4], [4])), (tf.add, ([3, 4], [3, 4])),
            (tf.subtract, ([None, 4], [None, 4])), (tf.multiply, ([None, 4], [4])), (lambda a: a * 2.0, ([3, 4],)),
            (tf.divide, ([None, 4], [4])), (tf.divide, ([3, 4], [3, 4])), (lambda a: 2.0 / a, ([None, 4],)),
            (lambda a: a ** 2, ([None, 4],)), (lambda a: tf.maximum(a, 0.0), ([None, 4],)),
            (tf.minimum, ([3, 4], [3, 4])), (tf.squared_difference, ([None, 4], [4])), (tf.reduce_sum, ([None, 4],)),
            (lambda a: tf.reduce_sum(a, 1), ([None, 4],)), (lambda a: tf.reduce_sum(a, 1), ([3, 4],)),
            (lambda a: tf.reduce_sum(a, 1, keepdims=True), ([None, 4],)), (tf.reduce_mean, ([None, 4],)),
            (lambda a: tf.reduce_mean(a, 1), ([None, 4],)), (lambda a: tf.reduce_mean(a, 1), ([3, 4],)),
            (lambda a: tf.reduce_mean(a, 1, keepdims=True), ([None, 4],)), (lambda a: tf.reduce_max(a, 1), ([3, 4],)),
            (lambda a: tf.reduce_prod(a, 1), ([None, 4],)), (tf.matmul, ([None, 4], [4, 3])),
            (tf.nn.softmax, ([None, 4],)), (lambda a: a[:, 1:], ([None, 4],)), (lambda a: a[:, 1:], ([3, 4],)),
            (lambda a: tf.gather(a, [0, 1]), ([5, 4],)), (lambda a, b: tf.concat([a, b], 1), ([None, 4], [None, 2])),
            (lambda a: tf.clip_by_value(a, 0.0, 1.0), ([None, 4],)), (lambda a: tf.nn.l2_normalize(a, 1), ([3, 4],)),
            (lambda a: tf.nn.dropout(a, 0.5), ([None, 4],)), (tf.losses.mean_squared_error, ([None, 4], [None, 4])),
            (lambda a: tf.nn.sparse_softmax_cross_entropy_with_logits(logits=a, labels=[1, 2]), ([2, 4],)),
            (lambda a: tf.nn.max_pool(a, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"), ([None, 8, 8, 2],)),
            (lambda a: tf.nn.batch_normalization(a, *tf.nn.moments(a, [0]), offset=tf.zeros([4]), scale=tf.ones([4]),
                                                 variance_epsilon=1e-3), ([None, 4],))):
        places = [place(*shape) for shape in shapes]
        tf.gradients(make(*places), places)
        draw()


def main():
    facts = {}
    for name, build in GRAPHS.items():
        tf.reset_default_graph()
        tf.set_random_seed(777)
        build()
        facts[name] = [operation.get_attr("seed2") for operation in tf.get_default_graph().get_operations()
                       if "seed2" in operation.node_def.attr]
    with open(sys.argv[1], "w") as opened:
        made_by = {"tensorflow": tf.__version__, "python": ".".join(map(str, sys.version_info[:2]))}
        json.dump({"made by": made_by, "facts": facts}, opened, indent=1)
        opened.write("\n")


main()
