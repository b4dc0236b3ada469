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
# # 7. The frontier
#
# **The notes stop at 98.4 %. How far does a network of fully connected layers go, and what takes it there?**
#
# Three more networks go further: `batch_norm`, `batch_norm_noise` and `ladder`. Each adds one idea to the network
# before it. You will see what batch normalization does to the values in the layers, why noise makes a network better,
# what each layer still knows about an image, and which test images are still wrong. Four to five minutes on two cores.

# %%
import inspect

import numpy
from IPython.display import display
from matplotlib import pyplot as plt

from lab10 import batch_norm, batch_norm_noise, evaluation, input_data, ladder, plain_nn, plots, study, training
from lab10.options import Options
from lab10.study import pictures
import tensorflow.compat.v1 as tf  # after lab10, which silences its messages at start

# %matplotlib inline
tf.disable_eager_execution()  # as in TensorFlow 1: first a graph, then a session that runs it
tf.logging.set_verbosity(tf.logging.ERROR)

# %% tags=["parameters"]
EPOCHS = 4  # 2 for a quick look; None: each network's own number, which takes an hour or more
DATA = None  # None: MNIST if it can be had; "digits": scikit-learn's small set, without a download
SEED = 777

# %% [markdown]
# ## How far it goes
#
# The study has trained these three networks to the end, on all 60,000 training images. The cell reads its records. It
# prints how many of the 10,000 test images are wrong, for these networks and for four of the notes. The picture also
# shows the accuracies that the notes and a paper give.
#
# **Guess first.** Note 004's network with dropout gets between 1 and 2 % of the test images wrong. How many of the
# 10,000 will the last network get wrong? *Your guess:*

# %%
STORY = "softmax", "plain_nn", "xavier_adam", "deep_dropout_keep_prob", "batch_norm", "batch_norm_noise", "ladder"
accuracies = {name: study.values(study.runs(name)) for name in STORY}
for name, by_seed in accuracies.items():
    wrong = 100 * (100 - numpy.mean(list(by_seed.values())))
    print(f"{name:24}{wrong:6.1f} of 10,000 wrong, the mean of {len(by_seed)} runs")
study.picture({name: list(by_seed.values()) for name, by_seed in accuracies.items()})

# %% [markdown]
# Compare with your guess.
#
# Each step removes a part of the mistakes that were left. None of these networks knows where a pixel is in the image:
# if you shuffle the pixels of all images in the same way, they learn as well as before (exercise 3). A convolutional
# network knows which pixels are neighbours.
#
# ## Batch normalization
#
# This is the first of the three. Look for `normalize`: it is between each `matmul` and its ReLU.

# %%
print(inspect.getsource(batch_norm.build))

# %%
print(inspect.getsource(batch_norm.normalize))

# %% [markdown]
# Notebook 2 showed the values in a network before the first step. With N(0,1) weights they grow from layer to layer.
# With Xavier's weights they shrink slowly, because ReLU halves the mean square. Here is the same picture for the hidden
# layers of `batch_norm`, without its normalization and with it. (It shows three of the five layers. Look at the scales
# below the histograms.)

# %%
mnist = input_data.load(DATA, one_hot=True)
images = mnist.train.images[:1000]
sizes = 784, 1000, 500, 250, 250, 250
chance = numpy.random.RandomState(SEED)
normal = [chance.normal(size=shape).astype(numpy.float32) for shape in zip(sizes, sizes[1:])]
xavier = [W * (2 / sum(W.shape)) ** 0.5 for W in normal]  # the same numbers with Xavier's standard deviation


def through(weights, normalized):
    layers, L = {}, images
    for k, W in enumerate(weights, 1):
        Z = L @ W
        if normalized:
            Z = (Z - Z.mean(axis=0)) / numpy.sqrt(Z.var(axis=0) + 1e-5)
        L = numpy.maximum(Z, 0)
        layers[f"Z{k}"] = Z
    return {name: layers[name] for name in ("Z1", "Z3", "Z5")}


plots.histograms({"N(0,1)": through(normal, False), "Xavier": through(xavier, False),
                  "N(0,1)\nnormalized": through(normal, True), "Xavier\nnormalized": through(xavier, True)})

# %% [markdown]
# The two lower rows look the same. Larger weights make the sums and their standard deviation larger by the same factor,
# and the division by the standard deviation removes this factor. So the first weights can no longer make the values too
# large or too small.
#
# Are N(0,1) weights now as good as Xavier's? Here is the first epoch of `plain_nn`, of `batch_norm` with N(0,1)
# weights, and of `batch_norm` as it is.
#
# **Guess first.** For which of the three will the cost fall fastest? *Your guess:*


# %%
def begin(network, weights=None):
    """Return the costs of all steps of the first epoch. weights: draw the weights from N(0,1) times this number."""
    with tf.Graph().as_default(), tf.Session(config=training.session_config(Options())) as sess:
        tf.set_random_seed(SEED)
        data_set = input_data.load(DATA, one_hot=True).train
        model = network.build()
        sess.run(tf.global_variables_initializer())
        if weights:
            sess.run([W.assign(tf.random_normal(W.shape, stddev=weights)) for W in tf.trainable_variables()
                      if W.op.name.startswith("W")])
        if model.total_steps is not None:
            model.train_feed[model.total_steps] = 15 * (data_set.num_examples // network.batch_size)
        return list(training.fed_epoch(sess, model, data_set, network.batch_size)())


first = {"plain_nn": begin(plain_nn), "batch_norm from N(0,1)": begin(batch_norm, weights=1),
         "batch_norm": begin(batch_norm)}
figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
for name, costs in first.items():
    print(f"{name:24}first step {costs[0]:8.2f}, mean of the epoch {numpy.mean(costs):6.3f}, "
          f"of the last 100 steps {numpy.mean(costs[-100:]):.3f}")
    axes.plot(costs, **plots.looks(sorted(first))[name], label=name, linewidth=0.8)
axes.set(xlabel="step of the first epoch", ylabel="cost of the batch", yscale="log")
axes.grid(alpha=0.3)
axes.legend()
plt.show()

# %% [markdown]
# Was it the one that you expected?
#
# The cost of `plain_nn` is more than a thousand in the first step. With normalization this cannot happen: with both
# kinds of weights, the first cost is little more than ln 10 = 2.30, the cost of guessing.
#
# But with N(0,1) weights the network learns more slowly. Adam moves a weight by up to 0.002 in a step, whatever its
# size. For Xavier's weights, of size 0.03 to 0.09, this is much; for a weight of size 1 it is little. With
# normalization, the size of the weights no longer affects the values in the layers. But it still affects the speed of
# learning.
#
# ## Noise
#
# In training, `batch_norm_noise` adds noise to the image and to every Z: random numbers from N(0,1), times 0.3 in the
# image and times 0.5 in the layers. After the normalization every unit has the standard deviation 1, so the noise is
# equally strong in all of them. (The network contains its encoder twice, with the same weights: with noise and without.
# The one without noise gives the answers.) In training, the network sees images like these:

# %%
labels = mnist.test.labels.argmax(axis=1)
shown = [(labels == digit).argmax() for digit in range(10)]
ten = mnist.test.images[shown]


def grid(rows, cmap="Greys", limit=(0, 1)):
    """Draw a dict of name: float [10, 784], each a row of pictures. limit: the values of white and black."""
    figure, places = plt.subplots(len(rows), 10, figsize=(8, 0.72 * len(rows)), layout="constrained", squeeze=False)
    for axes, (row, values) in zip(places, rows.items()):
        axes[0].set_ylabel(row, rotation=0, ha="right", va="center")
        for place, picture in zip(axes, values):
            low, high = limit or (-abs(picture).max(), abs(picture).max())
            place.imshow(picture.reshape(28, 28), cmap=cmap, vmin=low, vmax=high)
            place.set(xticks=[], yticks=[])
    plt.show()


grid({"image": ten, "with noise": ten + 0.3 * chance.normal(size=ten.shape)})

# %% [markdown]
# You can still read every digit. But the network can no longer rely on a single pixel, or on a single unit. Now we
# train both networks for a few epochs. (`loop="xla"` compiles a whole epoch.)
#
# **Guess first.** After these few epochs, which of the two will get fewer training images wrong, and which fewer test
# images? *Your guess:*

# %%
trained = {}


def train(network):
    """Train `network` in its own session, and keep both. Print its cross-entropy and its share of wrong images."""
    with tf.Graph().as_default():
        tf.set_random_seed(SEED)
        mnist = input_data.load(DATA, one_hot=True, validation_size=0)
        model = network.build()
        sess = tf.Session(config=training.session_config(Options()))
        sess.run(tf.global_variables_initializer())
        name = network.__name__.rpartition(".")[2]
        training.train(sess, model, mnist, network.training_epochs, network.batch_size,
                       Options(epochs=EPOCHS, quiet=True, loop="xla", seed=SEED))
        trained[name] = sess, model
        for which, data_set in (("training", mnist.train), ("test", mnist.test)):
            feed = {model.X: data_set.images[:10000], model.Y: data_set.labels[:10000], **model.test_feed}
            score = evaluation.accuracy(sess, model, data_set)
            print(f"{name}, {which:8} images: cross-entropy {sess.run(entropy(model), feed):.4f}, "
                  f"{100 - 100 * score.accuracy:.2f} % wrong")


def entropy(model):
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=model.hypothesis, labels=model.Y))


train(batch_norm)
train(batch_norm_noise)

# %% [markdown]
# Were you right on both?
#
# After these few epochs the network with noise is behind, also on the test images. But compare the two lines of each
# network. Without noise, the network gets hardly any training image wrong, but several times as many test images: the
# training images have little left to teach it. With noise, the network never sees the same image twice. So it is harder
# to learn an image by heart, and there is more left to learn. The study has trained both networks to the end:

# %%
for name in ("batch_norm", "batch_norm_noise"):
    right = {"training": study.values(study.runs(name), "training_accuracy"), "test": accuracies[name]}
    print(f"{name:18}", *(f"{which} images {100 - numpy.mean(list(by_seed.values())):.2f} % wrong"
                          for which, by_seed in right.items()), sep="  ")
both = study.difference(accuracies["batch_norm_noise"], accuracies["batch_norm"])
print(f"test accuracy with noise - without: {both.mean:+.2f} points ({both.low:+.2f} to {both.high:+.2f}), n {both.n}")

# %% [markdown]
# Now look into the two networks that you have just trained. What does an answer depend on? The *lead* of an answer is
# the output of the right digit minus the largest other output. The gradient of the lead shows, for each pixel, how more
# ink there would change the lead. (Blue: it would help; red: it would hurt. Each picture has its own colour scale.)


# %%
def leads(name, images, labels):
    """Return the lead of each answer, [n], and its gradient with respect to the pixels, [n, 784]."""
    sess, model = trained[name]
    with sess.graph.as_default():
        right = tf.one_hot(labels, 10)
        lead = tf.reduce_sum(right * model.hypothesis, axis=1) - tf.reduce_max(model.hypothesis - 1e9 * right, axis=1)
        return sess.run([lead, tf.gradients(lead, model.X)[0]], {model.X: images, **model.test_feed})


for name in trained:
    lead, gradient = leads(name, mnist.test.images[:1000], labels[:1000])
    size = numpy.linalg.norm(gradient, axis=1)
    print(f"{name:18}lead {numpy.median(lead):5.2f}, length of the gradient {numpy.median(size):5.2f}, "
          f"distance {numpy.median(lead / size):5.2f}  (medians over {len(lead)} test images)")
grid({name: leads(name, ten, range(10))[1] for name in trained}, "RdBu", limit=None)

# %% [markdown]
# The lead divided by the length of its gradient is roughly the distance to the nearest image that gets another answer.
# Noise has made this distance longer: if a little noise made an answer wrong in training, the training corrected it. In
# the pictures, the network without noise also uses pixels far from the digit, even where no digit ever has ink. The
# network with noise uses the pixels where the strokes are, and those where another digit would have strokes.
#
# If this is right, noise in a test image should do less harm to the network that was trained with noise.
#
# **Guess first.** At how much noise will the two curves separate? *Your guess:*

# %%
figure, axes = plt.subplots(figsize=(7, 3.4), layout="constrained")
amounts = numpy.linspace(0, 1, 6)
noises = chance.normal(size=(2000, 784)).astype(numpy.float32)
for name in trained:
    right = [(evaluation.predict(*trained[name], mnist.test.images[:2000] + amount * noises[:mnist.test.num_examples])
              == labels[:2000]).mean() for amount in amounts]
    print(f"{name:18}", *(f"{100 * share:6.2f} %" for share in right))
    axes.plot(amounts, [100 * share for share in right], **plots.looks(trained)[name], marker=".", label=name)
axes.set(xlabel="standard deviation of the noise in the test image", ylabel="test accuracy (%)")
axes.grid(alpha=0.3)
axes.legend()
plt.show()

# %% [markdown]
# Where did the curves separate? Noise does less harm to the network that was trained with it. The more noise there is,
# the larger is this advantage. But without any noise, this network is behind. (In training, the noise in the image was
# 0.3.)
#
# ## A ladder
#
# `ladder` adds a decoder to `batch_norm_noise`. (Its noise in the layers is weaker too: 0.3, not 0.5.) The noisy
# encoder goes up from the image, Z0, to the last layer, Z6. The encoder without noise also goes up: its layers are T1
# to T6. The decoder starts at the top of the noisy encoder and goes down. For each layer, it estimates the values
# without noise.

# %%
source = inspect.getsource(ladder.build)
print("    # from" + source.partition("    # from")[2].partition("    # the rate")[0])
print(inspect.getsource(ladder.combine))

# %% [markdown]
# `combine` uses two sources: Z, the noisy layer itself, and U, what the layers above know about it. From U it computes
# a guess, `mean`, and how much to trust Z: if `trust` is 1, the estimate is Z; if it is 0, the estimate is the guess.
# For this the network learns ten numbers for each unit. The squared errors of the estimates are added to the cost. They
# need no label: now the network learns from the image itself, not only from its label.

# %%
train(ladder)

# %% [markdown]
# ## What each layer knows
#
# Here is the decoder again, in NumPy. With the argument `lowest` it uses only the layers from there up. For the layers
# below, it takes the guess and does not look at the layer. So it draws what the upper layers know about the image.
# Layer 6 has only ten numbers.
#
# **Guess first.** From which layer on will you no longer recognise the handwriting? *Your guess:*

# %%
sess, model = trained["ladder"]
with sess.graph.as_default():
    values = {variable.op.name: sess.run(variable) for variable in tf.trainable_variables()}


def sigmoid(x):
    return 1 / (1 + numpy.exp(-x))


def normalize(Z, by=None):
    mean, variance = by or (Z.mean(axis=0), Z.var(axis=0))
    return (Z - mean) / numpy.sqrt(variance + 1e-5)


def encode(images, noise):
    """Return Z0 to Z6, and for each of Z1 to Z6 the mean and the variance before the normalization."""
    L = images + noise * chance.normal(size=images.shape)
    layers, statistics = [L], []
    for k in range(1, 7):
        Z = L @ values[f"W{k}"]
        statistics.append((Z.mean(axis=0), Z.var(axis=0)))
        layers.append(normalize(Z) + noise * chance.normal(size=Z.shape))
        L = numpy.maximum(layers[-1] + values[f"b{k}"], 0)
    return layers, statistics


def decode(layers, lowest=0):
    """Return the estimates E0 to E6. They do not use the layers below `lowest`."""
    hypothesis = values["s6"] * (layers[6] + values["b6"])
    U = numpy.exp(hypothesis - hypothesis.max(axis=1, keepdims=True))
    U /= U.sum(axis=1, keepdims=True)
    estimates = [None] * 7
    for k in range(6, -1, -1):
        U, a = normalize(U), values[f"a{k}"]
        mean = a[0] * sigmoid(a[1] * U + a[2]) + a[3] * U + a[4]
        trust = a[5] * sigmoid(a[6] * U + a[7]) + a[8] * U + a[9] if k >= lowest else 0
        estimates[k] = (layers[k] - mean) * trust + mean
        if k:
            U = estimates[k] @ values[f"V{k}"]
    return estimates


images = mnist.test.images[:2000]
ten = [(labels[:len(images)] == digit).argmax() for digit in range(10)]
noisy, _ = encode(images, 0.3)
clean, statistics = encode(images, 0)
rows = {"image": images, "with noise": noisy[0], "estimate": decode(noisy)[0]}
rows.update({f"from layer {k} up": decode(noisy, k)[0] for k in range(1, 7)})
grid({row: drawn[ten] for row, drawn in rows.items()})

# %% [markdown]
# Compare with your guess.
#
# *From layer 1 up* you can still see the handwriting. From layer 2 up it is gone, and what is left is blurred: some of
# the digits can still be recognised, others are no more than a few dots, or look alike. The ten numbers of layer 6 say
# which digit it is, and the answer needs no more. But the decoder was not trained to draw from them alone: in training
# it could look at every layer.
#
# How good are its estimates? The cell divides the squared error by the variance of the layer. If the result is 1, the
# mean of the layer would be an equally good estimate.

# %%
estimates = decode(noisy)
estimates = [estimates[0], *(normalize(E, by) for E, by in zip(estimates[1:], statistics))]
errors = {"noisy layer": noisy, "estimate": estimates}
figure, axes = plt.subplots(figsize=(7, 3.4), layout="constrained")
for (name, those), color, dashes in zip(errors.items(), plots.COLORS, plots.DASHES):
    left = [((one - T) ** 2).mean() / T.var(axis=0).mean() for one, T in zip(those, clean)]
    print(f"{name:12}", *(f"layer {k}: {share:.3f}  " for k, share in enumerate(left)))
    axes.plot(range(7), left, dashes, color=color, marker=".", label=name)
axes.set(xlabel="layer (0: the image)", ylabel="squared error / variance", yscale="log")
axes.set_yticks([0.1, 0.2, 0.5, 1], ["0.1", "0.2", "0.5", "1"])
axes.yaxis.set_minor_formatter("")
axes.grid(alpha=0.3, which="both")
axes.legend(loc="center right")
plt.show()

# %% [markdown]
# In the estimate of the image, most of the noise is gone. But from layer 1 up, the estimate is worse than the noisy
# layer itself, and in the middle it is no better than the layer's mean. Look at the costs again: 1000 for the image, 1
# for layer 1, 0.01 for each of the others. An error in these other layers costs almost nothing, so the decoder does not
# learn to reduce it. These layers only pass down what the estimate of the image needs.
#
# ## What is still wrong
#
# We return to the records of `ladder`, which was trained to the end. How many images are wrong in one run, in all runs,
# and if the runs vote? (The lecture's ensemble averages outputs. The records contain only answers, so here the runs
# vote. A tie counts as wrong.)

# %%
taken_for = numpy.array([evaluation.read_mistakes(record["mistakes"]) for record in study.runs("ladder").values()])
counts = (taken_for != evaluation.RIGHT).sum(axis=0)
votes = numpy.array([(taken_for == answer).sum(axis=0) for answer in range(11)])  # the last one: RIGHT
n = len(taken_for)
print("wrong in each run:", *(taken_for != evaluation.RIGHT).sum(axis=1))
print(f"wrong in at least one of {n} runs: {(counts > 0).sum()}; in all: {(counts == n).sum()}; "
      f"by their vote: {(votes.argmax(axis=0) != evaluation.RIGHT).sum()}")

# %% [markdown]
# Here are the images that more than half of the runs get wrong: the label, the wrong answer that was given most often,
# and the share of the runs that were wrong. Who is right, the label or the network? Decide for each one, before you
# count.

# %%
still = numpy.argsort(-counts, kind="stable")[:(counts > n / 2).sum()]
if mnist.test.name == "mnist":
    read_as = votes[:10, still].argmax(axis=0)
    display(pictures.hardest(mnist.test.serve(still), labels[still], read_as, counts[still], n))
else:
    for image in still:
        print(f"test image {image}: read as {votes[:10, image].argmax()}, wrong in {counts[image]} of {n} runs")

# %% [markdown]
# For some of these images you see the label at once. A better network could still learn to read them. For others you
# would have given another label, or none. A network can get these right only by chance: this is a limit of MNIST
# itself.
#
# ## Exercises
#
# Try them first, then read the [answers](answers/7_frontier.ipynb).
#
# 1. How much noise is best? Write copies of `batch_norm_noise` with another number in place of `noise: 0.5`
#    (`inspect.getsource`, `replace`, `Path("noise_0_1.py").write_text`), import them and run them with
#    `Options(data="validation", epochs=2, loop="xla")`. This tests them on images that are held out of the training,
#    because you must not choose settings on the test images.
# 2. Which costs does the ladder need? In copies of `ladder`, leave out the line with the image's denoising cost, or
#    leave out all other denoising costs. What changes, and by how much?
# 3. Does the network know where a pixel is? In a copy of `batch_norm_noise`, after the line of `X`, add a line that
#    shuffles the pixels in the same way for every image: `X1 = tf.gather(X,
#    numpy.random.RandomState(1).permutation(784), axis=1)`. Use `X1` in the lines that follow. Is the network as good
#    as before? Why would a convolutional network become worse?
# 4. Are the images that `ladder` gets wrong hard for every network? Take from the records how often each of them is
#    wrong in the runs of the other networks.
