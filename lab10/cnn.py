"""cnn: softmax after two layers of convolution and pooling.

From note 004's lecture 10-4. The weights are Xavier's, as the lecture draws them. The filters have 3x3 pixels. On the
validation images, zero biases were better than N(0,1).
The lecture gives no figure.
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

    image = tf.reshape(X, [-1, 28, 28, 1])

    W1 = tf.Variable(tf.random_normal([3, 3, 1, 32]) / (3 * 3 * 1) ** 0.5, name="W1")
    b1 = tf.Variable(tf.zeros([32]), name="b1")
    L1 = tf.nn.relu(tf.nn.conv2d(image, W1, strides=[1, 1, 1, 1], padding="SAME") + b1)
    L1 = tf.nn.max_pool(L1, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME")

    W2 = tf.Variable(tf.random_normal([3, 3, 32, 64]) / (3 * 3 * 32) ** 0.5, name="W2")
    b2 = tf.Variable(tf.zeros([64]), name="b2")
    L2 = tf.nn.relu(tf.nn.conv2d(L1, W2, strides=[1, 1, 1, 1], padding="SAME") + b2)
    L2 = tf.nn.max_pool(L2, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME")
    L2 = tf.reshape(L2, [-1, 7 * 7 * 64])

    W3 = tf.Variable(tf.random_normal([7 * 7 * 64, 10]) / (7 * 7 * 64) ** 0.5, name="W3")
    b3 = tf.Variable(tf.zeros([10]), name="b3")
    hypothesis = tf.matmul(L2, W3) + b3

    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=Y))
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
