"""The first layer's weights before and after a training. The records of runs do not contain them.

`python -m lab10.study.first_layer` trains each of NETWORKS once, with the exact loop on MNIST, and keeps some of the
weights.
"""
import base64
import json
import runpy
from pathlib import Path

import numpy

from lab10.options import FIRST_SEED, Options
from lab10.runs import arithmetic
from lab10.study import records, sources
from lab10.terminal import ending, files
from lab10.terminal.errors import LabError
from lab10.terminal.parser import Parser

COMMAND = "python -m lab10.study.first_layer"
COMMITTED = records.COMMITTED / "first_layer"
NETWORKS = "plain_nn", "xavier_adam"  # N(0,1) and Xavier
UNITS = 8  # of the layer, the first ones
MOMENTS = "before", "trained"
STEPS = 127  # between zero and the greatest weight: a picture shows no more


def train(name, data_dir=None):
    """Train the network `name` and return its record: a dict of JSON's types."""
    import tensorflow.compat.v1 as tf
    source, weights = sources.find(name), {}
    network = runpy.run_path(str(source.file))

    def first(sess):
        return sess.run(tf.trainable_variables()[0])[:, :UNITS]

    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(FIRST_SEED)
        network["build"]()
        sess.run(tf.global_variables_initializer())
        weights["before"] = first(sess)

    def watch(sess, model, history):
        weights["trained"] = first(sess)

    _, score = network["run"](Options(
        seed=FIRST_SEED, data="mnist", data_dir=data_dir, threads=1, predict=0, quiet=True, watch=watch))
    greatest = float(max(abs(weights[moment]).max() for moment in MOMENTS))
    steps = {moment: numpy.rint(weights[moment] / greatest * STEPS).astype(numpy.int8) for moment in MOMENTS}
    return {"network": name, "digest": source.digest, "arithmetic": arithmetic.ARITHMETIC, "seed": FIRST_SEED,
            "correct": score.correct, "greatest": greatest,
            **{moment: base64.b64encode(steps[moment].tobytes()).decode() for moment in MOMENTS}}


def read(directory):
    """Return ({network: record}, [what is wrong with a file, a line each]) of the records in `directory`."""
    found, wrong = {}, []
    for name in NETWORKS:
        file = Path(directory) / f"{name}.json"
        try:
            record = json.loads(file.read_text(encoding="utf-8"))
            images(record)
            current = (record["digest"], record["arithmetic"]) == (sources.find(name).digest, arithmetic.ARITHMETIC)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, TypeError, KeyError) as error:
            wrong.append(f"{file}: not a record of first weights ({error}); remove it")
            continue
        if current:
            found[name] = record
        else:
            wrong.append(f"{file}: {name} or the random numbers have changed; make it again: {COMMAND}")
    return found, wrong


def images(record):
    """Return {moment: weights, float [784, UNITS]} of a record, for the moments before and after the training."""
    return {moment: numpy.frombuffer(base64.b64decode(record[moment], validate=True), numpy.int8)
            .reshape(784, UNITS) * (record["greatest"] / STEPS) for moment in MOMENTS}


def main(argv=None):
    """Train the networks, write their records, and exit."""
    with ending.orderly():
        parser = Parser(COMMAND, description=(
            f"Train {' and '.join(NETWORKS)} on MNIST, and keep some weights of their first layers. About a minute."))
        parser.add_argument("--output", metavar="DIR", default=files.checkout() and COMMITTED,
                            help="where to write the records (in a checkout: lab10/study/records/first_layer)")
        parser.add_argument("--data-dir", metavar="DIR",
                            help="directory of the MNIST files ($LAB10_DATA_DIR, else data/mnist)")
        options = parser.parse_args(argv)
        if not options.output:
            raise LabError("this is the package, not a checkout of lab10; give a folder with --output DIR")
        files.make_directory(options.output)
        for name in NETWORKS:
            record = train(name, options.data_dir)
            files.write_json(Path(options.output) / f"{name}.json", record)
            print(f"{name}: {record['correct']} right", flush=True)


if __name__ == "__main__":
    main()
