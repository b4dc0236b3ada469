# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 8. The same network today: answers
#
# Answers to the exercises of [the notebook](../8_today.ipynb). Less than a minute.

# %%
import inspect

import numpy
from matplotlib import pyplot as plt

from lab10 import input_data, plots, softmax, xavier_adam
import keras  # like TensorFlow, after lab10, which silences their messages at start
import tensorflow.compat.v1 as tf

# %matplotlib inline
tf.logging.set_verbosity(tf.logging.ERROR)

# %% tags=["parameters"]
DATA = None  # None: MNIST if it can be had; "digits": scikit-learn's small set, without a download
SEED = 777

# %% [markdown]
# ## 1. softmax
#
# `batches`, `then` and `now` are as in the notebook. The network is one layer, and its weights are drawn from N(0,1),
# as its biases are.


# %%
mnist = input_data.load(DATA, one_hot=True)


def batches(seed):
    """Batches of 100, without end, in the order that TensorFlow 1 gives them with this seed."""
    data_set = input_data.DataSet(mnist.train.stored_images, mnist.train.labels, reshape=False, seed=seed)
    while True:
        yield data_set.next_batch(100)


def then(steps, build):
    """TensorFlow 1: the first weights, and the costs of the first steps."""
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(SEED)
        model = build()
        sess.run(tf.global_variables_initializer())
        weights, costs = sess.run(tf.trainable_variables()), []
        for _, (batch_xs, batch_ys) in zip(range(steps), batches(SEED)):
            cost, _ = sess.run([model.cost, model.train], feed_dict={model.X: batch_xs, model.Y: batch_ys})
            costs.append(cost)
        return weights, numpy.array(costs)


def now(network, weights, steps):
    """Keras: the costs of the first steps from these weights."""
    network.set_weights(weights)
    costs = []
    for _, (images, labels) in zip(range(steps), batches(SEED)):
        network.reset_metrics()
        costs.append(network.train_on_batch(images, labels)[0])
    return numpy.array(costs)


def compiled(*layers):
    """A Keras network of these layers, with xavier_adam's cost and optimizer."""
    network = keras.Sequential([keras.Input([784]), *layers])
    network.compile(optimizer=keras.optimizers.Adam(0.001, epsilon=1e-8),
                    loss=keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return network


one_layer = compiled(keras.layers.Dense(10, kernel_initializer=keras.initializers.RandomNormal(stddev=1),
                                        bias_initializer=keras.initializers.RandomNormal(stddev=1)))
weights, theirs = then(50, softmax.build)
ours = now(one_layer, weights, 50)
print(f"first cost {theirs[0]:.6f} and {ours[0]:.6f}, last {theirs[-1]:.6f} and {ours[-1]:.6f}; "
      f"they differ by at most {abs(ours - theirs).max():.1g}")

# %% [markdown]
# They agree, except for the last digits. There is no ReLU here. So no unit can be on in one network and off in the
# other, and the rounding difference cannot jump.
#
# ## 2. The place of epsilon
#
# In the first step m is (1-β1) g and v is (1-β2) g². Adam's step should be 0.001, however large the gradient g is.

# %%
gradients = 10.0 ** -numpy.arange(2, 12)
m, v = (1 - 0.9) * gradients, (1 - 0.999) * gradients ** 2


def tensorflows(epsilon):
    return 0.001 * (1 - 0.999) ** 0.5 / (1 - 0.9) * m / (v ** 0.5 + epsilon)


def pytorchs(epsilon):
    return 0.001 / (1 - 0.9) * m / ((v / (1 - 0.999)) ** 0.5 + epsilon)


print("gradient   TensorFlow 1, 1e-8   Keras, 1e-7   PyTorch, 1e-8   TensorFlow's place, 1e-8 √(1-β2)")
for row in zip(gradients, tensorflows(1e-8), tensorflows(1e-7), pytorchs(1e-8), tensorflows(1e-8 * (1 - 0.999) ** 0.5)):
    print("{:8.0e}   {:18.6f}   {:11.6f}   {:13.6f}   {:32.6f}".format(*row))
figure, axes = plt.subplots(figsize=(7, 3.4), layout="constrained")
for (name, steps), color, dashes in zip({"TensorFlow 1, 1e-8": tensorflows(1e-8), "Keras 3, 1e-7": tensorflows(1e-7),
                                         "PyTorch and JAX, 1e-8": pytorchs(1e-8)}.items(), plots.COLORS, plots.DASHES):
    axes.plot(gradients, steps, dashes, color=color, marker=".", label=name)
axes.set(xscale="log", xlabel="gradient", ylabel="length of the first step")
axes.grid(alpha=0.3)
axes.legend()
plt.show()

# %% [markdown]
# They differ for small gradients: at TensorFlow's place, 1e-8 makes the step shorter for gradients below about 1e-5; at
# PyTorch's place, only for gradients below about 1e-7. At TensorFlow's place, ε √(1-β2), which is 3e-10, gives
# PyTorch's first step. In step t the factor is √(1-β2ᵗ). After some thousand steps it is close to 1, and then the two
# places give the same step.
#
# ## 3. Dropout
#
# Both networks are `xavier_adam` with dropout after the second layer, and with the same weights. The cell computes the
# cost of one batch before any step: once with dropout off, and 200 times with dropout on.


# %%
def dense(units, activation=None):
    return keras.layers.Dense(units, activation, bias_initializer=keras.initializers.RandomNormal(stddev=1))


source = inspect.getsource(xavier_adam).replace(
    "    W3 = ", "    rate = tf.placeholder(tf.float32)\n    L2 = tf.nn.dropout(L2, rate=rate)\n    W3 = ").replace(
    "cost, train)", "cost, train, train_feed={rate: 0.3}, test_feed={rate: 0.0})")
copy = {"__name__": "with_dropout"}
exec(source, copy)
images, labels = next(batches(SEED))
with tf.Graph().as_default(), tf.Session() as sess:
    tf.set_random_seed(SEED)
    model = copy["build"]()
    sess.run(tf.global_variables_initializer())
    weights = sess.run(tf.trainable_variables())
    batch = {model.X: images, model.Y: labels}
    off = {"TensorFlow 1": sess.run(model.cost, {**batch, **model.test_feed})}
    on = {"TensorFlow 1": [sess.run(model.cost, {**batch, **model.train_feed}) for _ in range(200)]}

network = compiled(dense(256, "relu"), dense(256, "relu"), keras.layers.Dropout(0.3), dense(10))
network.set_weights(weights)
off["Keras 3"] = float(network.loss(labels, network(images, training=False)))
on["Keras 3"] = [float(network.loss(labels, network(images, training=True))) for _ in range(200)]
for name, costs in on.items():
    sd = numpy.std(costs, ddof=1)
    print(f"{name:12} off {off[name]:.6f}; on: mean {numpy.mean(costs):.3f} ± {sd / 200 ** 0.5:.3f}, "
          f"standard deviation {sd:.3f}")
figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
axes.hist(list(on.values()), bins=20, color=plots.COLORS[:2], label=list(on))
axes.set(xlabel="cost of the batch with dropout on", ylabel="how often")
figure.legend(loc="outside upper center", ncols=2)
plt.show()

# %% [markdown]
# With dropout on, each run drops other units, and the two programs have different random generators. So no two costs
# agree, not even two of the same network. You can compare two things: the cost with dropout off, which must agree up to
# the last digits, and the mean and the spread of many costs with dropout on.
