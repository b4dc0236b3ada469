"""Checkpoints of a training: named after the variant and the epochs that it has behind it."""
from pathlib import Path

from lab10 import quiet  # noqa: F401  (before tensorflow)
from lab10.errors import LabError
import tensorflow.compat.v1 as tf


class Keeper:
    """Writes one checkpoint of the default graph after each epoch; only the last of a run is kept."""

    def __init__(self, directory, variant):
        self._prefix = str(Path(directory) / variant)
        self._saver = tf.train.Saver(max_to_keep=1)

    def save(self, sess, epoch):
        """Write the variables of `sess`, the optimizer's too, as `epoch` epochs old. Raises LabError on a full disk."""
        try:
            self._saver.save(sess, self._prefix, global_step=epoch, write_meta_graph=False)
        except (tf.errors.OpError, OSError) as error:
            raise LabError(f"{self._prefix}: the checkpoint could not be written ({_first_line(error)}); "
                           "make room or give another --save") from error


def restore(sess, directory, variant):
    """Load the newest checkpoint in `directory` into `sess` and return the number of epochs behind it.

    Raises LabError where there is none, or it is another variant's, or it cannot be read.
    """
    newest = tf.train.latest_checkpoint(directory)
    if newest is None:
        raise LabError(f"{directory}: no checkpoint here; --save {directory} makes one")
    name, _, epoch = Path(newest).name.rpartition("-")
    if name != variant or not epoch.isdigit():
        raise LabError(f"{newest}: a checkpoint of {name or epoch}, not of {variant}; --restore it there")
    try:
        tf.train.Saver().restore(sess, newest)
    except (tf.errors.OpError, ValueError) as error:
        raise LabError(f"{newest}: damaged, or another network's ({_first_line(error)}); train again") from error
    return int(epoch)


def _first_line(error):
    return str(error).splitlines()[0]
