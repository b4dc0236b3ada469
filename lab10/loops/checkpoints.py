"""Checkpoints of a training. Their names have the network and the number of epochs."""
import json
import os
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from lab10.terminal import files, import_tensorflow  # noqa: F401  (import_tensorflow: before tensorflow)
from lab10.terminal.errors import LabError, telling_line
import tensorflow.compat.v1 as tf
from tensorflow.python.util import deprecation

STATE = ".checkpoint"  # after the network's name: the file that names its newest checkpoint
ABOUT = "lab10_about"  # a variable of the checkpoint: JSON about the training, with its seed


class Keeper:
    """Writes a checkpoint of the default graph after each epoch, and keeps only the last. To be used by `with`.

    While it is open, no other process can write checkpoints of this network into the directory.
    """

    def __init__(self, directory, network, seed):
        """seed: the seed of the training. It is written into the checkpoint.

        Raises LabError where the directory cannot be written, or another process writes this network's checkpoints.
        """
        files.make_directory(directory)
        self._prefix = str(Path(directory) / network)
        self._lock = _lock(self._prefix)
        about = tf.Variable(json.dumps({"seed": seed}), trainable=False, collections=[], name=ABOUT)
        self._about = about.initializer
        self._saver = tf.train.Saver({**{variable.op.name: variable for variable in tf.global_variables()},
                                      ABOUT: about}, max_to_keep=1, save_relative_paths=True)

    def __enter__(self):
        _take(self._lock, self._prefix)
        return self

    def __exit__(self, *_):
        self._lock.release()

    def save(self, sess, epoch):
        """Write all variables of `sess`, the optimizer's too, after `epoch` epochs. LabError on a full disk."""
        try:
            sess.run(self._about)
            with deprecation.silence():  # of how the Saver itself deletes the checkpoint before
                self._saver.save(sess, self._prefix, global_step=epoch, write_meta_graph=False,
                                 latest_filename=Path(self._prefix).name + STATE)
        except (tf.errors.OpError, OSError) as error:
            raise LabError(f"{self._prefix}: the checkpoint could not be written ({telling_line(error)}); "
                           "make room or give another --save") from error


def check_free(directory, network):
    """Raise LabError where another process writes the network's checkpoints into `directory`."""
    prefix = str(Path(directory) / network)
    lock = _lock(prefix)
    _take(lock, prefix)
    lock.release()


def _lock(prefix):
    return FileLock(f"{prefix}.lock", timeout=0)


def _take(lock, prefix):
    try:
        lock.acquire()
    except Timeout as error:
        raise LabError(f"{prefix}: another process writes checkpoints here; give another --save") from error


def are_in(directory, network):
    """Is there a checkpoint of the network in `directory`?"""
    return tf.train.latest_checkpoint(directory, network + STATE) is not None


def seed_of(directory, network):
    """Return the seed of the training that wrote the network's newest checkpoint. Raises LabError as `restore` does."""
    newest = _newest(directory, network)
    with _read(directory, network):
        return json.loads(tf.train.load_checkpoint(newest).get_tensor(ABOUT))["seed"]


def restore(sess, directory, network, seed):
    """Load the network's newest checkpoint in `directory` into `sess`; return the number of epochs that it was trained.

    Raises LabError where there is none, or only another network's, or it cannot be read, or holds other variables than
    the graph, or was trained with another seed.
    """
    saved = seed_of(directory, network)
    if saved != seed:
        raise LabError(f"{directory}: the checkpoint was trained with --seed {saved}, not {seed}; give that seed")
    newest = _newest(directory, network)
    with _read(directory, network):
        saved = tf.train.load_checkpoint(newest).get_variable_to_shape_map()
        saved.pop(ABOUT, None)
    wanted = {variable.op.name: variable.shape.as_list() for variable in tf.global_variables()}
    for name in sorted(saved.keys() | wanted.keys()):
        if saved.get(name) != wanted.get(name):  # the Saver itself would take a variable of any shape
            raise LabError(f"{directory}: the checkpoint does not fit the code of {network}: {name} is "
                           f"{saved.get(name, 'missing')} there and {wanted.get(name, 'missing')} here; train again")
    with _read(directory, network):
        tf.train.Saver().restore(sess, newest)
        return int(newest.rpartition("-")[2])


@contextmanager
def _read(directory, network):
    """For a block that reads the network's checkpoint in `directory`: LabError if the checkpoint is damaged."""
    try:
        yield
    except (tf.errors.OpError, RuntimeError, LookupError, ValueError, OSError) as error:
        raise LabError(f"{directory}: the checkpoint of {network} is damaged ({telling_line(error)}); "
                       "train again") from error


def _newest(directory, network):
    """The name of the network's newest checkpoint in `directory`, without its endings."""
    with _read(directory, network):
        newest = tf.train.latest_checkpoint(directory, network + STATE)
        if newest is None and Path(directory, network + STATE).is_file():
            raise ValueError(f"what {network + STATE} names is not there")
    if newest is None:
        raise LabError(f"{directory}: {_instead(directory)}, none of {network}; --save there makes one")
    return newest


def _instead(directory):
    """What there is in `directory`, where a network's checkpoint was looked for."""
    names = os.listdir(directory) if os.path.isdir(directory) else []
    others = sorted(name.removesuffix(STATE) for name in names if name.endswith(STATE))
    return f"a checkpoint of {', '.join(others)}" if others else "no checkpoint here"
