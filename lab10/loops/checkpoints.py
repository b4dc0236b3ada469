"""Checkpoints of a training: named after the network and the epochs that it has behind it."""
import os
from pathlib import Path

from lab10.terminal import import_tensorflow  # noqa: F401  (before tensorflow)
from lab10.terminal.errors import LabError, telling_line
import tensorflow.compat.v1 as tf

STATE = ".checkpoint"  # behind the network's name: the file that names its newest checkpoint


class Keeper:
    """Writes one checkpoint of the default graph after each epoch; only the last of a run is kept."""

    def __init__(self, directory, network):
        self._prefix = str(Path(directory) / network)
        self._saver = tf.train.Saver(max_to_keep=1, save_relative_paths=True)

    def save(self, sess, epoch):
        """Write the variables of `sess`, the optimizer's too, as `epoch` epochs old. Raises LabError on a full disk."""
        try:
            self._saver.save(sess, self._prefix, global_step=epoch, write_meta_graph=False,
                             latest_filename=Path(self._prefix).name + STATE)
        except (tf.errors.OpError, OSError) as error:
            raise LabError(f"{self._prefix}: the checkpoint could not be written ({telling_line(error)}); "
                           "make room or give another --save") from error


def restore(sess, directory, network):
    """Load the network's newest checkpoint in `directory` into `sess` and return the number of epochs behind it.

    Raises LabError where there is none, or only another network's, or it cannot be read.
    """
    try:
        newest = tf.train.latest_checkpoint(directory, network + STATE)
        if newest is None and Path(directory, network + STATE).is_file():
            raise ValueError(f"what {network + STATE} names is not there")
        if newest is None:
            raise LabError(f"{directory}: {_instead(directory)}, none of {network}; --save there makes one")
        tf.train.Saver().restore(sess, newest)
        return int(newest.rpartition("-")[2])
    except (tf.errors.OpError, ValueError, OSError) as error:
        raise LabError(
            f"{directory}: the checkpoint of {network} is damaged ({telling_line(error)}); train again") from error


def _instead(directory):
    """What there is in `directory`, where a network's checkpoint was looked for."""
    files = os.listdir(directory) if os.path.isdir(directory) else []
    others = sorted(name.removesuffix(STATE) for name in files if name.endswith(STATE))
    return f"a checkpoint of {', '.join(others)}" if others else "no checkpoint here"
