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
# # 3. The optimizer
#
# **The same network, trained three ways: by gradient descent at a learning rate of 0.1, by Adam at 0.001 and by
# Adam at 0.01. Which is best, and what goes wrong with the last?**
#
# You will see the lines that differ, three costs and three accuracies over the epochs, the hidden units that die,
# and what gradient descent does with weights from N(0,1). Two to three minutes on two cores.

# %%
import difflib
import inspect

from lab10 import (evaluation, input_data, plots, relu_sgd, study, training, xavier_adam, xavier_adam_high_lr,
                   xavier_sgd)
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
# ## What differs
#
# All three networks have 784-256-256-10 units, ReLU and Xavier's weights. Gradient descent (SGD) makes a step against
# the gradient. The length of the step is the learning rate times the gradient. Adam treats each weight separately: it
# divides the running mean of the gradient by the gradient's recent size. So no weight moves by much more than the
# learning rate in one step, however large or small the gradient is.

# %%
networks = {"xavier_sgd": xavier_sgd, "xavier_adam": xavier_adam, "xavier_adam_high_lr": xavier_adam_high_lr}
for name, network in networks.items():
    print(f"{name:20} learning rate {network.learning_rate}, {network.training_epochs} epochs")

# %%
print(inspect.getsource(xavier_sgd.build))

# %%
sources = [inspect.getsource(network.build).splitlines() for network in (xavier_sgd, xavier_adam)]
print("\n".join(difflib.unified_diff(*sources, "xavier_sgd", "xavier_adam", n=0, lineterm="")))

# %% [markdown]
# (Note 001 applies `relu` to the outputs of the last layer before it predicts. This does not change the cost. Notes 000
# and 004 do not do it.)
#
# ## Three trainings
#
# We watch three things over the epochs: the mean cost, as notes 000 and 004 print it; the accuracy on the test set; and
# how many of the 512 hidden units give 0 for every test image. If the sum of a unit is negative, ReLU gives 0, and its
# gradient is 0 too. If the sum of a unit is negative for all training images, no gradient reaches its weights: the unit
# is *dead*. (The cell counts the units on the test images. A unit that gives 0 for all 10,000 of them gives 0 for
# nearly all training images too.) A dead unit of the second layer can become active again when the first layer changes.
# In the first layer, only Adam's momentum from earlier steps can still move a dead unit.
#
# Some units are dead before the first step: about one in five. The biases come from N(0,1), and Xavier's weights are
# small. If a bias is far below zero, the sum is negative for every image. With biases of zero, hardly any unit would be
# dead at the start.
#
# **Guess first.** Which of the three will have the lowest cost in the end, which the highest accuracy, and which the
# most dead units? *Your guess:*

# %%
mnist = input_data.load(DATA, one_hot=True)
curves = plots.Curves()
accuracies = plots.Curves("test accuracy (%)", log=False)
dead_units = plots.Curves("dead hidden units (%)", log=False)
scores = {}


def accuracy(sess, model, history):
    return 100 * evaluation.accuracy(sess, model, mnist.test).accuracy


def dead(sess, model, history):
    hidden = [operation.outputs[0] for operation in sess.graph.get_operations() if operation.type == "Relu"][:2]
    L1, L2 = sess.run(hidden, {model.X: mnist.test.images})
    return 100 * ((L1.max(axis=0) == 0).sum() + (L2.max(axis=0) == 0).sum()) / (L1.shape[1] + L2.shape[1])


for name, network in networks.items():
    lines = curves.line(name), accuracies.line(name, accuracy), dead_units.line(name, dead)

    def watch(*state):
        for grow in lines:
            grow(*state)

    print(name, end=": ", flush=True)
    options = Options(seed=SEED, epochs=EPOCHS, data=DATA, predict=0, quiet=True, watch=watch)
    history, scores[name] = network.run(options)

# %%
plots.accuracies(scores)

# %% [markdown]
# Which of your three guesses were right?
#
# With Adam at 0.001 the cost falls fastest. With gradient descent it falls more slowly. But it still falls when the
# cost with Adam already goes up and down. (Gradient descent had twice as many epochs.) How large is their difference on
# the test set at the end? Compare it with its standard error, which is 1.4 times the bar. But this standard error
# covers only one kind of chance: which images are in the test set. Adam's accuracy also goes up and down from epoch to
# epoch. These changes are as large as the difference between the two. So one run does not say which is better; exercise
# 3 compares the two over several seeds. The notes' accuracies, 97.69 % for Adam and 98.02 % for gradient descent, also
# come from one run each. Their difference is 1.6 times its standard error.
#
# Adam at 0.01 is different. Its steps are ten times as long, and they do not get shorter near the minimum, so the cost
# stays high. Units die too: a third of the hidden units are dead after one epoch, and more than half at the end. In the
# other two networks less than a fifth are dead at the end, fewer than before the first step. So with Adam at 0.01, the
# network is in fact smaller than it looks.
#
# ## Gradient descent with weights from N(0,1)
#
# Note 001 begins with this network, and its cost becomes *nan*. The next cell prints the costs of the batches 1, 2, 5,
# 10, 20, 50 and 100, for three seeds. Notebook 2 showed that the outputs differ by about a thousand. So the gradients
# are huge, and a tenth of them is still a huge step. The cell after it shows how such runs end. It reads the records of
# the [study](../lab10/study/README.md), which trained the same network on MNIST with more seeds. (These runs are
# chaotic: another processor prints other numbers.)
#
# **Guess first.** What will these costs do: fall slowly, stay, grow? *Your guess:*

# %%
for seed in (SEED, SEED + 1, SEED + 2):
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(seed)
        mnist = input_data.load(DATA, one_hot=True)
        model = relu_sgd.build()
        sess.run(tf.global_variables_initializer())
        train_epoch = training.fed_epoch(sess, model, mnist.train, relu_sgd.batch_size)()
        costs = [cost for cost, _ in zip(train_epoch, range(100))]
    print(f"seed {seed}:", "  ".join(f"{costs[i - 1]:.3g}" for i in (1, 2, 5, 10, 20, 50, 100) if i <= len(costs)))

# %%
for seed, run in study.runs("relu_sgd").items():
    cost = "nan" if run["costs"][-1] is None else f"{run['costs'][-1]:.2f}"  # a record has None for nan
    print(f"seed {seed}, after {run['epochs']} epochs: cost {cost:>4}, accuracy {100 * run['accuracy']:5.2f} %")

# %% [markdown]
# Compare with your guess.
#
# The first step makes everything worse. What happens next depends on the seed. If the numbers leave the range of
# float32 (3.4e38), the cost becomes nan and stays nan, and every prediction is 0. If they stay in the range, the cost
# comes down again, but the long steps have killed units. (To see how many, take a seed from the second list whose cost
# is a number, and write `print(dead(sess, model, None))` at the end of the first loop.) If a cost stays at ln 10 =
# 2.30, the cost of guessing, nearly all units are dead, and nearly all images get the same answer.
#
# ## Exercises
#
# Try them first, then read the [answers](answers/3_optimizers.ipynb).
#
# 1. Find the best learning rate for gradient descent: set `xavier_sgd.learning_rate` to 0.01, 0.03, 0.3, 1 before
#    `xavier_sgd.run(Options(loop="xla"))`. At which rate does it fail even with Xavier's weights? Does the cost become
#    nan, or does it stay at 2.30?
# 2. Let the learning rate of Adam fall. Write a copy of the network's file:
#    `Path("decay.py").write_text(inspect.getsource(xavier_adam_high_lr))`. In the copy, let the learning rate be
#    `tf.train.exponential_decay(0.01, tf.train.get_or_create_global_step(), 550, 0.8)`, and give `minimize` the
#    argument `global_step=tf.train.get_or_create_global_step()`. Then `import decay`. Does the cost fall as low as with
#    the other two?
# 3. Run `xavier_sgd` and `xavier_adam` over ten seeds (`loop="xla"`; several minutes), and draw the twenty
#    accuracies. How far apart are their means, and how wide is each group?
