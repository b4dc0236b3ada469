"""What TensorBoard shows of a training: cost, accuracy and weight histograms of each epoch, and the graph."""
from lab10 import evaluation, quiet  # noqa: F401  (quiet: before tensorflow)
import tensorflow.compat.v1 as tf


class Log:
    """An event file in `directory` about the training of `model` in `sess` on `mnist`."""

    def __init__(self, directory, sess, model, mnist):
        self._model = model
        self._data_sets = {name: data_set for name, data_set in mnist._asdict().items()
                           if name != "train" and data_set.num_examples}
        self._histograms = tf.summary.merge([
            tf.summary.histogram(f"weights/{variable.op.name}", variable) for variable in tf.trainable_variables()
        ])
        self._writer = tf.summary.FileWriter(directory, sess.graph)

    def epoch(self, sess, number, cost):
        """Write what there is to see after epoch `number`, without a trace in the training."""
        values = {"cost": cost}
        with evaluation.snapshot(sess) as copy:
            for name, data_set in self._data_sets.items():
                values[f"accuracy/{name}"] = evaluation.accuracy(copy, self._model, data_set).accuracy
            self._writer.add_summary(copy.run(self._histograms), number)
        self._writer.add_summary(
            tf.Summary(value=[tf.Summary.Value(tag=tag, simple_value=value) for tag, value in values.items()]), number)
        self._writer.flush()
