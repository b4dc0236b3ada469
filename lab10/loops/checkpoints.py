"""Checkpoints of a training. Their names contain the network and the number of epochs."""
import json
import os
import re
import time
from pathlib import Path
from typing import NamedTuple, Optional

from filelock import FileLock, Timeout

from lab10.loops.snapshot import set_values
from lab10.terminal import files, import_tensorflow  # noqa: F401  (import_tensorflow: before tensorflow)
from lab10.terminal.errors import LabError, telling_line
import tensorflow.compat.v1 as tf

STATE = ".checkpoint"  # after the network's name: the file that names its newest checkpoint
ABOUT = "lab10_about"  # a variable of the checkpoint: an About as JSON
MOST_EPOCHS = 1_000_000  # a checkpoint that says more is damaged
TRIES = 100  # to read a checkpoint that another process replaces meanwhile
TRIES_OF_ONE = 3  # to read one that is not replaced


class About(NamedTuple):
    """What a checkpoint says about the training that wrote it. A checkpoint of an older release has only the seed;
    the rest is None."""

    seed: int
    data: Optional[str] = None  # name of the training set
    examples: Optional[int] = None  # how many images it has
    planned: Optional[int] = None  # epochs of the whole training
    epochs: Optional[int] = None  # those that are done
    lab10: Optional[str] = None  # the release


class Keeper:
    """Writes a checkpoint of the default graph after each epoch, and keeps only the last. Use it in a `with` statement.

    While it is open, no other process can write checkpoints of this network into the directory.
    """

    def __init__(self, directory, network, about, replaced=None, overwrite=False):
        """about: the About of the training. replaced, overwrite: as in `check_free`.

        Raises LabError if the directory cannot be written, and where `check_free` does.
        """
        files.make_directory(directory)
        self._place = directory, network
        self._replaced, self._overwrite, self._about = replaced, overwrite, about
        self._prefix = str(Path(directory) / network)
        self._lock = _lock(self._prefix)
        self._text = tf.Variable("", trainable=False, collections=[], name=ABOUT)
        self._saver = tf.train.Saver({**{variable.op.name: variable for variable in tf.global_variables()},
                                      ABOUT: self._text}, max_to_keep=0, save_relative_paths=True)

    def __enter__(self):
        _take(self._lock, self._prefix)
        try:
            _check_replaced(*self._place, self._replaced, self._overwrite)
        except LabError:
            self._lock.release()
            raise
        return self

    def __exit__(self, *_):
        self._lock.release()

    def save(self, sess, epoch):
        """Write all variables of `sess`, the optimizer's too, after `epoch` epochs. LabError on a full disk."""
        try:
            set_values(sess, {self._text: json.dumps(self._about._replace(epochs=epoch)._asdict())})
            newest = self._saver.save(sess, self._prefix, global_step=epoch, write_meta_graph=False,
                                      latest_filename=Path(self._prefix).name + STATE)
        except (tf.errors.OpError, OSError) as error:
            raise LabError(f"{self._prefix}: the checkpoint could not be written ({telling_line(error)}); "
                           "make room or give another --save") from error
        self._remove_all_but(Path(newest).name)

    def _remove_all_but(self, newest):
        """Remove the other checkpoints of this network, and the files that a killed training left."""
        own = _parts(self._place[1])
        for path in Path(self._prefix).parent.iterdir():
            match = own.fullmatch(path.name)
            if match and (match[1] != newest or match[2]):
                try:
                    path.unlink()
                except OSError:  # somebody reads it, on a system that then keeps it; the next epoch tries again
                    pass


def _parts(network):
    """What the names of the files of a network's checkpoints are like: (the checkpoint's), (of a file half written)."""
    return re.compile(rf"({re.escape(network)}-\d+)\.(?:index|data-\d+-of-\d+)(\.tempstate\d+)?")


def is_part_of_one(file, directory, network):
    """Is `file` a name that a file of the network's checkpoint in `directory` has or could have?"""
    folder, name = os.path.split(os.path.realpath(file))
    return folder == os.path.realpath(directory) and bool(
        name in (network + STATE, f"{network}.lock") or _parts(network).fullmatch(name))


def check_free(directory, network, replaced=None, overwrite=False):
    """Raise LabError if a training must not write the network's checkpoints into `directory`: if another process writes
    there, or if there is already a checkpoint from which this training does not continue.

    replaced: the epochs of the checkpoint from which the training continues, None for a new training. overwrite: allow
    it to replace any checkpoint.
    """
    prefix = str(Path(directory) / network)
    lock = _lock(prefix)
    _take(lock, prefix)
    try:
        _check_replaced(directory, network, replaced, overwrite)
    finally:
        lock.release()


def _check_replaced(directory, network, replaced, overwrite):
    newest = _named(directory, network)
    if overwrite or newest is None or not Path(f"{newest}.index").exists():
        return
    if replaced is None:
        raise LabError(f"{directory}: has a checkpoint already, {Path(newest).name}; go on from it with --restore "
                       f"{directory}, give another --save, or replace it with --overwrite")
    if Path(newest).name != f"{network}-{replaced}":
        raise LabError(f"{directory}: another training has replaced the checkpoint that was restored; start again")


def _lock(prefix):
    return FileLock(f"{prefix}.lock", timeout=0)


def _take(lock, prefix):
    try:
        lock.acquire()
    except Timeout as error:
        raise LabError(f"{prefix}: another process writes checkpoints here; give another --save") from error


def are_in(directory, network):
    """Is there a checkpoint of the network in `directory`?"""
    newest = _named(directory, network)
    return newest is not None and Path(f"{newest}.index").exists()


def read_about(directory, network):
    """Return the About of the network's newest checkpoint in `directory`. Raises LabError as `restore` does."""
    return _read(directory, network, [])[0]


def restore(sess, directory, network, seed, data, examples):
    """Load the network's newest checkpoint in `directory` into `sess`; return its About.

    seed, data, examples: those of this run, as in About. Raises LabError if there is no checkpoint of this network, if
    it cannot be read, if it has other variables than the graph, or if it was trained with another seed or on other
    images (some of these might be test images of this run).
    """
    variables = {variable.op.name: variable for variable in tf.global_variables()}
    about, saved, values = _read(directory, network, variables)
    wanted = {name: variable.shape.as_list() for name, variable in variables.items()}
    for name in sorted(saved.keys() | wanted.keys()):
        if saved.get(name) != wanted.get(name):
            raise LabError(f"{directory}: the checkpoint does not fit the code of {network}: {name} is "
                           f"{saved.get(name, 'missing')} there and {wanted.get(name, 'missing')} here; train again")
    for name, variable in variables.items():
        if values[name].dtype != variable.dtype.as_numpy_dtype:
            raise LabError(f"{directory}: the checkpoint does not fit the code of {network}: {name} is of "
                           f"{values[name].dtype} there and of {variable.dtype.name} here; train again")
    if about.seed != seed:
        raise LabError(f"{directory}: the checkpoint was trained with --seed {about.seed}, not {seed}; give that seed")
    if about.data is not None and (about.data, about.examples) != (data, examples):
        raise LabError(f"{directory}: the checkpoint was trained on {about.examples:,} images of {about.data}, but "
                       f"this run has {examples:,} of {data}; give the same --data")
    set_values(sess, {variable: values[name] for name, variable in variables.items()})
    return about


def _read(directory, network, names):
    """Return the About of the newest checkpoint, the shapes of its variables, {name: list}, and the values of those in
    `names`, {name: array}.

    While another training replaces the checkpoint, this reads the old or the new one. LabError if there is none, or if
    it is damaged.
    """
    tries = {}
    while sum(tries.values()) < TRIES:
        newest = _newest(directory, network)
        try:
            reader = tf.train.load_checkpoint(newest)
            shapes = reader.get_variable_to_shape_map()
            about = _about(reader, int(newest.rpartition("-")[2]))
            shapes.pop(ABOUT)
            return about, shapes, {name: reader.get_tensor(name) for name in names if name in shapes}
        except (tf.errors.OpError, RuntimeError, LookupError, ValueError, TypeError, OSError) as error:
            tries[newest] = tries.get(newest, 0) + 1
            if tries[newest] == TRIES_OF_ONE and newest == _named(directory, network):
                gone = not Path(f"{newest}.index").exists()
                why = f"what {network + STATE} names is not there" if gone else telling_line(error)
                raise LabError(f"{directory}: the checkpoint of {network} is damaged ({why}); "
                               "train again") from error
            time.sleep(0.02)
    raise LabError(f"{directory}: another training replaces the checkpoint of {network} faster than it can be read; "
                   "wait for its end")


def _about(reader, epochs):
    """The About of a checkpoint whose name gives this number of epochs. ValueError if the two do not agree."""
    said = {"epochs": epochs, **json.loads(reader.get_tensor(ABOUT))}
    about = About(**{name: said[name] for name in About._fields if name in said})
    numbers = [about.seed, about.epochs, *(number for number in (about.examples, about.planned) if number is not None)]
    if any(type(number) is not int or number < 0 for number in numbers) or not epochs == about.epochs <= MOST_EPOCHS:
        raise ValueError(f"it says of itself {about}")
    return about


def _newest(directory, network):
    """The name of the network's newest checkpoint in `directory`, without its endings."""
    newest = _named(directory, network)
    if newest is None:
        if Path(directory, network + STATE).is_file():
            raise LabError(f"{directory}: the checkpoint of {network} is damaged ({network + STATE} names none); "
                           "train again")
        raise LabError(f"{directory}: {_instead(directory, network)}; --save makes one there")
    return newest


def _named(directory, network):
    """The checkpoint that the network's state file in `directory` names, whether it exists or not; None if there is
    no such file."""
    try:
        state = tf.train.get_checkpoint_state(directory, network + STATE)
    except (tf.errors.OpError, ValueError, OSError):
        return None
    return state.model_checkpoint_path if state and state.model_checkpoint_path else None


def _instead(directory, network):
    """Say what is in `directory` in place of the network's checkpoint."""
    names = os.listdir(directory) if os.path.isdir(directory) else []
    others = sorted(name.removesuffix(STATE) for name in names if name.endswith(STATE))
    if others:
        return f"a checkpoint of {', '.join(others)}, but none of {network}"
    return f"no checkpoint of {network} here"
