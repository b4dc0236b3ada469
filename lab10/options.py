"""What a run can be asked for, from the command line or from Python."""
from dataclasses import dataclass
from typing import Callable, Optional

from lab10.errors import LabError

LOOPS = ("exact", "xla")


@dataclass(frozen=True)
class Options:
    """How to run a variant. The default is the note's own run, on MNIST where it can be had."""

    variant: str = "model"  # names the checkpoints
    seed: int = 777  # of weights, dropout, batch order and the choice of test images; 0 to 2**31 - 2
    epochs: Optional[int] = None  # None: the variant's own; after `restore`, how many more, None for none
    data: Optional[str] = None  # "mnist", "digits", or None: MNIST where it can be had, else the digits
    data_dir: Optional[str] = None  # where the MNIST files are or shall be; see input_data.default_directory
    loop: str = "exact"  # the notes' arithmetic step by step; "xla": each epoch compiled, other last digits
    threads: Optional[int] = None  # None: see training.session_config
    predict: int = 1  # random test images to predict
    plot: Optional[str] = None  # file for the drawing of those
    logdir: Optional[str] = None  # directory for TensorBoard
    save: Optional[str] = None  # directory for a checkpoint, written after each epoch
    restore: Optional[str] = None  # directory of a checkpoint to begin with
    quiet: bool = False  # print nothing but the accuracy
    watch: Optional[Callable] = None  # called after each epoch: watch(sess, model, history), see plots.Curves

    def __post_init__(self):
        if self.loop not in LOOPS:
            raise LabError(f"unknown loop {self.loop!r}; take one of {', '.join(LOOPS)}")
