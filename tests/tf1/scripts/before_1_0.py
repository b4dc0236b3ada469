"""TensorFlow's first year: names and orders of before 1.0."""
import tensorflow as tf
from tensorflow.models.rnn import rnn, rnn_cell
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data", one_hot=True)
X = tf.placeholder("float", [None, 784])
Y = tf.placeholder("float", [None, 10])
rows = tf.unpack(tf.transpose(tf.reshape(X, [-1, 28, 28]), [1, 0, 2]))
outputs, state = rnn.rnn(rnn_cell.BasicRNNCell(16), rows, dtype=tf.float32)
cells = rnn_cell.MultiRNNCell([rnn_cell.BasicLSTMCell(3)] * 2)
begun = tf.placeholder_with_default(tf.zeros([100, cells.state_size]), [None, cells.state_size])
with tf.variable_scope("lstm"):
    _, last = rnn.rnn(cells, rows[:2], initial_state=begun)
both = tf.concat(1, [outputs[-1], tf.mul(outputs[-2], 0.5)])
W = tf.get_variable("W", [32, 10])
hypothesis = tf.matmul(both, W)
cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(hypothesis, Y))
optimizer = tf.train.AdamOptimizer(0.01).minimize(cost)
tf.scalar_summary("cost", cost)
tf.histogram_summary("W", W)
tf.image_summary("digit", tf.reshape(X, [-1, 28, 28, 1]), max_images=1)
merged = tf.merge_all_summaries()

with tf.Session() as sess:
    writer = tf.train.SummaryWriter("logs", sess.graph)
    sess.run(tf.initialize_all_variables())
    costs = []
    for step in range(12):
        xs, ys = mnist.train.next_batch(100)
        summary, value, _ = sess.run([merged, cost, optimizer], {X: xs, Y: ys})
        writer.add_summary(summary, step)
        costs.append(value)
print("falling", costs[-1] < costs[0],
      [part.get_shape().as_list() for part in tf.split(1, 2, tf.ones([3, 4]))], last.get_shape())
