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
# # 2. Where the weights begin
#
# **Two networks differ only in three lines, the initial weights. Why is the cost of the first epoch above 100 for the
# first network, and 0.3 for the second? And why is the first network still behind after 15 epochs?**
#
# You will see the three lines, the values in the layers before the first step, the cost of the first steps, both
# trainings side by side, and what the first layers have learned. One to two minutes on two cores.

# %%
import difflib
import inspect

from matplotlib import pyplot as plt

from lab10 import input_data, plain_nn, plots, training, xavier_adam
from lab10.options import Options
import tensorflow.compat.v1 as tf  # after lab10, which silences its messages at start

# %matplotlib inline
tf.disable_eager_execution()  # as in TensorFlow 1: first a graph, then a session that runs it
tf.logging.set_verbosity(tf.logging.ERROR)

# %% tags=["parameters"]
EPOCHS = None  # None: each network's own number; 2 for a quick look
DATA = None  # None: MNIST if it can be had; "digits": scikit-learn's small set, without a download
SEED = 777

# %% [markdown]
# ## Three lines
#
# The network with weights from N(0,1), the normal distribution with standard deviation 1:

# %%
print(inspect.getsource(plain_nn.build))

# %% [markdown]
# The other network changes only these lines. Xavier's initializer draws from a uniform distribution whose width depends
# on the layer: ±√(6 / (inputs + outputs)).

# %%
sources = [inspect.getsource(network.build).splitlines() for network in (plain_nn, xavier_adam)]
print("\n".join(difflib.unified_diff(*sources, "plain_nn", "xavier_adam", n=0, lineterm="")))

# %% [markdown]
# ## Before the first step
#
# We feed the first 1000 training images into both networks, before any training. The cell prints the cost and draws the
# outputs of each layer. (Look at the scales below the histograms.)
#
# **Guess first.** A network that gives every digit the same probability has a cost of ln 10 = 2.30. What will the cost
# of these two be before the first step? *Your guess:*

# %%
networks = {"plain_nn": plain_nn, "xavier_adam": xavier_adam}
mnist = input_data.load(DATA, one_hot=True)
images, labels = mnist.train.images[:1000], mnist.train.labels[:1000]
W1_before, layers = {}, {}

for name, network in networks.items():
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        tf.set_random_seed(SEED)
        model = network.build()
        sess.run(tf.global_variables_initializer())
        L1, L2 = [operation.outputs[0] for operation in graph.get_operations() if operation.type == "Relu"]
        layers[name] = sess.run({"L1": L1, "L2": L2, "hypothesis": model.hypothesis}, {model.X: images})
        cost = sess.run(model.cost, {model.X: images, model.Y: labels})
        W1_before[name] = sess.run(tf.trainable_variables()[0])
    print(f"{name}: cost before the first step {cost:.2f}")

plots.histograms(layers)

# %% [markdown]
# Was your guess for `plain_nn` large enough?
#
# We expect ln 10 = 2.30, and a little more because the outputs differ by chance. But the outputs of `plain_nn` differ
# by about a thousand. So the network is almost certain of each answer, and most answers are wrong. (Each hump in the
# histogram of `xavier_adam` is one of its ten outputs. Before the training, an output depends more on its bias, drawn
# from N(0,1), than on the image.)
#
# Where does the thousand come from? A unit multiplies each input by a weight with standard deviation 1, and adds up the
# products. So the standard deviation of this sum is the square root of the sum of the squared inputs. ReLU then halves
# the mean square. The cell computes this for the three layers, before ReLU. (The histograms of L1 and L2 show the
# values after ReLU.)

# %%
first = (images ** 2).sum(axis=1).mean() ** 0.5
print(f"before the ReLU of L1:  √(sum of the squared pixels) = {first:7.1f}")
print(f"before the ReLU of L2:  times √(256 / 2)             = {first * 128 ** 0.5:7.1f}")
print(f"hypothesis:             times √(256 / 2) once more   = {first * 128:7.1f}")
print(f"hypothesis, measured:                                  {layers['plain_nn']['hypothesis'].std():7.1f}")

# %% [markdown]
# Xavier's weights have a variance of 2 / (inputs + outputs). With them the values do not grow like that from layer to
# layer.
#
# ## The first epoch, step by step
#
# The cost that note 000 prints is the mean over an epoch. How much of it comes from the first 100 steps?
#
# **Guess first.** All of it, half, a fifth? *Your guess:*

# %%
figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
for name in networks:
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(SEED)
        mnist = input_data.load(DATA, one_hot=True)
        model = networks[name].build()
        sess.run(tf.global_variables_initializer())
        train_epoch = training.fed_epoch(sess, model, mnist.train, networks[name].batch_size)
        costs = list(train_epoch())
    print(f"{name}: cost of the first step {costs[0]:.2f}, of the last {costs[-1]:.2f}, "
          f"mean {sum(costs) / len(costs):.2f}; {sum(costs[:100]) / sum(costs):.0%} of the sum is from the first 100 "
          f"of {len(costs)} steps")
    axes.plot(costs, **plots.looks(networks)[name], label=name)
axes.set(xlabel="step of the first epoch", ylabel="cost of the batch", yscale="log")
axes.grid(alpha=0.3)
axes.legend()
plt.show()

# %% [markdown]
# Compare the two shares with your guess. The mean cost of the first epoch says little about the cost at its end.
#
# ## The whole training
#
# Both networks get the same data, the same batches and the same Adam.
#
# **Guess first.** Which ends with the higher accuracy, and by how many points? *Your guess:*

# %%
curves = plots.Curves()
W1_trained, scores = {}, {}

for name, network in networks.items():
    grow = curves.line(name)

    def watch(sess, model, history):
        grow(sess, model, history)
        W1_trained[name] = sess.run(tf.trainable_variables()[0])

    print(name, end=": ", flush=True)
    options = Options(seed=SEED, epochs=EPOCHS, data=DATA, predict=0, quiet=True, watch=watch)
    history, scores[name] = network.run(options)

# %%
plots.accuracies(scores)

# %% [markdown]
# How large is the difference of the two accuracies, divided by its standard error (1.4 times the bar)?
#
# ## What the first layers learned
#
# The pictures show the weights of the first eight of the 256 units, before and after the training. (Each row has its
# own colour scale.)
#
# **Guess first.** In which of the four rows will you see strokes? *Your guess:*

# %%
pictures = {}
for name in networks:
    pictures[f"{name}\nbefore"] = W1_before[name][:, :8]
    pictures[f"{name}\ntrained"] = W1_trained[name][:, :8]
plots.weights(pictures)

# %%
for name in networks:
    moved = W1_trained[name] - W1_before[name]
    print(f"{name}: size of the weights {W1_before[name].std():.3f}, of their changes {moved.std():.3f}")

# %% [markdown]
# In one step, Adam moves a weight by about 0.001 (the learning rate) at most, and the steps go back and forth. After
# thousands of steps, the weights of both networks are about 0.1 away from their first values, as the cell shows. For
# weights of size 1 this is little: the first layer of `plain_nn` looks the same after the training as before, and the
# next layers have to work with random features. The weights of `xavier_adam` had a size of 0.04 at first. So the same
# change turned them into strokes and edges where the digits are.

# %% [markdown]
# ## Draw a digit yourself
#
# In a terminal, run `python -m lab10.page --open`. It trains five networks, including these two, and opens a page on
# which you can draw.
#
# ![A page: a drawn digit, and the answers of five networks](../lab10/page/page.png)

# %% [markdown]
# ## Exercises
#
# Try them first, then read the [answers](answers/2_weights.ipynb).
#
# 1. He's weights, made for ReLU, have a variance of 2 / inputs. Write a copy of the network's file with these weights:
#    `source = inspect.getsource(xavier_adam).replace("glorot_uniform_initializer", "initializers.he_uniform")`,
#    `Path("he.py").write_text(source)`, then `import he` and `he.run(Options())`. Do they make a difference with two
#    hidden layers? Would they with twenty? (If you change the copy later, load it again: `import importlib` and
#    `importlib.reload(he)`.)
# 2. Keep the normal distribution, but make it narrower. Write a copy of `plain_nn`'s file in the same way, and give the
#    weights of each layer another `stddev`, such as `tf.random_normal([784, 256], stddev=0.05)`. With which standard
#    deviations is it as good as `xavier_adam`?
# 3. Give `plain_nn` time: `plain_nn.run(Options(epochs=100, loop="xla"))` (a minute or two). Does it catch up?
