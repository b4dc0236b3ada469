"""batch_norm: deep_dropout_keep_prob with batch normalization, no dropout, and layers of 1,000 to 250 units.

From Ioffe and Szegedy, "Batch normalization" (2015). It trains on all 60,000 images. Adam's learning
rate, 0.002, falls to 0 over the last third of the training.
It is in no note.
"""
from lab10 import command_line, evaluation, input_data, training
import tensorflow.compat.v1 as tf

learning_rate = 0.002
training_epochs = 100
batch_size = 100


def build():
    """Build the network in the default graph; return its training.Model."""
    X = tf.placeholder(tf.float32, [None, 784])
    Y = tf.placeholder(tf.float32, [None, 10])
    is_training = tf.placeholder(tf.bool, [])

    W1 = tf.get_variable("W1", shape=[784, 1000], initializer=tf.glorot_uniform_initializer())
    b1 = tf.Variable(tf.zeros([1000]), name="b1")
    Z1 = normalize(tf.matmul(X, W1), is_training)
    L1 = tf.nn.relu(Z1 + b1)

    W2 = tf.get_variable("W2", shape=[1000, 500], initializer=tf.glorot_uniform_initializer())
    b2 = tf.Variable(tf.zeros([500]), name="b2")
    Z2 = normalize(tf.matmul(L1, W2), is_training)
    L2 = tf.nn.relu(Z2 + b2)

    W3 = tf.get_variable("W3", shape=[500, 250], initializer=tf.glorot_uniform_initializer())
    b3 = tf.Variable(tf.zeros([250]), name="b3")
    Z3 = normalize(tf.matmul(L2, W3), is_training)
    L3 = tf.nn.relu(Z3 + b3)

    W4 = tf.get_variable("W4", shape=[250, 250], initializer=tf.glorot_uniform_initializer())
    b4 = tf.Variable(tf.zeros([250]), name="b4")
    Z4 = normalize(tf.matmul(L3, W4), is_training)
    L4 = tf.nn.relu(Z4 + b4)

    W5 = tf.get_variable("W5", shape=[250, 250], initializer=tf.glorot_uniform_initializer())
    b5 = tf.Variable(tf.zeros([250]), name="b5")
    Z5 = normalize(tf.matmul(L4, W5), is_training)
    L5 = tf.nn.relu(Z5 + b5)

    W6 = tf.get_variable("W6", shape=[250, 10], initializer=tf.glorot_uniform_initializer())
    b6 = tf.Variable(tf.zeros([10]), name="b6")
    s6 = tf.Variable(tf.ones([10]), name="s6")
    Z6 = normalize(tf.matmul(L5, W6), is_training)
    hypothesis = s6 * (Z6 + b6)

    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=Y))
    # the rate falls to 0 over the last third of the training
    global_step, total_steps = tf.train.get_or_create_global_step(), tf.placeholder(tf.float32, [])
    rate = learning_rate * tf.minimum(1.0, 3 * (1 - tf.cast(global_step, tf.float32) / total_steps))
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        train = tf.train.AdamOptimizer(learning_rate=rate).minimize(cost, global_step=global_step)
    return training.Model(X, Y, hypothesis, cost, train, total_steps=total_steps,
                          train_feed={is_training: True}, test_feed={is_training: False})


def normalize(Z, is_training):
    """Return Z, float32 [n, units], shifted and scaled to mean 0 and variance 1 in each unit.

    In training, mean and variance are the batch's. In evaluation they are the population's: the mean over the first
    100 batches, and from then on a moving average. Ioffe and Szegedy, "Batch normalization" (2015).
    """
    mean = tf.Variable(tf.zeros([Z.shape[1]]), trainable=False, name="mean")
    variance = tf.Variable(tf.ones([Z.shape[1]]), trainable=False, name="variance")
    batch_mean, batch_variance = tf.nn.moments(Z, axes=[0])
    share = tf.maximum(0.01, 1 / (1 + tf.cast(tf.train.get_or_create_global_step(), tf.float32)))  # of a new batch
    tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, mean.assign_add(share * (batch_mean - mean)))
    tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, variance.assign_add(share * (batch_variance - variance)))
    mean, variance = tf.where(is_training, batch_mean, mean), tf.where(is_training, batch_variance, variance)
    return (Z - mean) / tf.sqrt(variance + 1e-5)


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
