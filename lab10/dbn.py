"""dbn: deep_sigmoid with first weights that are trained layer by layer, as a deep belief network.

From note 004's lecture 10-2. Each layer is trained as a restricted Boltzmann machine: forward with W, back with the
same W, and W is adjusted until the estimate is like X. Each layer trains for three epochs, from N(0, 0.01) weights.
The lecture says that good first weights let a deep network learn.
"""
from lab10 import command_line, evaluation, input_data, training
import tensorflow.compat.v1 as tf

learning_rate = 0.1
training_epochs = 15
batch_size = 100
rbm_learning_rate = 0.1
rbm_epochs = 3


def build():
    """Build the network and its Boltzmann machines in the default graph; return its training.Model."""
    X = tf.placeholder(tf.float32, [None, 784])
    Y = tf.placeholder(tf.float32, [None, 10])

    W1 = tf.Variable(tf.random_normal([784, 256], stddev=0.01), name="W1")
    b1 = tf.Variable(tf.zeros([256]), name="b1")
    L1 = tf.sigmoid(tf.matmul(X, W1) + b1)
    boltzmann_machine(X, W1, b1, L1)

    W2 = tf.Variable(tf.random_normal([256, 256], stddev=0.01), name="W2")
    b2 = tf.Variable(tf.zeros([256]), name="b2")
    L2 = tf.sigmoid(tf.matmul(L1, W2) + b2)
    boltzmann_machine(L1, W2, b2, L2)

    W3 = tf.Variable(tf.random_normal([256, 256], stddev=0.01), name="W3")
    b3 = tf.Variable(tf.zeros([256]), name="b3")
    L3 = tf.sigmoid(tf.matmul(L2, W3) + b3)
    boltzmann_machine(L2, W3, b3, L3)

    W4 = tf.Variable(tf.random_normal([256, 256], stddev=0.01), name="W4")
    b4 = tf.Variable(tf.zeros([256]), name="b4")
    L4 = tf.sigmoid(tf.matmul(L3, W4) + b4)
    boltzmann_machine(L3, W4, b4, L4)

    W5 = tf.Variable(tf.random_normal([256, 256], stddev=0.01), name="W5")
    b5 = tf.Variable(tf.zeros([256]), name="b5")
    L5 = tf.sigmoid(tf.matmul(L4, W5) + b5)
    boltzmann_machine(L4, W5, b5, L5)

    W6 = tf.Variable(tf.random_normal([256, 256], stddev=0.01), name="W6")
    b6 = tf.Variable(tf.zeros([256]), name="b6")
    L6 = tf.sigmoid(tf.matmul(L5, W6) + b6)
    boltzmann_machine(L5, W6, b6, L6)

    W7 = tf.Variable(tf.random_normal([256, 256], stddev=0.01), name="W7")
    b7 = tf.Variable(tf.zeros([256]), name="b7")
    L7 = tf.sigmoid(tf.matmul(L6, W7) + b7)
    boltzmann_machine(L6, W7, b7, L7)

    W8 = tf.Variable(tf.random_normal([256, 256], stddev=0.01), name="W8")
    b8 = tf.Variable(tf.zeros([256]), name="b8")
    L8 = tf.sigmoid(tf.matmul(L7, W8) + b8)
    boltzmann_machine(L7, W8, b8, L8)

    W9 = tf.Variable(tf.random_normal([256, 10]) / 256 ** 0.5, name="W9")
    b9 = tf.Variable(tf.zeros([10]), name="b9")
    hypothesis = tf.matmul(L8, W9) + b9

    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=Y))
    train = tf.train.GradientDescentOptimizer(learning_rate=learning_rate).minimize(cost)
    return training.Model(X, Y, hypothesis, cost, train)


def boltzmann_machine(V, W, b, L):
    """Add a layer's restricted Boltzmann machine to the collection "rbms": its reconstruction error and its training
    step.

    V: the layer's input, float32 [n, visible]. L: float32 [n, hidden], the probability that each of its units is on. W
    and b are its weights and biases. The step is contrastive divergence with one reconstruction (CD-1), as in Hinton,
    "A practical guide to training restricted Boltzmann machines" (2010).
    """
    c = tf.Variable(tf.zeros([V.shape[1]]), trainable=False, name="c")  # the biases of the way back
    on = tf.cast(tf.random_uniform(tf.shape(L)) < L, tf.float32)
    estimate = tf.sigmoid(tf.matmul(on, W, transpose_b=True) + c)  # back with the same W
    again = tf.sigmoid(tf.matmul(estimate, W) + b)
    error = tf.reduce_mean(tf.square(V - estimate))
    rate = rbm_learning_rate / tf.cast(tf.shape(V)[0], tf.float32)
    adjust = tf.group(
        W.assign_add(rate * (tf.matmul(V, L, transpose_a=True) - tf.matmul(estimate, again, transpose_a=True))),
        b.assign_add(rate * tf.reduce_sum(L - again, axis=0)),
        c.assign_add(rate * tf.reduce_sum(V - estimate, axis=0)))
    tf.add_to_collection("rbms", (error, adjust))


def pretrain(sess, model, data_set, options):
    """Train the Boltzmann machines in `sess`, one at a time from the first layer on, on the images of `data_set`."""
    images = input_data.DataSet(data_set.stored_images, data_set.labels, reshape=False)  # in batches of its own
    for layer, (error, adjust) in enumerate(tf.get_collection("rbms"), 1):
        epoch = training.fed_epoch(sess, model._replace(cost=error, train=adjust), images, batch_size)
        training.run_epochs(epoch, images.num_examples // batch_size, range(1, rbm_epochs + 1), options,
                            name=f"RBM {layer} epoch", cost="error")


def run(options):
    """Train and evaluate in a new graph and a new session; return the training.History and evaluation.Score."""
    with tf.Graph().as_default():
        tf.set_random_seed(options.seed)
        mnist = input_data.load(options.data, options.data_dir, one_hot=True)
        model = build()
        with tf.Session(config=training.session_config(options)) as sess:
            sess.run(tf.global_variables_initializer())
            if not options.restore:
                pretrain(sess, model, mnist.train, options)
            history = training.train(sess, model, mnist, training_epochs, batch_size, options)
            score = evaluation.evaluate(sess, model, mnist.test, options)
    return history, score


if __name__ == "__main__":
    command_line.main(run)
