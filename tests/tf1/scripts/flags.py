# tf.app.flags and tf.app.run, the tutorial's own mnist module, TensorBoard's FileWriter, Saver with a global step
import os
import sys

import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data, mnist

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_integer("max_steps", 3, "Number of steps.")
flags.DEFINE_float("learning_rate", 0.01, "Initial learning rate.")
flags.DEFINE_string("log_dir", "logs", "Where the summaries go.")
flags.DEFINE_boolean("fake_data", False, "Uses made images.")


def placeholder_inputs(batch_size):
    images = tf.placeholder(tf.float32, shape=(batch_size, mnist.IMAGE_PIXELS))
    return images, tf.placeholder(tf.int32, shape=(batch_size))


def main(argv):
    data_sets = input_data.read_data_sets("MNIST_data", FLAGS.fake_data)
    with tf.Graph().as_default():
        images, labels = placeholder_inputs(20)
        logits = mnist.inference(images, 16, 8)
        loss = mnist.loss(logits, labels)
        train_op = mnist.training(loss, FLAGS.learning_rate)
        correct = mnist.evaluation(logits, labels)
        summary = tf.summary.merge_all()
        saver = tf.train.Saver()
        sess = tf.Session()
        writer = tf.summary.FileWriter(FLAGS.log_dir, sess.graph)
        sess.run(tf.global_variables_initializer())
        for step in range(FLAGS.max_steps):
            images_feed, labels_feed = data_sets.train.next_batch(20, FLAGS.fake_data)
            feed = {images: images_feed, labels: labels_feed}
            _, value = sess.run([train_op, loss], feed_dict=feed)
            writer.add_summary(sess.run(summary, feed_dict=feed), step)
        writer.close()
        path = saver.save(sess, os.path.join(FLAGS.log_dir, "model.ckpt"), global_step=step)
        print(argv[1:], os.path.basename(path), [name for name, _ in tf.train.list_variables(FLAGS.log_dir)][:2])
        print("right", 0 <= sess.run(correct, feed_dict=feed) <= 20, "loss %s" % (0 < value < 10))


if __name__ == "__main__":
    tf.app.run(main=main, argv=[sys.argv[0], "unparsed"] if FLAGS.max_steps == 0 else None)
