"""batch_norm_noise: batch_norm with Gaussian noise on the image (0.3) and on each layer (0.5), in training.

From Rasmus et al., "Semi-supervised learning with ladder networks" (2015): it is their network without the decoder.
The noise is added after the normalization, so it is equally strong in all units. The graph contains the encoder a
second time, without noise and with the same weights. This second encoder predicts, and its layers give the means and
variances of the evaluation.
It is in no note. The paper gives 0.80 % error.
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
    noise = tf.placeholder(tf.float32, [])

    L0 = X + 0.6 * noise * tf.random_normal(tf.shape(X))

    W1 = tf.get_variable("W1", shape=[784, 1000], initializer=tf.glorot_uniform_initializer())
    b1 = tf.Variable(tf.zeros([1000]), name="b1")
    Z1 = normalize(tf.matmul(L0, W1))
    Z1 = Z1 + noise * tf.random_normal(tf.shape(Z1))
    L1 = tf.nn.relu(Z1 + b1)

    W2 = tf.get_variable("W2", shape=[1000, 500], initializer=tf.glorot_uniform_initializer())
    b2 = tf.Variable(tf.zeros([500]), name="b2")
    Z2 = normalize(tf.matmul(L1, W2))
    Z2 = Z2 + noise * tf.random_normal(tf.shape(Z2))
    L2 = tf.nn.relu(Z2 + b2)

    W3 = tf.get_variable("W3", shape=[500, 250], initializer=tf.glorot_uniform_initializer())
    b3 = tf.Variable(tf.zeros([250]), name="b3")
    Z3 = normalize(tf.matmul(L2, W3))
    Z3 = Z3 + noise * tf.random_normal(tf.shape(Z3))
    L3 = tf.nn.relu(Z3 + b3)

    W4 = tf.get_variable("W4", shape=[250, 250], initializer=tf.glorot_uniform_initializer())
    b4 = tf.Variable(tf.zeros([250]), name="b4")
    Z4 = normalize(tf.matmul(L3, W4))
    Z4 = Z4 + noise * tf.random_normal(tf.shape(Z4))
    L4 = tf.nn.relu(Z4 + b4)

    W5 = tf.get_variable("W5", shape=[250, 250], initializer=tf.glorot_uniform_initializer())
    b5 = tf.Variable(tf.zeros([250]), name="b5")
    Z5 = normalize(tf.matmul(L4, W5))
    Z5 = Z5 + noise * tf.random_normal(tf.shape(Z5))
    L5 = tf.nn.relu(Z5 + b5)

    W6 = tf.get_variable("W6", shape=[250, 10], initializer=tf.glorot_uniform_initializer())
    b6 = tf.Variable(tf.zeros([10]), name="b6")
    s6 = tf.Variable(tf.ones([10]), name="s6")
    Z6 = normalize(tf.matmul(L5, W6))
    Z6 = Z6 + noise * tf.random_normal(tf.shape(Z6))
    noisy_hypothesis = s6 * (Z6 + b6)

    # the same without noise
    P1 = tf.matmul(X, W1)
    S1 = statistics(P1, is_training)
    T1 = normalize(P1, S1)
    C1 = tf.nn.relu(T1 + b1)

    P2 = tf.matmul(C1, W2)
    S2 = statistics(P2, is_training)
    T2 = normalize(P2, S2)
    C2 = tf.nn.relu(T2 + b2)

    P3 = tf.matmul(C2, W3)
    S3 = statistics(P3, is_training)
    T3 = normalize(P3, S3)
    C3 = tf.nn.relu(T3 + b3)

    P4 = tf.matmul(C3, W4)
    S4 = statistics(P4, is_training)
    T4 = normalize(P4, S4)
    C4 = tf.nn.relu(T4 + b4)

    P5 = tf.matmul(C4, W5)
    S5 = statistics(P5, is_training)
    T5 = normalize(P5, S5)
    C5 = tf.nn.relu(T5 + b5)

    P6 = tf.matmul(C5, W6)
    S6 = statistics(P6, is_training)
    T6 = normalize(P6, S6)
    hypothesis = s6 * (T6 + b6)

    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=noisy_hypothesis, labels=Y))
    # the rate falls to 0 over the last third of the training
    global_step, total_steps = tf.train.get_or_create_global_step(), tf.placeholder(tf.float32, [])
    rate = learning_rate * tf.minimum(1.0, 3 * (1 - tf.cast(global_step, tf.float32) / total_steps))
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        train = tf.train.AdamOptimizer(learning_rate=rate).minimize(cost, global_step=global_step)
    return training.Model(X, Y, hypothesis, cost, train, total_steps=total_steps,
                          train_feed={is_training: True, noise: 0.5}, test_feed={is_training: False, noise: 0.0})


def normalize(Z, by=None):
    """Return Z, float32 [n, units], shifted and scaled by its units' mean and variance, or by those given in `by`."""
    mean, variance = by or tf.nn.moments(Z, axes=[0])
    return (Z - mean) / tf.sqrt(variance + 1e-5)


def statistics(Z, is_training):
    """Return mean and variance of the units of Z, float32 [n, units]: the batch's in training, or the population's.

    The population's are the mean over the first 100 batches of the training, and from then on a moving average.
    """
    mean = tf.Variable(tf.zeros([Z.shape[1]]), trainable=False, name="mean")
    variance = tf.Variable(tf.ones([Z.shape[1]]), trainable=False, name="variance")
    batch_mean, batch_variance = tf.nn.moments(Z, axes=[0])
    share = tf.maximum(0.01, 1 / (1 + tf.cast(tf.train.get_or_create_global_step(), tf.float32)))  # of a new batch
    tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, mean.assign_add(share * (batch_mean - mean)))
    tf.add_to_collection(tf.GraphKeys.UPDATE_OPS, variance.assign_add(share * (batch_variance - variance)))
    return tf.where(is_training, batch_mean, mean), tf.where(is_training, batch_variance, variance)


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
