# Saver, a restored meta graph, variables by their tensors' names, collections, moving averages, a decaying rate
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data", one_hot=True)
X = tf.placeholder(tf.float32, [None, 784], name="X")
Y = tf.placeholder(tf.float32, [None, 10], name="Y")
regularizer = tf.contrib.layers.l2_regularizer(0.0001)
with tf.variable_scope("layer1"):
    weights = tf.get_variable("weights", [784, 10], initializer=tf.truncated_normal_initializer(stddev=0.1))
    tf.add_to_collection("losses", regularizer(weights))
    biases = tf.get_variable("biases", [10], initializer=tf.constant_initializer(0.0))
logits = tf.add(tf.matmul(X, weights), biases, name="logits")
global_step = tf.Variable(0, trainable=False)
averages = tf.train.ExponentialMovingAverage(0.99, global_step)
averages_op = averages.apply(tf.trainable_variables())
cost = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(logits=logits, labels=tf.argmax(Y, 1)))
rate = tf.train.exponential_decay(0.8, global_step, 3, 0.99)
step = tf.train.GradientDescentOptimizer(rate).minimize(cost + tf.add_n(tf.get_collection("losses")),
                                                        global_step=global_step)
with tf.control_dependencies([step, averages_op]):
    train_op = tf.no_op(name="train")
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    for i in range(5):
        xs, ys = mnist.train.next_batch(20)
        sess.run(train_op, feed_dict={X: xs, Y: ys})
    saved = sess.run("layer1/weights:0")
    tf.train.Saver().save(sess, "./model.ckpt")

tf.reset_default_graph()
with tf.Session() as sess:
    saver = tf.train.import_meta_graph("model.ckpt.meta")
    saver.restore(sess, tf.train.latest_checkpoint("./"))
    graph = tf.get_default_graph()
    same = (sess.run(graph.get_tensor_by_name("layer1/weights:0")) == saved).all()
    out = sess.run(graph.get_tensor_by_name("logits:0"), feed_dict={graph.get_tensor_by_name("X:0"): mnist.test.images})
    print("same", same, out.shape[1])
    frozen = tf.graph_util.convert_variables_to_constants(sess, graph.as_graph_def(), ["logits"])
    with tf.gfile.GFile("frozen.pb", "wb") as f:
        f.write(frozen.SerializeToString())
print("constants", sum(node.op == "Const" for node in frozen.node) >= 2, tf.gfile.Exists("frozen.pb"))
