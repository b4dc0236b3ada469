# the two that look after sessions: tf.train.Supervisor and MonitoredTrainingSession with hooks
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("MNIST_data", one_hot=True)


def build():
    x = tf.placeholder(tf.float32, [None, 784])
    y = tf.placeholder(tf.float32, [None, 10])
    global_step = tf.contrib.framework.get_or_create_global_step()
    logits = tf.matmul(x, tf.Variable(tf.zeros([784, 10]))) + tf.Variable(tf.zeros([10]))
    loss = tf.losses.softmax_cross_entropy(y, logits)
    return x, y, global_step, tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss, global_step=global_step)


with tf.Graph().as_default():
    x, y, global_step, train_op = build()
    sv = tf.train.Supervisor(logdir="supervised", summary_op=None, global_step=global_step, save_model_secs=60)
    with sv.managed_session() as sess:
        while not sv.should_stop() and sess.run(global_step) < 5:
            xs, ys = mnist.train.next_batch(20)
            sess.run(train_op, feed_dict={x: xs, y: ys})
        print("supervised", sess.run(global_step))
    sv.stop()

with tf.Graph().as_default():
    x, y, global_step, train_op = build()
    hooks = [tf.train.StopAtStepHook(last_step=5)]
    # without the hook that counts steps: it reads the step before or after its update, and at times warns of that
    with tf.train.MonitoredTrainingSession(checkpoint_dir="monitored", hooks=hooks, log_step_count_steps=None) as sess:
        while not sess.should_stop():
            xs, ys = mnist.train.next_batch(20)
            sess.run(train_op, feed_dict={x: xs, y: ys})
print("monitored", tf.train.latest_checkpoint("monitored"))
