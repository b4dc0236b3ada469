"""xavier_adam_l2: xavier_adam with L2 regularization: the cost also contains the sum of the squared weights.

From note 004's lecture 10-3. The printed cost includes this sum, times 0.0001. On the validation images, this
factor was slightly better than 0.001 and 0.00001.
The lecture says that regularization reduces overfitting (99 % on training images, less on test images).
"""
from lab10 import command_line, evaluation, input_data, training
import tensorflow.compat.v1 as tf

learning_rate = 0.001
regularization_strength = 0.0001
training_epochs = 15
batch_size = 100


def build():
    """Build the network in the default graph; return its training.Model."""
    X = tf.placeholder(tf.float32, [None, 784])
    Y = tf.placeholder(tf.float32, [None, 10])

    W1 = tf.get_variable("W1", shape=[784, 256], initializer=tf.glorot_uniform_initializer())
    b1 = tf.Variable(tf.random_normal([256]), name="b1")
    L1 = tf.nn.relu(tf.matmul(X, W1) + b1)

    W2 = tf.get_variable("W2", shape=[256, 256], initializer=tf.glorot_uniform_initializer())
    b2 = tf.Variable(tf.random_normal([256]), name="b2")
    L2 = tf.nn.relu(tf.matmul(L1, W2) + b2)

    W3 = tf.get_variable("W3", shape=[256, 10], initializer=tf.glorot_uniform_initializer())
    b3 = tf.Variable(tf.random_normal([10]), name="b3")
    hypothesis = tf.matmul(L2, W3) + b3

    squares = tf.reduce_sum(tf.square(W1)) + tf.reduce_sum(tf.square(W2)) + tf.reduce_sum(tf.square(W3))
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=Y))
    cost += regularization_strength * squares
    train = tf.train.AdamOptimizer(learning_rate=learning_rate).minimize(cost)
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
