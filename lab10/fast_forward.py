"""fast_forward: deep_relu with the outputs of layers 2, 4 and 6 added to those of layers 4, 6 and 8.

From note 004's lecture 10-4. On the validation images, adding them before the ReLU was better than adding them after
it.
The lecture gives no figure.
"""
from lab10 import command_line, evaluation, input_data, training
import tensorflow.compat.v1 as tf

learning_rate = 0.1
training_epochs = 15
batch_size = 100


def build():
    """Build the network in the default graph; return its training.Model."""
    X = tf.placeholder(tf.float32, [None, 784])
    Y = tf.placeholder(tf.float32, [None, 10])

    W1 = tf.Variable(tf.random_normal([784, 256]) / 784 ** 0.5, name="W1")
    b1 = tf.Variable(tf.zeros([256]), name="b1")
    L1 = tf.nn.relu(tf.matmul(X, W1) + b1)

    W2 = tf.Variable(tf.random_normal([256, 256]) / 256 ** 0.5, name="W2")
    b2 = tf.Variable(tf.zeros([256]), name="b2")
    L2 = tf.nn.relu(tf.matmul(L1, W2) + b2)

    W3 = tf.Variable(tf.random_normal([256, 256]) / 256 ** 0.5, name="W3")
    b3 = tf.Variable(tf.zeros([256]), name="b3")
    L3 = tf.nn.relu(tf.matmul(L2, W3) + b3)

    W4 = tf.Variable(tf.random_normal([256, 256]) / 256 ** 0.5, name="W4")
    b4 = tf.Variable(tf.zeros([256]), name="b4")
    L4 = tf.nn.relu(tf.matmul(L3, W4) + b4 + L2)

    W5 = tf.Variable(tf.random_normal([256, 256]) / 256 ** 0.5, name="W5")
    b5 = tf.Variable(tf.zeros([256]), name="b5")
    L5 = tf.nn.relu(tf.matmul(L4, W5) + b5)

    W6 = tf.Variable(tf.random_normal([256, 256]) / 256 ** 0.5, name="W6")
    b6 = tf.Variable(tf.zeros([256]), name="b6")
    L6 = tf.nn.relu(tf.matmul(L5, W6) + b6 + L4)

    W7 = tf.Variable(tf.random_normal([256, 256]) / 256 ** 0.5, name="W7")
    b7 = tf.Variable(tf.zeros([256]), name="b7")
    L7 = tf.nn.relu(tf.matmul(L6, W7) + b7)

    W8 = tf.Variable(tf.random_normal([256, 256]) / 256 ** 0.5, name="W8")
    b8 = tf.Variable(tf.zeros([256]), name="b8")
    L8 = tf.nn.relu(tf.matmul(L7, W8) + b8 + L6)

    W9 = tf.Variable(tf.random_normal([256, 10]) / 256 ** 0.5, name="W9")
    b9 = tf.Variable(tf.zeros([10]), name="b9")
    hypothesis = tf.matmul(L8, W9) + b9

    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=Y))
    train = tf.train.GradientDescentOptimizer(learning_rate=learning_rate).minimize(cost)
    return training.Model(X, Y, hypothesis, cost, train)


def run(options):
    """Train and evaluate in a new graph and a new session; return the training.History and evaluation.Score."""
    with tf.Graph().as_default():
        tf.set_random_seed(options.seed)
        mnist = input_data.load(options.data, options.data_dir, one_hot=True)
        model = build()
        with tf.Session(config=training.session_config(options)) as sess:
            sess.run(tf.global_variables_initializer())
            history = training.train(sess, model, mnist, training_epochs, batch_size, options)
            score = evaluation.evaluate(sess, model, mnist.test, options)
    return history, score


if __name__ == "__main__":
    command_line.main(run)
