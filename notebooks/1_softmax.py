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
# # 1. One layer
#
# **What is in MNIST, and how far does a single layer get?**
#
# You will see the images, a network of one layer as TensorFlow 1 wrote it, its cost falling while it trains, what
# it learned, drawn as pictures, and the digits that it still gets wrong. A minute or so on two cores.

# %%
import inspect

import numpy

from lab10 import evaluation, input_data, plots, softmax, training
from lab10.options import Options
import tensorflow.compat.v1 as tf  # after lab10, which keeps its start-up chatter away

# %matplotlib inline
tf.disable_eager_execution()  # as in TensorFlow 1: first a graph, then a session that runs it
tf.logging.set_verbosity(tf.logging.ERROR)

# %% tags=["parameters"]
EPOCHS = None  # None: as many as each network's own; 2 for a quick look
DATA = None  # None: MNIST where it can be had; "digits": scikit-learn's small set, which needs no network
SEED = 777

# %% [markdown]
# ## The data
#
# 70,000 handwritten digits of 28 × 28 pixels, cut as the TensorFlow 1 tutorials cut them: 55,000 to train with,
# 5,000 for validation, 10,000 to test with. An image is a row of 784 numbers between 0 (paper) and 1 (ink). A
# label is *one-hot*: ten numbers, of which one is 1.

# %%
mnist = input_data.load(DATA, one_hot=True)
for name, data_set in mnist._asdict().items():
    print(f"{name:10} images {data_set.images.shape}  labels {data_set.labels.shape}")
mnist.test.labels[0]

# %%
labels = mnist.test.labels.argmax(axis=1)
plots.digits(mnist.test.images[:10], labels[:10])

# %% [markdown]
# The mean image of each digit. A single layer can do little more than compare an image with such templates. So where
# two templates look alike, expect mistakes.

# %%
train_labels = mnist.train.labels.argmax(axis=1)
means = [mnist.train.images[train_labels == digit].mean(axis=0) for digit in range(10)]
plots.digits(means, range(10))

# %% [markdown]
# ## The network
#
# Ten units, one for each digit. Each has a weight for every pixel and a bias. The softmax of the ten outputs is a
# distribution over the digits; the cost is its cross entropy with the label. This is the whole of it, from
# `lab10/softmax.py`:

# %%
print(inspect.getsource(softmax.build))

# %% [markdown]
# In TensorFlow 1 nothing is computed while such lines run: they draw a *graph*. A `Session` runs parts of it, and
# gets the data through the *placeholders* `X` and `Y`. Before the training the network's answers are as random as its
# weights: about one in ten is right, with some seeds more, with others fewer.

# %%
tf.reset_default_graph()
tf.set_random_seed(SEED)
mnist = input_data.load(DATA, one_hot=True)  # after the seed, which decides on the order of the batches too
model = softmax.build()
sess = tf.Session()
sess.run(tf.global_variables_initializer())

W1, b1 = tf.trainable_variables()
W1_before = sess.run(W1)
print(evaluation.accuracy(sess, model, mnist.test))

# %% [markdown]
# ## The training
#
# `training.train` is the loop of the notes: batches of 100 images, a step of Adam for each, and the mean cost of
# every epoch printed. The curve grows with it.
#
# **Guess first.** How many of the test images will a single layer get right: half, 80 %, 90 %, 99 %? *Your guess:*

# %%
curves = plots.Curves()
options = Options(epochs=EPOCHS, watch=curves.line("softmax"))
history = training.train(sess, model, mnist, softmax.training_epochs, softmax.batch_size, options)

# %%
score = evaluation.accuracy(sess, model, mnist.test)
print(score)
plots.accuracies({"softmax": score})

# %% [markdown]
# Compare with your guess: one layer, and nothing else, reads about nine digits in ten.
#
# The bar is the standard error: with 10,000 *other* images the figure would differ by about that much, by chance. To
# compare two networks, multiply it by 1.4, which gives the standard error of their difference. A gap of less than twice
# that proves nothing. And another seed moves each figure as well.
#
# ## What it learned
#
# The weights of each unit, as a picture: blue where ink speaks for the digit, red where it speaks against it.
#
# **Guess first.** What will the weights of the unit for 0 look like after the training? *Your guess:*

# %%
W1_trained = sess.run(W1)
plots.weights({"before": W1_before, "trained": W1_trained}, titles=range(10))

# %% [markdown]
# Did you expect a picture of a 0?
#
# In the trained pictures most of the strong colours are in a ring around the middle. Inside the ring the colours are
# paler: the weights there are smaller, and the colour scale is the same for all ten pictures. The outermost pixels
# still look like noise. How often does a pixel have ink, and how large are its weights?

# %%
ink = (mnist.train.images > 0).mean(axis=0)
for often, pixels in {"none": ink == 0, "under 1 %": (ink > 0) & (ink < 0.01), "more": ink >= 0.01}.items():
    before, trained = W1_before[pixels].std(), W1_trained[pixels].std()
    print(f"ink in {often:9} of the images: {pixels.sum():3} pixels, weights {before:.2f} before, {trained:.2f} after")

# %% [markdown]
# Where no training image has ink, no gradient ever moved the weights. They are still the values that were drawn from
# N(0,1), and ink in such a pixel casts a random vote. Where ink is rare, the weights have even grown. Adam divides
# each gradient by its usual size. So the weights of a pixel that seldom has ink move as far as those of a pixel that
# often has, and a few images decide how it votes.

# %% [markdown]
# ## What it gets wrong
#
# **Guess first.** Look at the mean images once more. Which two digits will be taken for each other most often?
# *Your guess:*

# %%
predictions = evaluation.predict(sess, model, mnist.test.images)
wrong = numpy.flatnonzero(predictions != labels)
plots.digits(mnist.test.images[wrong[:15]], labels[wrong[:15]], predictions[wrong[:15]])

# %%
plots.confusion(labels, predictions)

# %% [markdown]
# Look for your pair in the table: the row is the label, the column is the prediction.
#
# There is only one template for each digit, whoever wrote it. The next notebook shows what a network with more layers
# makes of the same images.

# %% [markdown]
# ## Draw a digit yourself
#
# In a terminal, `python -m lab10.page --open` trains five networks, this one among them, and writes a page to draw on.
#
# ![A page: a drawn digit, and the answers of five networks](../lab10/page/page.png)

# %% [markdown]
# ## Exercises
#
# Try them first, then read the [answers](answers/1_softmax.ipynb).
#
# 1. Start from zeros. Make a copy of the network's file with them,
#    `source = inspect.getsource(softmax).replace("tf.random_normal([784, 10])", "tf.zeros([784, 10])")`,
#    `Path("zeros.py").write_text(source)`, then `import zeros` and put `model = zeros.build()` in the place of
#    `model = softmax.build()` above. What happened to the margin, and to the accuracy? (In a network with more
#    layers zeros would be fatal. Why not here?) Python imports a file only once: if you change the copy after that,
#    load it again by `import importlib` and `importlib.reload(zeros)`.
# 2. Draw one permutation, `order = numpy.random.permutation(784)`. Load the data anew, and before anything looks
#    at them put the pixels of every image into this order:
#    `for data_set in mnist: data_set.stored_images = data_set.stored_images[:, order]`. Guess first: does the
#    accuracy of a network trained from the start change? What does that say of what this network knows about
#    neighbouring pixels?
# 3. Train with batches of 10 and of 1000, for the same number of epochs, each time from the start:
#    `sess.run(tf.global_variables_initializer())`, then
#    `training.train(sess, model, mnist, softmax.training_epochs, 10, Options(quiet=True))`. Which gets further,
#    and how many steps did each take? (Batches of 10 take several minutes.)
