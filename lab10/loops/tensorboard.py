"""What TensorBoard shows of a training: cost, accuracy and weight histograms of each epoch, and the graph."""
import itertools
import os
import socket
import time
from pathlib import Path

import numpy

from lab10 import evaluation
from lab10.loops.snapshot import snapshot
from lab10.terminal import files, import_tensorflow  # noqa: F401  (import_tensorflow: before tensorflow)
from lab10.terminal.errors import LabError, telling_line
import tensorflow.compat.v1 as tf

_numbers = itertools.count()


class Log:
    """An event file in `directory` about the training of `model` in `sess` on `mnist`."""

    def __init__(self, directory, sess, model, mnist, config):
        """config: the tf.ConfigProto of `sess`, for the Sessions that look at it. Raises LabError as `epoch` does."""
        files.make_directory(directory)
        self._directory = directory
        self._model = model
        self._data_sets = {name: data_set for name, data_set in mnist._asdict().items()
                           if name != "train" and data_set.num_examples}
        self._config = config
        self._histograms = {variable: tf.summary.histogram(f"weights/{variable.op.name}", variable)
                            for variable in tf.trainable_variables()}
        # an event file is a file of records; tf.summary.FileWriter would write it from a thread, and fail there
        self._file = tf.io.TFRecordWriter(os.fsencode(Path(directory) / _new_name()))
        self._write(file_version="brain.Event:2")
        self._write(graph_def=sess.graph.as_graph_def(add_shapes=True).SerializeToString())

    def epoch(self, sess, number, cost):
        """Write cost, accuracies and histograms after epoch `number`. The training does not change.

        Weights with nan or infinite values have no histogram. Raises LabError on a full disk.
        """
        values = {"cost": cost}
        with snapshot(sess, self._config) as copy:
            for name, data_set in self._data_sets.items():
                values[f"accuracy/{name}"] = evaluation.accuracy(copy, self._model, data_set).accuracy
            histograms = [copy.run(histogram) for variable, histogram in self._histograms.items()
                          if numpy.isfinite(copy.run(variable)).all()]
        for histogram in histograms:
            self._write(number, summary=tf.Summary.FromString(histogram))
        self._write(number, summary=tf.Summary(
            value=[tf.Summary.Value(tag=tag, simple_value=value) for tag, value in values.items()]))

    def _write(self, step=0, **what):
        try:
            self._file.write(tf.Event(wall_time=time.time(), step=step, **what).SerializeToString())
            self._file.flush()
        except tf.errors.OpError as error:
            raise LabError(f"{self._directory}: cannot be written ({telling_line(error)}); "
                           "make room or give another --logdir") from error


def _new_name():
    """A name for an event file that no other training has, in this process or in another."""
    return f"events.out.tfevents.{time.time():.0f}.{socket.gethostname()}.{os.getpid()}.{next(_numbers)}"
