# recurrent cells: tf.nn.rnn_cell with dynamic_rnn, tf.contrib.rnn with static_rnn, dropout around a stack
import tensorflow as tf
from tensorflow.contrib import rnn
from tensorflow.examples.tutorials.mnist import input_data

tf.set_random_seed(4)
mnist = input_data.read_data_sets("MNIST_data", one_hot=True)
x = tf.placeholder("float", [None, 14, 56])  # two rows at a time
y = tf.placeholder("float", [None, 10])

with tf.variable_scope("static"):
    lstm = rnn.BasicLSTMCell(16, forget_bias=1.0)
    outputs, states = rnn.static_rnn(lstm, tf.unstack(x, 14, 1), dtype=tf.float32)
with tf.variable_scope("dynamic"):
    cells = [tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(16), output_keep_prob=0.9) for _ in range(2)]
    many, _ = tf.nn.dynamic_rnn(tf.contrib.rnn.MultiRNNCell(cells, state_is_tuple=True), x, dtype=tf.float32)
with tf.variable_scope("both"):
    (there, back), _ = tf.nn.bidirectional_dynamic_rnn(rnn.BasicRNNCell(8), rnn.LSTMCell(8), x, dtype=tf.float32)
last = tf.concat([outputs[-1], many[:, -1], there[:, -1], back[:, 0]], 1)
prediction = tf.matmul(last, tf.Variable(tf.random_normal([48, 10]))) + tf.Variable(tf.random_normal([10]))
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=prediction, labels=y))
train = tf.train.RMSPropOptimizer(0.005).minimize(cost)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    costs = []
    batch_x, batch_y = mnist.train.next_batch(20)  # one for all steps: whatever is drawn, its cost falls
    batch_x = batch_x.reshape((20, 14, 56))
    for i in range(15):
        costs.append(sess.run([train, cost], feed_dict={x: batch_x, y: batch_y})[1])
    print("falling", costs[-1] < costs[0], "state", type(states).__name__, states.c.get_shape().as_list()[1])
