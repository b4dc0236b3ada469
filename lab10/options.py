"""Options: how a run of a network differs from the note's."""
import numbers
import os
from dataclasses import dataclass
from typing import Callable, Optional

from lab10.input_data import SEED_MODULUS, SOURCES
from lab10.terminal import display
from lab10.terminal.errors import LabError

LOOPS = ("exact", "xla")
FIRST_SEED = 777  # note 004's
PATTERNS = "*?[" if os.sep == "\\" else "*?[\\"  # TensorFlow looks for checkpoints by a pattern
BOUNDS = {"seed": (0, SEED_MODULUS - 1), "epochs": (1, None), "plan": (1, None), "threads": (1, 1024),
          "predict": (0, 1000)}


@dataclass(frozen=True)
class Options:
    """How to run a network. Without options, it runs as in its note, on MNIST if that is here or can be downloaded.

    Raises LabError for a value with which no run is possible.
    """

    network: Optional[str] = None  # names the checkpoints: `save` and `restore` need it
    seed: int = FIRST_SEED  # of weights, dropout, batch order and the choice of test images; 0 to 2**31 - 2.
    # With `restore` it must be the seed of the checkpoint.
    epochs: Optional[int] = None  # None: the network's own number; after `restore`: how many more, None for none
    plan: Optional[int] = None  # epochs of the whole training, of which this run may be a part; a learning rate
    # that falls reaches its end there. None: `epochs`; after `restore`: the checkpoint's plan
    data: Optional[str] = None  # one of input_data.SOURCES; None: MNIST, or the digits if it cannot be downloaded
    data_dir: Optional[str] = None  # where the set's files are, or are to be stored; see input_data.default_directory
    loop: str = "exact"  # the notes' arithmetic, step by step; "xla": compiled, with other last digits
    threads: Optional[int] = None  # None: see runs.threads.session_config
    predict: int = 1  # random test images to predict
    plot: Optional[str] = None  # file for a picture of these images
    train_accuracy: bool = False  # evaluate the training images too, after the training
    logdir: Optional[str] = None  # directory for TensorBoard
    save: Optional[str] = None  # directory for a checkpoint, written after each epoch
    overwrite: bool = False  # may `save` replace another training's checkpoint?
    restore: Optional[str] = None  # directory of a checkpoint to begin with
    quiet: bool = False  # print nothing but the accuracy
    watch: Optional[Callable] = None  # called after each epoch: watch(sess, model, history), see plots.Curves

    def __post_init__(self):
        for name in ("data_dir", "plot", "logdir", "save", "restore"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, os.fspath(getattr(self, name)))  # a Path is a name too
                if not getattr(self, name):
                    raise LabError(f"--{name.replace('_', '-')}: an empty name")
        for name, bounds in BOUNDS.items():
            if name == "seed" or getattr(self, name) is not None:
                object.__setattr__(self, name, _checked_whole(name, getattr(self, name), *bounds))
        if self.loop not in LOOPS:
            raise LabError(f"unknown loop {self.loop!r}; take one of {', '.join(LOOPS)}")
        if self.data not in (None, *SOURCES):
            raise LabError(f"unknown data set {self.data!r}; take one of {', '.join(SOURCES)}")
        if (self.save or self.restore) and not self.network:
            raise LabError("to save or restore, name the network too: Options(network=...)")
        for directory in filter(None, (self.save, self.restore)):
            _check_checkpoint(os.path.join(directory, self.network))
        if self.plot:
            _check_picture(self.plot, self.predict)

    @property
    def goes_on(self):
        """Does this run continue from the checkpoint that it replaces?"""
        return bool(self.save and self.restore) and os.path.realpath(self.save) == os.path.realpath(self.restore)


def _checked_whole(name, value, least, most):
    """Return the value of the option `name` as an int; raise LabError if it is not a whole number in these bounds."""
    if not isinstance(value, numbers.Integral) or isinstance(value, bool):
        raise LabError(f"--{name}: {value!r} is not a whole number")
    if value < least:
        raise LabError(f"--{name}: {value} is less than {least}")
    if most is not None and value > most:
        raise LabError(f"--{name}: {value} is more than {most}")
    return int(value)  # NumPy's integers cannot be written as JSON


def _check_checkpoint(name):
    """Raise LabError if TensorFlow could not find a checkpoint with this name again."""
    if set(name) & set(PATTERNS):
        raise LabError(f"{name}: TensorFlow cannot find a checkpoint with one of {PATTERNS} in its name; rename it")
    try:
        name.encode("utf-8")
    except UnicodeError as error:
        raise LabError(f"{name!r}: not UTF-8, but TensorFlow needs UTF-8 in a checkpoint's name; rename it") from error


def _check_picture(file, predict):
    """Raise LabError if the predicted images cannot be drawn into `file`."""
    if not predict:
        raise LabError("--plot draws the predicted images, but --predict 0 predicts none; give --predict 1 or more")
    display.check_backend()
    from lab10 import plots  # matplotlib takes a while to import
    plots.check_picture(file)
