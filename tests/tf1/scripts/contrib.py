# tf.contrib: layers, slim, arg_scope, batch norm with each way of updating; the layers' own names
import tensorflow as tf
import tensorflow.contrib.layers as layers
import tensorflow.contrib.slim as slim
from tensorflow.contrib.framework import arg_scope
from tensorflow.contrib.layers.python.layers import batch_norm
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data", one_hot=True, reshape=False)
tf.set_random_seed(0)
X = tf.placeholder(tf.float32, [None, 28, 28, 1])
Y = tf.placeholder(tf.float32, [None, 10])
is_training = tf.placeholder(tf.bool)
with slim.arg_scope([slim.conv2d, slim.fully_connected], weights_regularizer=slim.l2_regularizer(0.001),
                    normalizer_fn=slim.batch_norm, normalizer_params={"is_training": is_training, "decay": 0.9}):
    net = slim.conv2d(X, 4, [3, 3], scope="conv1")
    net = slim.max_pool2d(net, [2, 2], scope="pool1")
    net = slim.repeat(net, 2, slim.conv2d, 4, [3, 3], scope="conv2")
    net = tf.contrib.layers.flatten(net)
    net = slim.fully_connected(net, 16, scope="fc")
net = batch_norm(net, is_training=is_training, updates_collections=None, scale=True)
with arg_scope([layers.fully_connected], activation_fn=tf.nn.elu,
               weights_initializer=layers.variance_scaling_initializer()):
    net = layers.fully_connected(layers.dropout(net, 0.8, is_training=is_training), 16)
logits = tf.contrib.layers.fully_connected(net, num_outputs=10, activation_fn=None,
                                           weights_initializer=tf.contrib.layers.xavier_initializer(),
                                           biases_initializer=tf.zeros_initializer())
tf.losses.softmax_cross_entropy(Y, logits)
loss = tf.losses.get_total_loss()
optimizer = tf.train.AdamOptimizer(0.01)
train_op = slim.learning.create_train_op(loss, optimizer)
print([v.name for v in tf.trainable_variables()][:4], len(tf.get_collection(tf.GraphKeys.UPDATE_OPS)))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    mean = [v for v in tf.global_variables() if v.name == "conv1/BatchNorm/moving_mean:0"][0]
    costs = []
    for _ in range(15):
        xs, ys = mnist.train.next_batch(20)
        costs.append(sess.run(train_op, feed_dict={X: xs, Y: ys, is_training: True}))
    print("falling", costs[-1] < costs[0], "moved", bool(abs(sess.run(mean)).max() > 0))
