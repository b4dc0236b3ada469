"""rnn: a recurrent network of 128 units, which reads the 28 rows of an image one after another.

From note 004's lecture 10-4. The weights are Xavier's, as the lecture draws them. On the validation images,
N(0,1) biases were better than zero biases.
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

    Wx = tf.Variable(tf.random_normal([28, 128]) / 28 ** 0.5, name="Wx")
    Wh = tf.Variable(tf.random_normal([128, 128]) / 128 ** 0.5, name="Wh")
    bh = tf.Variable(tf.random_normal([128]), name="bh")
    h = tf.zeros([tf.shape(X)[0], 128])
    for x in tf.unstack(tf.reshape(X, [-1, 28, 28]), axis=1):  # the image's rows, from the top down
        h = tf.tanh(tf.matmul(x, Wx) + tf.matmul(h, Wh) + bh)

    W = tf.Variable(tf.random_normal([128, 10]) / 128 ** 0.5, name="W")
    b = tf.Variable(tf.random_normal([10]), name="b")
    hypothesis = tf.matmul(h, W) + b

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
