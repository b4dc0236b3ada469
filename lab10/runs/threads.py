"""How many threads a run takes."""
import os

from lab10.loops import convolutions
from lab10.runs import machine
from lab10.terminal import import_tensorflow  # noqa: F401  (before tensorflow)
import tensorflow.compat.v1 as tf

SMALL = 250_000  # weights of a layer


def session_config(options):
    """Return the tf.ConfigProto, with the number of threads, for a run of the default graph's network with `options`.

    An operation of a small layer is too short to be divided among threads. On two cores it is faster to run two
    operations at a time, each on one thread, than to use TensorFlow's default. With oneDNN's kernels both print the
    same digits. Networks with larger layers or with convolutions use the default. If TensorFlow has no oneDNN, all
    networks use it, because then the digits depend on the threads. A program that XLA compiled is one operation, which
    uses all threads.
    """
    if options.threads:
        threads = dict(intra_op_parallelism_threads=options.threads, inter_op_parallelism_threads=options.threads)
    elif options.loop == "exact" and _has_small_layers() and machine.has_onednn():
        threads = dict(intra_op_parallelism_threads=1, inter_op_parallelism_threads=2)
    else:
        threads = {}
    return tf.ConfigProto(use_per_session_threads=True, **threads)  # or the process's first Session decides for all


def _has_small_layers():
    """Are the operations of the default graph's network short? Those of a convolution are long, even with few
    weights."""
    return (all(variable.shape.num_elements() < SMALL for variable in tf.trainable_variables())
            and not convolutions.are_in(tf.get_default_graph().as_graph_def()))


def taken(config):
    """Return the numbers of threads of a Session with this tf.ConfigProto: {"intra_op": n, "inter_op": n}."""
    def threads(configured, variable):  # as TensorFlow decides
        from_environment = os.environ.get(variable, "").strip()
        return configured or (int(from_environment) if from_environment.isdecimal() else 0) or machine.processors()
    return {"intra_op": threads(config.intra_op_parallelism_threads, "TF_NUM_INTRAOP_THREADS"),
            "inter_op": threads(config.inter_op_parallelism_threads, "TF_NUM_INTEROP_THREADS")}
