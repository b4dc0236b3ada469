"""The same training, written for each contender: run one in a process of its own and print what it took.

    python tests/benchmarks/contenders.py NAME NETWORK EPOCHS

NETWORK is 256 (784-256-256-10, Adam) or 512 (784-512x4-10, dropout of 0.3, Adam); batches of 100 from MNIST's 55,000
training images, learning rate 0.001, Xavier's uniform weights, N(0,1) biases. For lab10's own loops on scikit-learn's
digits, `exact` and `xla`, it is the name of any network. The last line of the output is JSON:
`epoch_seconds` (the first warms up and compiles), `accuracy` on the test images, `peak_mb` of memory, and the `time` of
the end; or, for those that end with their first step, the `time` of that alone.
"""
import gzip
import importlib
import json
import os
import resource
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import numpy

from lab10 import input_data  # and no more of lab10 here: what imports TensorFlow is for those who use it
from lab10.mnist import download, sets

SIZES = {"256": [784, 256, 256, 10], "512": [784, 512, 512, 512, 512, 10]}
NETWORKS = {"256": "xavier_adam", "512": "deep_dropout_rate"}
RATE = {"256": 0.0, "512": 0.3}
BATCH, LEARNING_RATE = 100, 0.001


def timed(epochs, train_epoch):
    """Call `train_epoch` that many times; return the seconds that each took."""
    seconds = []
    for _ in range(epochs):
        started = time.perf_counter()
        train_epoch()
        seconds.append(time.perf_counter() - started)
    return seconds


def data():
    """MNIST as float32 and integer labels, for those that bring no loader: train and test images and labels."""
    mnist = input_data.load("mnist", one_hot=False)
    return mnist.train.images, mnist.train.labels, mnist.test.images, mnist.test.labels


def initial(sizes):
    """Weights and biases for those that draw their own by hand: a list of pairs of float32 arrays."""
    generator = numpy.random.default_rng(777)
    return [(generator.uniform(-1, 1, (ins, outs)).astype("float32") * numpy.float32((6 / (ins + outs)) ** 0.5),
             generator.standard_normal(outs, "float32")) for ins, outs in zip(sizes, sizes[1:])]


def batches(n):
    """The rows of each batch of an epoch: int32 [n // BATCH, BATCH]."""
    return numpy.random.permutation(n).astype("int32")[:n // BATCH * BATCH].reshape(-1, BATCH)


def _read():
    """MNIST as TF1's loader kept it: float32 images and one-hot labels for training, validation and test."""
    contents = []
    for name in sets.FILES:
        with gzip.open(download.fetch(name, input_data.default_directory())) as stream:
            contents.append(numpy.frombuffer(stream.read(), numpy.uint8))
    images, labels, test_images, test_labels = contents
    images, labels = images[16:].reshape(-1, 784), numpy.eye(10)[labels[8:]]
    test_images, test_labels = test_images[16:].reshape(-1, 784), numpy.eye(10)[test_labels[8:]]
    return [(numpy.multiply(xs.astype(numpy.float32), 1.0 / 255.0), ys) for xs, ys in (
        (images[5000:], labels[5000:]), (images[:5000], labels[:5000]), (test_images, test_labels))]


def notes(network, epochs):
    """The notes' own script: TF1's loader, which keeps and shuffles float32 arrays, feed_dict, default settings."""
    os.environ["TF_OVERRIDE_GLOBAL_THREADPOOL"] = "0"  # TensorFlow's default, which importing lab10 would change
    import tensorflow.compat.v1 as tf
    (images, labels), validation, (test_images, test_labels) = _read()
    numpy.random.seed(777)
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(777)
        model = importlib.import_module(f"lab10.{NETWORKS[network]}").build()
        sess.run(tf.global_variables_initializer())

        def epoch():
            nonlocal images, labels
            permutation = numpy.arange(len(images))
            numpy.random.shuffle(permutation)
            images, labels = images[permutation], labels[permutation]
            avg_cost = 0
            for i in range(len(images) // BATCH):
                batch_xs, batch_ys = images[i * BATCH:(i + 1) * BATCH], labels[i * BATCH:(i + 1) * BATCH]
                feed_dict = {model.X: batch_xs, model.Y: batch_ys, **model.train_feed}
                c, _ = sess.run([model.cost, model.train], feed_dict=feed_dict)
                avg_cost += c / 550
        seconds = timed(epochs, epoch)
        correct = tf.equal(tf.argmax(model.hypothesis, 1), tf.argmax(model.Y, 1))
        feed_dict = {model.X: test_images, model.Y: test_labels, **model.test_feed}
        return seconds, sess.run(tf.reduce_mean(tf.cast(correct, tf.float32)), feed_dict=feed_dict)


def original(network, epochs):
    """The same in TensorFlow 1.15.5 itself, where `python -m lab10.tf1 --original` has made its environment."""
    from lab10.tf1 import environments
    interpreter = environments.python(environments.PYTHON_3, yes=False)
    program = Path(__file__).with_name("original.py")
    os.execv(interpreter, [interpreter, str(program), NETWORKS[network], str(epochs),
                           str(input_data.default_directory())])


def _lab10(loop, data="mnist"):
    def run(network, epochs):
        from lab10.options import Options
        threads = 1 if len(os.sched_getaffinity(0)) == 1 else None
        history, score = importlib.import_module(f"lab10.{NETWORKS.get(network, network)}").run(
            Options(epochs=epochs, data=data, loop=loop, threads=threads, quiet=True, predict=0))
        return history.epoch_seconds, score.accuracy
    return run


def _first_step(loop):
    """The command itself, as `python -m` runs it, which ends with the first cost."""
    def run(network, epochs):
        from lab10 import command_line
        network = importlib.import_module(f"lab10.{NETWORKS[network]}")
        module, name = {"exact": ("training", "fed_epoch"), "xla": ("loops.xla", "compiled_epoch")}[loop]
        module = importlib.import_module(f"lab10.{module}")
        real = getattr(module, name)

        def until_first_cost(*arguments):
            next(real(*arguments)())
            print(json.dumps({"time": time.time()}), flush=True)
            sys.exit()
        setattr(module, name, until_first_cost)
        command_line.main(network.run, ["--epochs", str(epochs), "--data", "mnist", "--loop", loop])
    return run


def _command(loop):
    """The whole command, as a user starts it."""
    def run(network, epochs):
        from lab10 import command_line
        network = importlib.import_module(f"lab10.{NETWORKS[network]}")
        with tempfile.TemporaryDirectory() as directory:
            record = Path(directory) / "record.json"
            command_line.main(network.run, ["--epochs", str(epochs), "--data", "mnist", "--loop", loop,
                                            "--json", str(record)])
            found = json.loads(record.read_text())
        return found["epoch_seconds"], found["accuracy"]
    return run


def _keras(compiled):
    def run(network, epochs):
        return _keras_fit(network, epochs, compiled)
    return run


def _keras_fit(network, epochs, compiled):
    import keras
    images, labels, test_images, test_labels = data()

    def dense(units, activation=None):
        return keras.layers.Dense(units, activation, bias_initializer=keras.initializers.RandomNormal(0, 1))
    layers = []
    for units in SIZES[network][1:-1]:
        layers += [dense(units, "relu")] + [keras.layers.Dropout(RATE[network])] * bool(RATE[network])
    model = keras.Sequential([keras.Input((784,)), *layers, dense(10)])
    model.compile(keras.optimizers.Adam(LEARNING_RATE), keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  jit_compile=compiled)
    seconds = timed(epochs, lambda: model.fit(images, labels, batch_size=BATCH, verbose=0))
    return seconds, (model.predict(test_images, verbose=0).argmax(1) == test_labels).mean()


def _torch(fused=False, compiled=False):
    def run(network, epochs):
        import torch
        torch.manual_seed(777)
        images, labels, test_images, test_labels = (torch.from_numpy(array) for array in data())
        labels = labels.long()
        layers = []
        for weight, bias in initial(SIZES[network]):
            linear = torch.nn.Linear(*weight.shape)
            linear.weight.data, linear.bias.data = torch.from_numpy(weight.T.copy()), torch.from_numpy(bias)
            layers += [linear, torch.nn.ReLU()] + [torch.nn.Dropout(RATE[network])] * bool(RATE[network])
        model = torch.nn.Sequential(*layers[:layers.index(linear) + 1])
        optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, fused=fused)

        def loss_of(x, y):
            return torch.nn.functional.cross_entropy(model(x), y)
        if compiled:
            loss_of = torch.compile(loss_of)

        def epoch():
            for rows in torch.from_numpy(batches(len(images)).astype("int64")):
                optimizer.zero_grad(set_to_none=True)
                loss = loss_of(images[rows], labels[rows])
                loss.backward()
                optimizer.step()
                loss.item()  # the notes add up the cost of each step
        seconds = timed(epochs, epoch)
        model.eval()
        with torch.no_grad():
            return seconds, (model(test_images).argmax(1) == test_labels).float().mean().item()
    return run


def _jax_epochs(step, carry, images, labels, epochs, scan):
    """Train by a compiled step, or by a compiled epoch; return the seconds of each epoch and what is carried then."""
    import jax
    one = jax.jit(step, donate_argnums=0)
    whole = jax.jit(lambda carry, order, *arrays: jax.lax.scan(lambda *at: step(*at, *arrays), carry, order),
                    donate_argnums=0)

    def epoch():
        nonlocal carry
        order = batches(len(images))
        if scan:
            carry, costs = whole(carry, order, images, labels)
        else:
            costs = []
            for rows in order:
                carry, c = one(carry, rows, images, labels)
                costs.append(c)  # reading it here would wait for the step
        jax.device_get(costs)
    return timed(epochs, epoch), carry


def _jax(scan):
    def run(network, epochs):
        import jax
        import jax.numpy as jnp
        import optax
        images, labels, test_images, test_labels = (jnp.asarray(array) for array in data())
        optimizer = optax.adam(LEARNING_RATE)

        def logits(parameters, x, key):
            for weight, bias in parameters[:-1]:
                x = jax.nn.relu(x @ weight + bias)
                if key is not None and RATE[network]:
                    key, draw = jax.random.split(key)
                    x = jnp.where(jax.random.bernoulli(draw, 1 - RATE[network], x.shape), x / (1 - RATE[network]), 0)
            weight, bias = parameters[-1]
            return x @ weight + bias

        def cost(parameters, x, y, key):
            return optax.softmax_cross_entropy_with_integer_labels(logits(parameters, x, key), y).mean()

        def step(carry, rows, images, labels):  # closed over, these would be constants of it
            parameters, state, key = carry
            key, draw = jax.random.split(key)
            c, gradients = jax.value_and_grad(cost)(parameters, images[rows], labels[rows], draw)
            updates, state = optimizer.update(gradients, state)
            return (optax.apply_updates(parameters, updates), state, key), c

        parameters = [(jnp.asarray(weight), jnp.asarray(bias)) for weight, bias in initial(SIZES[network])]
        carry = (parameters, optimizer.init(parameters), jax.random.key(777))
        seconds, carry = _jax_epochs(step, carry, images, labels, epochs, scan)
        return seconds, float((logits(carry[0], test_images, None).argmax(1) == test_labels).mean())
    return run


def _jax_ladder(scan, generator="threefry2x32"):
    """lab10's ladder on the digits, in JAX, with the noise from this random number generator."""
    def run(network, epochs):
        import jax
        jax.config.update("jax_default_prng_impl", generator)
        import jax_ladder
        digits = input_data.load("digits", one_hot=False, validation_size=0)
        images, labels = (jax.numpy.asarray(array) for array in (digits.train.images, digits.train.labels))
        carry, step = jax_ladder.trainer(epochs * (len(images) // BATCH))
        seconds, carry = _jax_epochs(step, carry, images, labels, epochs, scan)
        logits = jax_ladder.clean(carry[0], digits.test.images, carry[1])[-1]
        return seconds, float((logits.argmax(1) == digits.test.labels).mean())
    return run


def reference(network, epochs):
    """No training: its bare matrix products, and reading and writing what Adam must, in NumPy."""
    shapes = list(zip(SIZES[network], SIZES[network][1:]))
    ends = numpy.cumsum([ins * outs for ins, outs in shapes])
    gradients, *state = (numpy.full(ends[-1], 0.01, "float32") for _ in range(4))  # state: weights and two moments

    def by_layer(array):
        return [part.reshape(shape) for part, shape in zip(numpy.split(array, ends[:-1]), shapes)]
    # results are written elsewhere than read, else they would grow from step to step
    layers = [(weight, gradient, *(numpy.ones((2, BATCH, units), "float32") for units in weight.shape))
              for weight, gradient in zip(by_layer(state[0]), by_layer(gradients))]
    threads = len(os.sched_getaffinity(0))
    parts = [[array[k * ends[-1] // threads:(k + 1) * ends[-1] // threads] for array in (gradients, *state)]
             for k in range(threads)]

    def optimize(part):
        part[0].max()
        for array in part[1:]:
            numpy.negative(array, out=array)

    def epoch():
        for _ in range(550):
            for weight, _, ins, outs in layers:
                numpy.matmul(ins[0], weight, out=outs[1])
            for layer, (weight, gradient, ins, outs) in enumerate(layers):
                numpy.matmul(ins[0].T, outs[0], out=gradient)
                if layer:
                    numpy.matmul(outs[0], weight.T, out=ins[1])
            others = [pool.submit(optimize, part) for part in parts[1:]]
            optimize(parts[0])
            wait(others)
    with ThreadPoolExecutor(threads) as pool:
        return timed(epochs, epoch), None


CONTENDERS = {
    "notes": notes,
    "notes, TensorFlow 1.15.5": original,
    "lab10 exact": _lab10("exact"),
    "lab10 xla": _lab10("xla"),
    "Keras fit": _keras("auto"),
    "Keras fit, not compiled": _keras(False),
    "PyTorch eager": _torch(),
    "PyTorch fused Adam": _torch(fused=True),
    "PyTorch compile": _torch(fused=True, compiled=True),
    "JAX jit per step": _jax(scan=False),
    "JAX scan per epoch": _jax(scan=True),
    "NumPy reference": reference,
}
WHOLE = {**{f"lab10 {loop}, the command": _command(loop) for loop in ("exact", "xla")},
         **{name: CONTENDERS[name] for name in ("PyTorch eager", "PyTorch fused Adam", "JAX jit per step",
                                                "JAX scan per epoch")}}
LOOPS = {loop: _lab10(loop, "digits") for loop in ("exact", "xla")}
LADDER = {
    "lab10 xla, ladder": lambda _, epochs: _lab10("xla", "digits")("ladder", epochs),
    "JAX jit per step, ladder": _jax_ladder(scan=False),
    "JAX scan per epoch, ladder": _jax_ladder(scan=True),
    "JAX scan, rbg, ladder": _jax_ladder(scan=True, generator="rbg"),  # a generator that is faster than JAX's default
}
FIRST_STEPS = {f"lab10 {loop}, first step": _first_step(loop) for loop in ("exact", "xla")}


def main():
    name, network, epochs = sys.argv[1:]
    seconds, accuracy = {**CONTENDERS, **WHOLE, **FIRST_STEPS, **LOOPS, **LADDER}[name](network, int(epochs))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"epoch_seconds": seconds, "accuracy": accuracy and float(accuracy), "peak_mb": peak,
                      "time": time.time()}))


if __name__ == "__main__":
    main()
