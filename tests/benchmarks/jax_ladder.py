"""lab10's `ladder` in JAX: the same layers, noise, costs, population averages, Adam and falling rate."""
import jax
import jax.numpy as jnp
import numpy
import optax

UNITS = [784, 1000, 500, 250, 250, 250, 10]
WEIGHTS = [1000, 1, 0.01, 0.01, 0.01, 0.01, 0.01]  # of the denoising costs, from the image up
NOISE, LEARNING_RATE = 0.3, 0.002


def first_parameters():
    """The first weights: Xavier's, with the other parameters as lab10 has them."""
    generator = numpy.random.default_rng(777)

    def xavier(ins, outs):
        return generator.uniform(-1, 1, (ins, outs)).astype("float32") * numpy.float32((6 / (ins + outs)) ** 0.5)
    pairs = list(zip(UNITS, UNITS[1:]))
    combination = numpy.float32([0, 1, 0, 0, 0, 0, 1, 0, 0, 0]).reshape(10, 1)
    parameters = {
        "W": [xavier(ins, outs) for ins, outs in pairs], "b": [numpy.zeros(outs, "float32") for _, outs in pairs],
        "s": numpy.ones(UNITS[-1], "float32"), "V": [xavier(outs, ins) for ins, outs in pairs],
        "a": [numpy.tile(combination, (1, units)) for units in UNITS]}
    return jax.tree.map(jnp.asarray, parameters)


def first_averages():
    """Means and variances of the population before there is one: a list of pairs."""
    return [(jnp.zeros(units), jnp.ones(units)) for units in UNITS[1:]]


def moments(z):
    mean = z.mean(0)
    return mean, jnp.square(z - mean).mean(0)


def normalize(z, by=None):
    mean, variance = moments(z) if by is None else by
    return (z - mean) / jnp.sqrt(variance + 1e-5)


def combine(z, u, a):
    mean = a[0] * jax.nn.sigmoid(a[1] * u + a[2]) + a[3] * u + a[4]
    trust = a[5] * jax.nn.sigmoid(a[6] * u + a[7]) + a[8] * u + a[9]
    return (z - mean) * trust + mean


def noisy(parameters, x, key):
    """Return the image and the layers with noise, and the logits."""
    def noise(z, key):
        return z + NOISE * jax.random.normal(key, z.shape)
    keys = jax.random.split(key, len(UNITS))
    layers = [noise(x, keys[0])]
    h = layers[0]
    for weight, bias, one in zip(parameters["W"], parameters["b"], keys[1:]):
        layers.append(noise(normalize(h @ weight), one))
        h = jax.nn.relu(layers[-1] + bias)
    return layers, parameters["s"] * (layers[-1] + parameters["b"][-1])


def clean(parameters, x, averages=None):
    """Return the layers without noise, what they are normalized by (the batch's own, or `averages`), and the logits."""
    layers, statistics = [], []
    h = x
    for number, (weight, bias) in enumerate(zip(parameters["W"], parameters["b"])):
        z = h @ weight
        statistics.append(averages[number] if averages else moments(z))
        layers.append(normalize(z, statistics[-1]))
        h = jax.nn.relu(layers[-1] + bias)
    return layers, statistics, parameters["s"] * (layers[-1] + parameters["b"][-1])


def cost(parameters, x, y, key):
    """Return the cost of a batch, and the statistics of its layers without noise. y: integer labels."""
    layers, logits = noisy(parameters, x, key)
    targets, statistics, _ = clean(parameters, x)
    total = optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()
    u = jax.nn.softmax(logits)
    for number in range(len(UNITS) - 1, -1, -1):
        estimate = combine(layers[number], normalize(u), parameters["a"][number])
        if number:
            error = normalize(estimate, statistics[number - 1]) - targets[number - 1]
            u = estimate @ parameters["V"][number - 1]
        else:
            error = estimate - x
        total += WEIGHTS[number] * jnp.square(error).mean()
    return total, statistics


def trainer(steps):
    """Return (what a training of so many steps begins with, its function of (that, rows, images, labels))."""
    optimizer = optax.adam(lambda count: LEARNING_RATE * jnp.minimum(1.0, 3 * (1 - count / steps)))

    def step(carry, rows, images, labels):
        parameters, averages, state, key, number = carry
        key, draw = jax.random.split(key)
        (c, statistics), gradients = jax.value_and_grad(cost, has_aux=True)(
            parameters, images[rows], labels[rows], draw)
        share = jnp.maximum(0.01, 1 / (1 + number))
        averages = jax.tree.map(lambda average, new: average + share * (new - average), averages, statistics)
        updates, state = optimizer.update(gradients, state)
        return (optax.apply_updates(parameters, updates), averages, state, key, number + 1), c
    parameters = first_parameters()
    return (parameters, first_averages(), optimizer.init(parameters), jax.random.key(777), jnp.float32(0)), step
