# tf.layers, tf.losses, tf.metrics; the wish for a name scope; integer labels
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data", one_hot=False)
X = tf.placeholder(tf.float32, [None, 784], name="X")
Y = tf.placeholder(tf.int64, [None], name="Y")
training = tf.placeholder_with_default(False, shape=(), name="training")
with tf.name_scope("cnn"):
    net = tf.layers.conv2d(tf.reshape(X, [-1, 28, 28, 1]), filters=4, kernel_size=[3, 3], padding="same",
                           activation=tf.nn.relu)
    net = tf.layers.max_pooling2d(inputs=net, pool_size=[2, 2], strides=2)
    net = tf.layers.batch_normalization(net, training=training)
    net = tf.layers.dropout(tf.layers.flatten(net), 0.3, training=training)
    net = tf.layers.dense(net, 32, activation=tf.nn.relu, kernel_initializer=tf.contrib.layers.xavier_initializer(),
                          kernel_regularizer=tf.contrib.layers.l2_regularizer(0.001))
    logits = tf.layers.dense(net, 10, name="logits")
loss = tf.losses.sparse_softmax_cross_entropy(labels=Y, logits=logits) + tf.losses.get_regularization_loss()
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    train_op = tf.train.AdamOptimizer().minimize(loss, global_step=tf.train.get_or_create_global_step())
accuracy, update = tf.metrics.accuracy(labels=Y, predictions=tf.argmax(logits, 1))
with tf.variable_scope("logits", reuse=tf.AUTO_REUSE):
    kernel = tf.get_variable("kernel", [32, 10])
with tf.Session() as sess:
    sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
    first = None
    for _ in range(15):
        xs, ys = mnist.train.next_batch(20)
        last, _ = sess.run([loss, train_op], {X: xs, Y: ys, training: True})
        first = first or last
    sess.run(update, {X: mnist.test.images, Y: mnist.test.labels})
    print("falling", last < first, "kernel", sess.run(kernel).shape, "updates",
          len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)), "steps",
          tf.train.global_step(sess, tf.train.get_global_step()))
    print("accuracy", 0 <= sess.run(accuracy) <= 1)
