"""The record of a run: the network's command writes it with --json, and the study reads it."""
import math
import platform
import time

import numpy

import lab10
from lab10.runs import arithmetic, machine
from lab10.terminal import import_tensorflow  # noqa: F401  (before tensorflow)
import tensorflow.compat.v1 as tf


def record(options, history, score, seconds, digest=None):
    """Return the record of a run as a dict of JSON's types; a cost that is nan or infinite is None.

    options, history, score: the run's Options, training.History and evaluation.Score. seconds: its time, including the
    start of the program. digest: of the network's code, see arithmetic.digest.
    """
    def finite(costs):
        return [cost if math.isfinite(cost) else None for cost in costs]
    return {
        "network": options.network,
        "digest": digest,
        "arithmetic": arithmetic.ARITHMETIC,
        "data": score.data,
        "seed": options.seed,
        "epochs": len(history.costs),
        "epochs_before": history.epochs_before,
        "parameters": history.parameters,
        "costs": finite(history.costs),
        "last_costs": finite(history.last_costs),
        "epoch_seconds": history.epoch_seconds,
        "correct": score.correct,
        "total": score.total,
        "accuracy": score.accuracy,
        "mistakes": score.mistakes,
        "members": list(score.members),
        "training_accuracy": history.training_score and history.training_score.accuracy,
        "seconds": seconds,
        "processor_seconds": time.process_time(),  # of all threads, whatever else the machine was busy with
        "versions": {"python": platform.python_version(), "tensorflow": tf.__version__, "numpy": numpy.__version__,
                     "lab10": lab10.__version__},
        "cpu": machine.processor_name(),
        "loop": options.loop,
        "threads": history.threads,
        "onednn": machine.has_onednn(),
    }
