# two convolutions with tf.nn, the tutorial "for experts": InteractiveSession, eval() and run() without a session
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

tf.set_random_seed(1)
mnist = input_data.read_data_sets("MNIST_data", one_hot=True)
sess = tf.InteractiveSession()


def weight_variable(shape):
    return tf.Variable(tf.truncated_normal(shape, stddev=0.1))


def bias_variable(shape):
    return tf.Variable(tf.constant(0.1, shape=shape))


def pool(x):
    return tf.nn.max_pool(x, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME")


x = tf.placeholder(tf.float32, shape=[None, 784])
y_ = tf.placeholder(tf.float32, shape=[None, 10])
keep_prob = tf.placeholder(tf.float32)
images = tf.reshape(x, [-1, 28, 28, 1])
h1 = pool(tf.nn.relu(tf.nn.conv2d(images, weight_variable([5, 5, 1, 4]), strides=[1, 1, 1, 1], padding="SAME")
                     + bias_variable([4])))
h2 = pool(tf.nn.relu(tf.nn.conv2d(h1, weight_variable([5, 5, 4, 8]), strides=[1, 1, 1, 1], padding="SAME")
                     + bias_variable([8])))
size = int(h2.get_shape()[1] * h2.get_shape()[2] * h2.get_shape()[3])
assert h2.get_shape()[3].value == 8
h3 = tf.nn.dropout(tf.nn.relu(tf.matmul(tf.reshape(h2, [-1, size]), weight_variable([size, 16])) + bias_variable([16])),
                   keep_prob)
y = tf.matmul(h3, weight_variable([16, 10])) + bias_variable([10])
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y_, logits=y))
step = tf.train.AdamOptimizer(1e-3).minimize(cost)
accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(y, 1), tf.argmax(y_, 1)), tf.float32))
sess.run(tf.global_variables_initializer())
before = cost.eval(feed_dict={x: mnist.train.images, y_: mnist.train.labels, keep_prob: 1.0})
for i in range(15):
    batch = mnist.train.next_batch(20)
    step.run(feed_dict={x: batch[0], y_: batch[1], keep_prob: 0.5})
after = cost.eval(feed_dict={x: mnist.train.images, y_: mnist.train.labels, keep_prob: 1.0})
print("falling", after < before)
print("test accuracy %g" % accuracy.eval(feed_dict={x: mnist.test.images, y_: mnist.test.labels, keep_prob: 1.0}))
