"""The notes' own loop in TensorFlow 1.15.5: `python3.7 original.py NETWORK EPOCHS MNIST`, NETWORK a module of lab10.

Runs without lab10, in the environment of `python -m lab10.tf1 --original`; contenders.py starts it. MNIST is the folder
of its four files. Prints JSON, as contenders.py does.
"""
import json
import resource
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "original"))
import facts  # noqa: E402
import tensorflow.compat.v1 as tf  # noqa: E402


def main(network, epochs, folder):
    tf.logging.set_verbosity(tf.logging.ERROR)
    tf.set_random_seed(777)
    mnist = facts.read(folder)
    parts = facts.build(network)
    seconds = []
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(int(epochs)):
            started, avg_cost = time.perf_counter(), 0
            for _ in range(mnist.train.num_examples // facts.BATCH):
                avg_cost += facts.step(sess, parts, mnist) / 550
            seconds.append(time.perf_counter() - started)
        correct = tf.equal(tf.argmax(parts.hypothesis, 1), tf.argmax(parts.Y, 1))
        feed_dict = {parts.X: mnist.test.images, parts.Y: mnist.test.labels, **parts.test_feed}
        accuracy = sess.run(tf.reduce_mean(tf.cast(correct, tf.float32)), feed_dict=feed_dict)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"epoch_seconds": seconds, "accuracy": float(accuracy), "peak_mb": peak, "time": time.time()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
