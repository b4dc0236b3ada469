"""What TensorFlow 1.15.5 itself computes of lab10's networks: the facts that the tests hold lab10 against.

    python3.7 -m venv original
    original/bin/pip install tensorflow==1.15.5 "protobuf<3.21" "numpy<1.19" "h5py<3"
    original/bin/python tests/original/facts.py networks            # a minute: op seeds and first weights
    original/bin/python tests/original/facts.py training MNIST      # some minutes: batches, dropout masks, first costs
    original/bin/python tests/original/facts.py accuracies MNIST    # hours: ten seeds of each network of the notes

MNIST: the folder of its four files. Each command writes its facts beside this file, as JSON; with --check, the first
two write nothing and compare. `accuracies` writes after each run, and started again it goes on with what is missing.

This file runs in Python 3.7 without lab10. The networks are lab10's own files, unchanged: what they import from lab10
is replaced by empty modules, and training.Model by its arguments.
"""
import hashlib
import json
import os
import platform
import sys
import time
import types
import warnings
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
warnings.filterwarnings("ignore")
import numpy  # noqa: E402
import tensorflow.compat.v1 as tf  # noqa: E402

import in_double  # noqa: E402  (beside this file)

HERE = Path(__file__).parent
LAB = HERE.parent.parent / "lab10"
SEEDS = 777, 1
NOTES = {  # the notes' TensorFlow 1 networks: epochs
    "softmax": 50, "plain_nn": 15, "relu_sgd": 30, "xavier_sgd": 30, "xavier_adam": 15, "xavier_adam_high_lr": 30,
    "xavier_sgd_dropout": 30, "deep_xavier": 15, "deep_dropout_keep_prob": 50, "deep_dropout_rate": 50}
MASKS = 20  # steps whose dropout masks are drawn
COSTS = 100  # first steps
BATCH = 100


def digest(*arrays):
    """The SHA-256 of these arrays' bytes, one after another."""
    sha = hashlib.sha256()
    for array in arrays:
        sha.update(numpy.ascontiguousarray(array).tobytes())
    return sha.hexdigest()


def build(network, names=tf):
    """Build a network of the lab in the default graph, from its own file; return its parts as keywords."""
    stub = types.ModuleType("lab10")
    stub.training = types.SimpleNamespace(Model=model)
    stub.command_line = stub.evaluation = stub.input_data = None
    sys.modules["lab10"] = stub
    try:
        source = types.ModuleType(network)
        text = (LAB / (network + ".py")).read_text(encoding="utf-8")
        exec(compile(text, network + ".py", "exec"), source.__dict__)
    finally:
        del sys.modules["lab10"]
    source.tf = names
    return source.build()


def model(X, Y, hypothesis, cost, train, train_feed=None, test_feed=None, **_):
    return types.SimpleNamespace(X=X, Y=Y, hypothesis=hypothesis, cost=cost, train=train, train_feed=train_feed or {},
                                 test_feed=test_feed or {})


def networks():
    return sorted(file.stem for file in LAB.glob("*.py") if "\ndef build():" in file.read_text(encoding="utf-8"))


def op_seeds(graph):
    return [operation.get_attr("seed2") for operation in graph.get_operations() if "seed2" in operation.node_def.attr]


def of_networks(network, seed):
    with tf.Graph().as_default() as graph, session() as sess:
        tf.set_random_seed(seed)
        build(network)
        sess.run(tf.global_variables_initializer())
        return {"op_seeds": op_seeds(graph), "first_weights": digest(*sess.run(tf.trainable_variables()))}


def masks(sess, parts):
    """The SHA-256 of the first steps' dropout masks, bool [100, units] each; None where there is no dropout."""
    drawn = [operation.outputs[0] for operation in sess.graph.get_operations()
             if operation.type == "GreaterEqual" and operation.name.startswith("dropout")]
    if not drawn:
        return None
    feed = {parts.X: numpy.zeros([BATCH, 784], numpy.float32), **parts.train_feed}
    return digest(*(mask for _ in range(MASKS) for mask in sess.run(drawn, feed)))


def of_training(network, seed, folder):
    with tf.Graph().as_default(), session() as sess:
        tf.set_random_seed(seed)
        mnist = read(folder)
        parts = build(network)
        sess.run(tf.global_variables_initializer())
        drawn = masks(sess, parts)
    with tf.Graph().as_default(), session() as sess:
        tf.set_random_seed(seed)
        mnist = read(folder)
        parts = build(network)
        sess.run(tf.global_variables_initializer())
        costs = [step(sess, parts, mnist) for _ in range(COSTS)]
    facts = {"masks": drawn, "costs": finite(costs)}
    if drawn is None and seed == SEEDS[0]:
        facts["double"] = finite(costs_in_double(network, seed, folder))
    return facts


def costs_in_double(network, seed, folder):
    """The costs of the first steps, computed in float64 from the first weights, which are drawn in float32."""
    with tf.Graph().as_default(), session() as sess:
        tf.set_random_seed(seed)
        build(network)
        sess.run(tf.global_variables_initializer())
        weights = sess.run(tf.trainable_variables())
    with tf.Graph().as_default(), session() as sess:
        tf.set_random_seed(seed)
        mnist = read(folder)
        parts = build(network, in_double)
        sess.run(tf.global_variables_initializer())
        for variable, first in zip(tf.trainable_variables(), weights):
            variable.load(first, sess)
        return [step(sess, parts, mnist) for _ in range(COSTS)]


def finite(costs):
    return [float(cost) if numpy.isfinite(cost) else None for cost in costs]


def step(sess, parts, mnist):
    images, labels = mnist.train.next_batch(BATCH)
    return sess.run([parts.cost, parts.train], {parts.X: images, parts.Y: labels, **parts.train_feed})[0]


def of_batches(seed, folder):
    with tf.Graph().as_default():
        tf.set_random_seed(seed)
        train = read(folder).train
        sha = hashlib.sha256()
        for _ in range(3 * (train.num_examples // BATCH)):
            for array in train.next_batch(BATCH):
                sha.update(array.tobytes())
    return sha.hexdigest()


def of_accuracy(network, seed, folder):
    """Train for all epochs as the notes do; return how many test images are right, and the seconds of the training."""
    with tf.Graph().as_default(), session() as sess:
        tf.set_random_seed(seed)
        mnist = read(folder)
        parts = build(network)
        sess.run(tf.global_variables_initializer())
        started, costs = time.time(), []
        for _ in range(NOTES[network]):
            epoch = [step(sess, parts, mnist) for _ in range(mnist.train.num_examples // BATCH)]
            costs.append(float(numpy.mean(epoch, dtype=numpy.float64)))
        seconds = time.time() - started
        predicted = sess.run(parts.hypothesis, {parts.X: mnist.test.images, **parts.test_feed}).argmax(axis=1)
    return {"seed": seed, "correct": int((predicted == mnist.test.labels.argmax(axis=1)).sum()),
            "total": len(predicted), "costs": finite(costs), "seconds": round(seconds, 1)}


def read(folder):
    from tensorflow.examples.tutorials.mnist import input_data
    return input_data.read_data_sets(folder, one_hot=True)


def session():
    return tf.Session(config=tf.ConfigProto(intra_op_parallelism_threads=2, inter_op_parallelism_threads=2))


def versions():
    return {"python": platform.python_version(), "tensorflow": tf.__version__, "numpy": numpy.__version__}


def write(path, facts):
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(json.dumps(facts, indent=1, sort_keys=True, allow_nan=False) + "\n", encoding="utf-8")
    os.replace(str(temporary), str(path))


def collect(command, folder):
    """All facts of a command, a dict of JSON's types."""
    if command == "networks":
        facts = {network: {str(seed): of_networks(network, seed) for seed in SEEDS} for network in networks()}
    else:
        facts = {network: {str(seed): of_training(network, seed, folder) for seed in SEEDS} for network in NOTES}
        facts["batches"] = {str(seed): of_batches(seed, folder) for seed in SEEDS}
    return {"versions": versions(), "facts": facts}


def differences(new, old, place=""):
    """Yield a line for each fact that differs; costs may differ by rounding."""
    if isinstance(new, dict) and isinstance(old, dict):
        for key in sorted(set(new) | set(old)):
            yield from differences(new.get(key), old.get(key), "{} {}".format(place, key))
    elif place.endswith("costs") and None not in new + old:
        if len(new) != len(old) or not numpy.allclose(new, old, rtol=1e-4):
            yield place
    elif place.endswith("double"):
        new, old = numpy.array(new, float), numpy.array(old, float)
        if not numpy.allclose(new, old, rtol=1e-9, equal_nan=True):
            yield place
    elif new != old:
        yield "{}: {} where it was {}".format(place, new, old)


def accuracies(folder, counts=(3, 10)):
    """Make what is missing: first a few seeds of each network, then all."""
    for count in counts:
        for network in NOTES:
            path = HERE / "accuracies" / (network + ".json")
            for seed in range(777, 777 + count):
                facts = json.loads(path.read_text()) if path.exists() else {"versions": versions(), "runs": []}
                if seed not in [run["seed"] for run in facts["runs"]]:
                    run = of_accuracy(network, seed, folder)
                    print(network, run["seed"], run["correct"], run["seconds"], flush=True)
                    facts["runs"].append(run)
                    path.parent.mkdir(exist_ok=True)
                    write(path, facts)


def main(command, folder=None, *options):
    tf.logging.set_verbosity(tf.logging.ERROR)
    if command == "accuracies":
        return accuracies(folder)
    new, path = collect(command, folder), HERE / (command + ".json")
    if "--check" in (folder,) + options:
        lines = list(differences(new["facts"], json.loads(path.read_text())["facts"]))
        print("\n".join(lines) or command + ": as committed")
        return bool(lines)
    write(path, new)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
