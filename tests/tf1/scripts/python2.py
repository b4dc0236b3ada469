"""Python 2: print, xrange, dictionaries, exceptions, a tab beside spaces, and a floor division that matters."""
import cPickle as pickle
import StringIO
import urllib2

import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data
import python2_beside

mnist = input_data.read_data_sets("MNIST_data", one_hot=True)
batch_size = 64
batches = mnist.train.num_examples / batch_size
batches /= 2
X = tf.placeholder("float", [None, 784])
Y = tf.placeholder("float", [None, 10])
W = tf.Variable(tf.zeros([784, 10]))
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=tf.matmul(X, W), labels=Y))
train = tf.train.GradientDescentOptimizer(0.1).minimize(cost)
middle = tf.constant(7) / 2

def total((one, other), more=0):
    return one + other + more

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    costs = {}
    for i in xrange(batches):
	feed = dict(zip((X, Y), mnist.train.next_batch(batch_size)))
        costs[i] = sess.run([cost, train], feed)[0]
    print "batches", batches, "falling", costs[batches - 1] < costs[0],
    print "middle", sess.run(middle), 7 / 2.0, total((1, 2), more=4)
if costs.has_key(0):
    print sorted(costs.iteritems())[0][0], [int(n) for n in map(str, range(3))][:3 / 2]
try:
    raise ValueError, "old"
except ValueError, error:
    print "caught", error, unicode("text"), python2_beside.half(7)
kept = StringIO.StringIO()
kept.write(u"kept")
print kept.getvalue(), pickle.loads(pickle.dumps([1])), urllib2.urlopen.__name__
