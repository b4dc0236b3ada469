"""The networks of a page: built, trained or taken from checkpoints, and read from their graphs."""
import importlib
import importlib.util
import sys
import tempfile
from dataclasses import replace
from types import ModuleType
from typing import NamedTuple, Optional

import numpy

from lab10.evaluation import Score
from lab10.loops import checkpoints, convolutions
from lab10.options import Options
from lab10.page import export
from lab10.runs import korean, networks
from lab10.runs.threads import session_config
from lab10.terminal.errors import LabError
import tensorflow.compat.v1 as tf

SHORT = 3  # epochs of a network with convolutions, unless it is to be trained to its end


class Trained(NamedTuple):
    """A network as the page needs it."""

    name: str
    lesson: str  # the first line of its docstring
    korean: Optional[str]  # the same in Korean, where lab10 has it
    program: export.Program
    dropout: Optional[export.Program]  # with dropout on, if it has any
    shares: bool  # are its outputs probabilities already?
    score: Score  # on the test images
    epochs: int
    seed: int


class _Network(NamedTuple):
    name: str
    module: ModuleType
    convolves: bool


def make(labels, test, full=False, restore=None, **given):
    """Return a Trained for each of `labels`, a network's name or its file, in their order.

    All are built before the first is trained, so that a network that the page cannot compute is refused at once.
    test: the DataSet on which they are tested. full: train networks with convolutions to the end too. restore: a
    directory with a checkpoint of each. given: further values for Options.
    Raises LabError for a network that does not exist or that the page cannot compute, and where a training does.
    """
    found = [_find(label) for label in labels]
    for network in found:
        if [one.name for one in found].count(network.name) > 1:
            raise LabError(f"{network.name}: named twice; each network of a page needs its own name")
    options = [_options(network, full, restore, given) for network in found]
    made = []
    for number, (network, one) in enumerate(zip(found, options, strict=True), 1):
        print(f"{network.name} ({number} of {len(found)})", flush=True)
        made.append(_train(network, one, test))
    return made


def _find(label):
    """Load a network, and build it once to see if the page can compute it."""
    name, file = networks.find(label)
    if name:
        module = importlib.import_module(name)
    else:
        if str(file.parent.resolve()) not in sys.path:
            sys.path.append(str(file.parent.resolve()))  # for what it imports from beside it
        spec = importlib.util.spec_from_file_location(file.stem, file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    if not hasattr(module, "run"):
        raise LabError(f"{label}: has no function `run`; begin with a copy of one of the lab's networks")
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        model = module.build()
        sess.run(tf.global_variables_initializer())
        export.read(sess, model, model.test_feed, file.stem)
        return _Network(file.stem, module, convolutions.are_in(graph.as_graph_def()))


def _options(network, full, restore, given):
    """The Options with which a network is run."""
    given = {name: value for name, value in given.items() if value is not None}
    if restore and "seed" not in given:
        given["seed"] = checkpoints.read_about(restore, network.name).seed
    if network.convolves and not (full or restore):
        given.setdefault("epochs", SHORT)
    return Options(network=network.name, restore=restore, predict=0, **given)


def _train(network, options, test):
    with tempfile.TemporaryDirectory(prefix="lab10-") as directory:
        if options.restore and not options.epochs:
            directory, (_, score) = options.restore, network.module.run(options)
        else:
            _, score = network.module.run(replace(options, save=directory))
        with tf.Graph().as_default(), tf.Session(config=session_config(options)) as sess:
            model = network.module.build()
            about = checkpoints.read_about(directory, network.name)
            checkpoints.restore(sess, directory, network.name, about.seed, about.data, about.examples)
            program = export.read(sess, model, model.test_feed, network.name)
            dropout = export.dropout(sess, model, network.name)
            outputs = sess.run(model.hypothesis, {model.X: test.serve(slice(0, 100)), **model.test_feed})
    shares = bool((outputs >= 0).all() and numpy.allclose(outputs.sum(axis=1), 1, atol=1e-4))
    lesson = ((network.module.__doc__ or "").strip().splitlines() or [""])[0]
    in_korean = korean.LESSONS.get(network.name) if network.module.__name__.startswith("lab10.") else None
    return Trained(network.name, lesson.removeprefix(f"{network.name}: "), in_korean, program, dropout, shares, score,
                   about.epochs, options.seed)
