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
# # 5. Deep networks
#
# **Why does gradient descent not train eight layers of sigmoids, and what changes that?**
#
# The lecture in note 004 names the problem, the vanishing gradient, and its cures: ReLU, first weights from RBMs,
# better random weights, and fast forward. You will see how much of the gradient reaches each layer, what the RBMs
# learn, and one network that does not learn beside three that do. Then you compare Xavier's weights with He's, in
# networks with 2, 8 and 16 hidden layers. This takes four to five minutes on two cores.

# %%
import difflib
import inspect

import numpy
from matplotlib import pyplot as plt

from lab10 import (dbn, deep_relu, deep_sigmoid, evaluation, fast_forward, he_adam, input_data, plots, study,
                   training, xavier_adam)
from lab10.options import Options
import tensorflow.compat.v1 as tf  # after lab10, which silences its messages at start

# %matplotlib inline
tf.disable_eager_execution()  # as in TensorFlow 1: first a graph, then a session that runs it
tf.logging.set_verbosity(tf.logging.ERROR)

# %% tags=["parameters"]
EPOCHS = 6  # 2 for a quick look; None: each network's own number, which takes minutes more
DATA = None  # None: MNIST if it can be had; "digits": scikit-learn's small set, without a download
SEED = 777

# %% [markdown]
# ## Four networks with eight hidden layers
#
# Each network has 256 units in every hidden layer, and is trained by gradient descent at 0.1. Here is the network with
# ReLU. Below it are the lines that *fast forward* changes: the outputs of layers 2, 4 and 6 are added two layers on.

# %%
print(inspect.getsource(deep_relu.build))


# %%
def difference(one, other):
    sources = [inspect.getsource(network.build).splitlines() for network in (one, other)]
    print("\n".join(difflib.unified_diff(*sources, one.__name__, other.__name__, n=0, lineterm="")))


difference(deep_relu, fast_forward)

# %% [markdown]
# `deep_sigmoid` has `tf.sigmoid` where `deep_relu` has `tf.nn.relu`; nothing else differs. `dbn`, a deep belief
# network, is `deep_sigmoid` with other first weights. Before the training, each layer is trained alone, as a restricted
# Boltzmann machine (RBM). The values go forward with W and back with the same W, and W is adjusted until the result is
# like the input. This needs no labels. The next cell does it, with three epochs for each layer. The error is the mean
# squared difference between the input and the result.

# %%
networks = {"deep_sigmoid": deep_sigmoid, "deep_relu": deep_relu, "dbn": dbn, "fast_forward": fast_forward}
models, sessions = {}, {}

for name, network in networks.items():
    with tf.Graph().as_default():
        tf.set_random_seed(SEED)
        mnist = input_data.load(DATA, one_hot=True)
        models[name] = network.build()
        sessions[name] = sess = tf.Session(config=training.session_config(Options()))
        sess.run(tf.global_variables_initializer())
        if network is dbn:
            W1_before = sess.run(tf.trainable_variables()[0])
            dbn.pretrain(sess, models[name], mnist.train, Options())

# %% [markdown]
# ## The gradient that reaches each layer
#
# How large is the gradient of the cost with respect to the weights of each layer? We measure it on the first 1000
# training images, before the first step of gradient descent. The chain rule starts at the last layer, W9, and goes back
# layer by layer to W1.
#
# **Guess first.** With sigmoids, how large will the gradient of W1 be compared with that of W9: a tenth, a thousandth,
# a millionth? *Your guess:*

# %%
batch = mnist.train.images[:1000], mnist.train.labels[:1000]
figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
for name in networks:
    sess, model = sessions[name], models[name]
    with sess.graph.as_default():
        weights = [variable for variable in tf.trainable_variables() if variable.op.name.startswith("W")]
        gradients, outputs = sess.run([tf.gradients(model.cost, weights), model.hypothesis],
                                      dict(zip((model.X, model.Y), batch)))
    sizes = [numpy.abs(gradient).mean() for gradient in gradients]
    print(f"{name:12}  gradient of W1 / gradient of W9: {sizes[0] / sizes[-1]:7.2g};  "
          f"standard deviation of an output over the images: {outputs.std(axis=0).mean():.2g}")
    axes.plot([f"W{k}" for k in range(1, 10)], sizes, **plots.looks(networks)[name], marker=".", label=name)
axes.set(ylabel="mean size of the gradient", yscale="log")
axes.grid(alpha=0.3)
figure.legend(loc="outside upper center", ncols=4)
plt.show()

# %% [markdown]
# Compare the number of `deep_sigmoid` with your guess.
#
# With sigmoids, the gradient loses about three quarters of its size at each layer on its way back from W8 to W2, and
# more than nine tenths at both ends. The reason is the slope of the sigmoid: 1/4 at its steepest point, and less
# elsewhere. After eight sigmoids, the gradient of W1 is less than a millionth of that of W9. This is the *vanishing
# gradient*. The same small slopes act on the way forward. So the difference between two images gets smaller at each
# layer, and is almost 0 at the outputs.
#
# ReLU has the slope 1 wherever a unit is active, and the gradient of W1 is about as large as that of W8. If the values
# skip a layer, the gradient skips it too: in the picture, the whole line of `fast_forward` is far above that of
# `deep_relu`. (The gradient of its W9 is larger too, so the ratio of W1 to W9 is not larger.) The RBMs do not change
# the sigmoid. But with the weights that they found, the outputs differ from image to image, and a thousand times more
# of the gradient reaches W1.
#
# ## What the RBMs see
#
# The pictures show the weights of eight units of the first layer, before any training and after the RBM. (Blue: ink
# there turns the unit on; red: off. Each row has its own colour scale.)
#
# **Guess first.** The RBMs saw no label. What will their units look like: noise, strokes, digits? *Your guess:*

# %%
with sessions["dbn"].graph.as_default():
    after = {variable.op.name: sessions["dbn"].run(variable) for variable in tf.global_variables()}
plots.weights({"before": W1_before[:, :8], "after": after["W1"][:, :8]})

# %% [markdown]
# Without any label, strokes and spots have appeared where the digits are. How much does each layer still know of an
# image? We send ten test images up to a layer, and from there back down through the same weights.


# %%
def sigmoid(x):
    return 1 / (1 + numpy.exp(-x))


rbms = [(after[f"W{k + 1}"], after[f"b{k + 1}"], after[f"c_{k}" if k else "c"]) for k in range(8)]
labels = mnist.test.labels.argmax(axis=1)
shown = [(labels == digit).argmax() for digit in range(10)]
values = mnist.test.images
rows = {"image": values[shown]}
differences = []

for k, (W, b, c) in enumerate(rbms, 1):
    values = sigmoid(values @ W + b)  # of a unit: how likely it is on
    back = values
    for W, b, c in reversed(rbms[:k]):
        back = sigmoid(back @ W.T + c)
    rows[f"from layer {k}"] = back[shown]
    differences.append(((back - mnist.test.images) ** 2).mean())
print("mean squared difference to the images, for layers 1 to 8:", *(f"{value:.3f}" for value in differences))
print(f"mean squared difference between the mean image and the images: {mnist.test.images.var(axis=0).mean():.3f}")

figure, grid = plt.subplots(len(rows), 10, figsize=(7, 5.8), layout="constrained")
for axes, (row, pictures) in zip(grid, rows.items()):
    axes[0].set_ylabel(row, rotation=0, ha="right", va="center")
    for place, picture in zip(axes, pictures):
        place.imshow(picture.reshape(28, 28), cmap="Greys", vmin=0, vmax=1)
        place.set(xticks=[], yticks=[])
plt.show()

# %% [markdown]
# With each layer, less is left of the handwriting: lines become smooth, and ends disappear. After eight layers you can
# still read most of the ten digits. But the 5 has become a 9: nobody told the RBMs that these are two digits.
#
# ## Standing still, and learning
#
# Now we train each of the four networks for six epochs. (Without this setting they train for 15. `loop="xla"` compiles
# a whole epoch: it is faster, and the last digits differ.)
#
# **Guess first.** Which of the four will learn, and in which order will they end? *Your guess:*

# %%
curves = plots.Curves()
lines = {name: curves.line(name) for name in networks}
axes = curves.figure.axes[0]
axes.axhline(numpy.log(10), color="black", linestyle=":", linewidth=1)
axes.annotate("ln 10", (1, numpy.log(10)), (0, -12), textcoords="offset points")
scores = {}

for name, network in networks.items():
    with sessions[name].graph.as_default():
        mnist = input_data.load(DATA, one_hot=True)
        options = Options(epochs=EPOCHS, quiet=True, loop="xla", watch=lines[name])
        history = training.train(sessions[name], models[name], mnist, network.training_epochs, network.batch_size,
                                 options)
        scores[name] = evaluation.accuracy(sessions[name], models[name], mnist.test)
    print(f"{name}: cost {history.costs[0]:.3f} to {history.costs[-1]:.4f}, {scores[name]}")

# %%
plots.accuracies(scores)

# %%
predictions = evaluation.predict(sessions["deep_sigmoid"], models["deep_sigmoid"], mnist.test.images)
print("deep_sigmoid predicts", *(f"a {digit} for {(predictions == digit).sum()} images"
                                 for digit in numpy.unique(predictions)))

# %% [markdown]
# Was one of the four a surprise?
#
# The cost of `deep_sigmoid` comes down to about ln 10 = 2.30 and stays there. This is the cost if every digit gets a
# probability of one tenth, whatever the image is. And in fact the network gives the same answer for every image. The
# same eight layers and the same optimizer learn with ReLU, and they learn after the RBMs. Each network had one seed
# here. [The study](../lab10/study/README.md) has more seeds. They show that these networks differ much more than two
# seeds of one network do. There is one exception: `deep_relu` and `fast_forward` are so close that one seed cannot say
# which is better.
#
# RBMs were the first cure, and today they are hardly used, as the note says. ReLU needs no training before the
# training, and here its accuracy is higher too.
#
# ## Xavier's weights beside He's
#
# ReLU sets about half of its inputs to zero. So with the lecture's Xavier weights, N(0,1) / √inputs, each layer halves
# the mean square of the values. He's weights, N(0,1) / √(inputs / 2), compensate for this. `he_adam` uses them in a
# network with two hidden layers:

# %%
difference(xavier_adam, he_adam)


# %% [markdown]
# (`xavier_adam` draws from a uniform distribution, as the notes' code does.) Now we train `deep_relu` with 2, 8 and 16
# hidden layers, with five seeds each. With the same seed, both draw the same numbers; He's weights are these numbers
# times √2. The picture shows the first 250 steps. The printed lines give the difference between He and Xavier by seed,
# with its 95 % interval.
#
# **Guess first.** At which depth will He's weights gain most? *Your guess:*


# %%
def deep(layers, share, activation=tf.nn.relu):
    """deep_relu with so many hidden layers and weights N(0,1) / √(inputs / share). share 1: Xavier's; 2: He's."""
    X = tf.placeholder(tf.float32, [None, 784])
    Y = tf.placeholder(tf.float32, [None, 10])
    L, inputs = X, 784
    for _ in range(layers):
        W = tf.Variable(tf.random_normal([inputs, 256]) / (inputs / share) ** 0.5)
        L, inputs = activation(tf.matmul(L, W) + tf.Variable(tf.zeros([256]))), 256
    W = tf.Variable(tf.random_normal([inputs, 10]) / (inputs / share) ** 0.5)
    hypothesis = tf.matmul(L, W) + tf.Variable(tf.zeros([10]))
    cost = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=hypothesis, labels=Y))
    train = tf.train.GradientDescentOptimizer(learning_rate=deep_relu.learning_rate).minimize(cost)
    return training.Model(X, Y, hypothesis, cost, train)


def begin(layers, share, seed):
    """Return the standard deviation of the outputs at first, the costs of 250 steps, and the accuracy after them."""
    with tf.Graph().as_default():
        tf.set_random_seed(seed)
        data_set = input_data.DataSet(mnist.train.stored_images, mnist.train.labels, reshape=False)
        model = deep(layers, share)
        with tf.Session(config=training.session_config(Options())) as sess:
            sess.run(tf.global_variables_initializer())
            spread = sess.run(model.hypothesis, {model.X: batch[0]}).std()
            epoch = training.fed_epoch(sess, model, data_set, deep_relu.batch_size)()
            costs = [cost for _, cost in zip(range(250), epoch)]
            return spread, costs, 100 * evaluation.accuracy(sess, model, mnist.test).accuracy


figure, grid = plt.subplots(1, 3, figsize=(10, 3.4), sharey=True, layout="constrained")
for axes, layers in zip(grid, (2, 8, 16)):
    print(f"{layers} hidden layers")
    costs, accuracies = {}, {}
    for name, share in {"Xavier": 1, "He": 2}.items():
        look = plots.looks(["Xavier", "He"])[name]
        begun = {seed: begin(layers, share, seed) for seed in range(SEED, SEED + 5)}
        costs[name] = {seed: numpy.mean(curve) for seed, (_, curve, _) in begun.items()}
        accuracies[name] = {seed: accuracy for seed, (_, _, accuracy) in begun.items()}
        curves = [curve for _, curve, _ in begun.values()]
        axes.plot(numpy.transpose(curves), color=look["color"], linewidth=0.5, alpha=0.4)
        axes.plot(numpy.mean(curves, axis=0), **look, label=f"{name}, mean of the seeds")
        print(f"    {name:6}  standard deviation of the outputs at first "
              f"{numpy.mean([spread for spread, *_ in begun.values()]):6.3f}, mean cost "
              f"{numpy.mean([*costs[name].values()]):.3f}, accuracy {numpy.mean([*accuracies[name].values()]):.2f} %")
    for what, values, unit in (("cost", costs, ""), ("accuracy", accuracies, " points")):
        by_seed = study.difference(values["He"], values["Xavier"])
        print(f"    He - Xavier: {what} {by_seed.mean:+.3f}{unit} ({by_seed.low:+.3f} to {by_seed.high:+.3f})")
    axes.set(title=f"{layers} hidden layers", xlabel="step")
    axes.grid(alpha=0.3)
grid[0].set_ylabel("cost of the batch, each seed a thin line")
grid[0].legend()
plt.show()

# %% [markdown]
# Compare the three differences with your guess.
#
# At every depth, He's weights give a lower cost and a higher accuracy after these steps: no interval contains zero. The
# deeper the network, the larger the difference. With Xavier's weights, the outputs have a standard deviation of 0.17
# before the first step with two hidden layers, and of 0.001 with sixteen. This is too little to tell the images apart.
# So with 16 layers, the cost stays at ln 10 for about 150 steps. (The eight layers of sigmoids stayed there for all six
# epochs; here only the start is late.) With He's weights the outputs have about the same standard deviation at every
# depth.
#
# (The accuracy is measured only once, after the last of these steps. It varies much from seed to seed, so its intervals
# are wide.) But these are only the first 250 steps. Is there still a difference at the end? For two hidden layers the
# study's records give an answer, after 15 epochs with Adam:

# %%
print(study.table({name: study.runs(name) for name in ("xavier_adam", "he_adam")}))

# %% [markdown]
# If the interval contains zero, these runs show no difference at the end. (The last line uses only the seeds that both
# networks have. So it can differ a little from the two means above it.) Exercise 4 does the same with eight layers.
#
# So what has changed? In the old networks, almost no gradient reached the first layers. Each cure keeps the gradient
# large on its way back: a function with slope 1, first weights that suit the function, or a shorter way. With gradient
# descent and without a cure, eight layers of sigmoids learned nothing here. (Exercise 1 tries another optimizer.)
# Exercise 2 asks how many layers of sigmoids learn without a cure.
#
# ## Exercises
#
# Try them first, then read the [answers](answers/5_deep.ipynb).
#
# 1. Is it the optimizer? Write a copy of `deep_sigmoid` with `AdamOptimizer` and a learning rate of 0.001
#    (`inspect.getsource`, `replace`, `Path("sigmoid_adam.py").write_text`), import it and run it. Does it learn,
#    although its gradient is as small as before? How far do the first 100 steps move W1 with either optimizer?
# 2. How many layers of sigmoids can learn? `deep(layers, 1, tf.sigmoid)` builds one. Train it with 1 to 6 hidden
#    layers, eight epochs each.
# 3. The slope of the sigmoid is at most 1/4. So take weights four times as large: `deep(8, 16, tf.sigmoid)`. How much
#    of the gradient reaches W1 now, and does the network learn?
# 4. Do He's weights still gain at the end? Write a copy of `deep_relu` with He's weights, and train both to the end
#    with three seeds.
