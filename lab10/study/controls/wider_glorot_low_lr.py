"""wider_glorot_low_lr: wider_glorot with Adam at 0.001.

The control for note 002: is it the width that costs accuracy, or the learning rate of 0.01?
It is in no note.
"""
from lab10 import command_line, evaluation, input_data, training
import tensorflow.compat.v1 as tf

learning_rate = 0.001
training_epochs = 15
batch_size = 100


def build():
    """Build the network in the default graph; return its training.Model."""
    X = tf.placeholder(tf.float32, [None, 784])
    Y = tf.placeholder(tf.float32, [None, 10])

    W1 = tf.get_variable("W1", shape=[784, 2000], initializer=tf.glorot_normal_initializer())
    b1 = tf.Variable(tf.zeros([2000]), name="b1")
    L1 = tf.nn.relu(tf.matmul(X, W1) + b1)

    W2 = tf.get_variable("W2", shape=[2000, 2000], initializer=tf.glorot_normal_initializer())
    b2 = tf.Variable(tf.zeros([2000]), name="b2")
    L2 = tf.nn.relu(tf.matmul(L1, W2) + b2)

    W3 = tf.get_variable("W3", shape=[2000, 2000], initializer=tf.glorot_normal_initializer())
    b3 = tf.Variable(tf.zeros([2000]), name="b3")
    L3 = tf.nn.relu(tf.matmul(L2, W3) + b3)

    W4 = tf.get_variable("W4", shape=[2000, 2000], initializer=tf.glorot_normal_initializer())
    b4 = tf.Variable(tf.zeros([2000]), name="b4")
    L4 = tf.nn.relu(tf.matmul(L3, W4) + b4)

    W5 = tf.get_variable("W5", shape=[2000, 10], initializer=tf.glorot_normal_initializer())
    b5 = tf.Variable(tf.zeros([10]), name="b5")
    hypothesis = tf.matmul(L4, W5) + b5

    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=Y))
    train = tf.train.AdamOptimizer(learning_rate=learning_rate, epsilon=1e-7).minimize(cost)
    return training.Model(X, Y, hypothesis, cost, train)


def run(options):
    """Train and evaluate in a new graph and a new session; return the training.History and evaluation.Score."""
    with tf.Graph().as_default():
        tf.set_random_seed(options.seed)
        mnist = input_data.load(options.data, options.data_dir, one_hot=True, validation_size=0)
        model = build()
        with tf.Session(config=training.session_config(options)) as sess:
            sess.run(tf.global_variables_initializer())
            history = training.train(sess, model, mnist, training_epochs, batch_size, options)
            score = evaluation.evaluate(sess, model, mnist.test, options)
    return history, score


if __name__ == "__main__":
    command_line.main(run)
