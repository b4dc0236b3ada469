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
# You will see the images, a network with one layer as it was written in TensorFlow 1, and how its cost falls in
# training. Pictures show what it has learned, and which digits it still gets wrong. This takes about a minute on two
# cores.

# %%
import inspect

import numpy

from lab10 import evaluation, input_data, plots, softmax, training
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
# ## The data
#
# MNIST contains 70,000 handwritten digits of 28 × 28 pixels. As in the TensorFlow 1 tutorials, 55,000 of them are for
# training, 5,000 for validation and 10,000 for testing. An image is a row of 784 numbers between 0 (paper) and 1 (ink).
# A label is *one-hot*: ten numbers, one of them 1 and the others 0.

# %%
mnist = input_data.load(DATA, one_hot=True)
for name, data_set in mnist._asdict().items():
    print(f"{name:10} images {data_set.images.shape}  labels {data_set.labels.shape}")
mnist.test.labels[0]

# %%
labels = mnist.test.labels.argmax(axis=1)
plots.digits(mnist.test.images[:10], labels[:10])

# %% [markdown]
# Here is the mean image of each digit. A single layer can do little more than compare an image with such templates. So
# where two templates look alike, expect mistakes.

# %%
train_labels = mnist.train.labels.argmax(axis=1)
means = [mnist.train.images[train_labels == digit].mean(axis=0) for digit in range(10)]
plots.digits(means, range(10))

# %% [markdown]
# ## The network
#
# The network has ten units, one for each digit. Each unit has a weight for every pixel, and a bias. The softmax turns
# the ten outputs into ten probabilities. The cost is the cross-entropy between these probabilities and the label. This
# is the complete network, from `lab10/softmax.py`:

# %%
print(inspect.getsource(softmax.build))

# %% [markdown]
# In TensorFlow 1, these lines compute nothing: they build a *graph*. A `Session` runs parts of the graph. It gets the
# data through the *placeholders* `X` and `Y`. Before the training the weights are random, and so are the answers: about
# one in ten is right. (With some seeds there are more, with others fewer.)

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
# `training.train` is the training loop of the notes. It makes one step of Adam for each batch of 100 images. After
# every epoch it prints the mean cost, and the curve grows.
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
# The bar is the standard error: with 10,000 *other* images the accuracy would change by about that much, by chance. If
# you compare two networks, multiply the bar by 1.4: this is the standard error of their difference. If the two
# accuracies differ by less than 2.8 times the bar (2 × 1.4), the difference proves nothing. Another seed changes each
# accuracy too.
#
# ## What it learned
#
# Each picture shows the weights of one unit: blue where ink speaks for the digit, red where it speaks against it.
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
# N(0,1), and ink in such a pixel casts a random vote. Where ink is rare, the weights have even grown. Adam divides each
# gradient by its usual size. So if a pixel rarely has ink, its weights move as far as those of other pixels, and a few
# images decide how it votes.

# %% [markdown]
# ## What it gets wrong
#
# **Guess first.** Look at the mean images again. Which two digits will the network confuse most often? *Your guess:*

# %%
predictions = evaluation.predict(sess, model, mnist.test.images)
wrong = numpy.flatnonzero(predictions != labels)
plots.digits(mnist.test.images[wrong[:15]], labels[wrong[:15]], predictions[wrong[:15]])

# %%
plots.confusion(labels, predictions)

# %% [markdown]
# Look for your pair in the table: the row is the label, the column is the prediction.
#
# The network has only one template for each digit, but people write a digit in many ways. The next notebook trains
# networks with more layers on the same images.

# %% [markdown]
# ## Draw a digit yourself
#
# In a terminal, run `python -m lab10.page --open`. It trains five networks, including this one, and opens a page on
# which you can draw.
#
# ![A page: a drawn digit, and the answers of five networks](../lab10/page/page.png)

# %% [markdown]
# ## Exercises
#
# Try them first, then read the [answers](answers/1_softmax.ipynb).
#
# 1. Start from zeros. Write a copy of the network's file in which all weights are zero at first: `source =
#    inspect.getsource(softmax).replace("tf.random_normal([784, 10])", "tf.zeros([784, 10])")`,
#    `Path("zeros.py").write_text(source)`, then `import zeros`, and replace `model = softmax.build()` above by `model =
#    zeros.build()`. What happens to the weights at the margin, and to the accuracy? (In a network with more layers,
#    zeros would stop the learning. Why not here?) Python imports a file only once: if you change the copy later, load
#    it again with `import importlib` and `importlib.reload(zeros)`.
# 2. Draw one permutation, `order = numpy.random.permutation(784)`. Load the data again, and put the pixels of every
#    image into this order before you use them: `for data_set in mnist: data_set.stored_images =
#    data_set.stored_images[:, order]`. Guess first: if you train the network again from the start, does the accuracy
#    change? What does this network know about neighbouring pixels?
# 3. Train with batches of 10 and of 1000, for the same number of epochs, each time from the start:
#    `sess.run(tf.global_variables_initializer())`, then `training.train(sess, model, mnist, softmax.training_epochs,
#    10, Options(quiet=True))`. Which of the two reaches the lower cost, and how many steps does each take? (Batches of
#    10 take several minutes.)
