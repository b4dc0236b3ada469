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
# # 5. 깊은 신경망: 풀이
#
# [본문](../../ko/5_deep.ipynb)에 나오는 연습 문제의 풀이입니다. 코어 두 개로 5분쯤 걸립니다. 시드를 하나만 쓴
# 곳에는 그렇다고 적었습니다.

# %%
import inspect
from pathlib import Path

import numpy

from lab10 import deep_relu, deep_sigmoid, evaluation, input_data, plots, study, training
from lab10.options import Options
from lab10.runs.record import record
import tensorflow.compat.v1 as tf  # after lab10, which silences its messages at start

# %matplotlib inline
tf.disable_eager_execution()  # as in TensorFlow 1: first a graph, then a session that runs it
tf.logging.set_verbosity(tf.logging.ERROR)

# %% tags=["parameters"]
EPOCHS = None  # None: each network's own number; 2 for a quick look
DATA = None  # None: MNIST if it can be had; "digits": scikit-learn's small set, without a download
SEED = 777

# %% [markdown]
# ## 1. 옵티마이저가 문제일까?
#
# 처음 100스텝 동안 첫 번째 층과 마지막 층의 가중치가 얼마나 움직이는지 봅니다. 그런 다음 Adam으로 끝까지 학습합니다.
# 시드는 하나입니다.

# %%
source = inspect.getsource(deep_sigmoid).replace("GradientDescentOptimizer", "AdamOptimizer")
Path("sigmoid_adam.py").write_text(source.replace("learning_rate = 0.1", "learning_rate = 0.001"))
import sigmoid_adam

for network in (deep_sigmoid, sigmoid_adam):
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(SEED)
        mnist = input_data.load(DATA, one_hot=True)
        model = network.build()
        sess.run(tf.global_variables_initializer())
        weights = tf.trainable_variables()[0], tf.trainable_variables()[-2]
        before = sess.run(weights)
        for _ in zip(range(100), training.fed_epoch(sess, model, mnist.train, network.batch_size)()):
            pass
        moved = [numpy.abs(now - then).mean() for now, then in zip(sess.run(weights), before)]
    print(f"{network.__name__.removeprefix('lab10.'):12} moved W1 by {moved[0]:.2g}, W9 by {moved[1]:.2g}")

# %%
curves = plots.Curves()
options = Options(seed=SEED, epochs=EPOCHS, data=DATA, predict=0, quiet=True, loop="xla",
                  watch=curves.line("sigmoid_adam"))
history, score = sigmoid_adam.run(options)
print("cost of each epoch:", *(f"{cost:.3f}" for cost in history.costs))

# %% [markdown]
# 학습이 됩니다. 경사 하강법은 기울기에 비례하는 보폭으로 움직이므로, W9가 움직이는 동안 W1은 제자리에 있습니다.
# Adam은 가중치마다 기울기를 최근의 기울기 크기로 나눕니다. 그래서 기울기가 아주 작아도 보폭은 다른 가중치와
# 같아집니다. 실제로 W1이 W9보다 더 많이 움직였습니다.
#
# 기울기는 여전히 작지만 0은 아니고, 그 방향은 쓸모가 있습니다. 강의에는 나오지 않지만 옵티마이저도 해결책인 셈입니다.
# 이 실행의 정확도는 시드별 비교 연구의 기록에 있는 `deep_relu`의 모든 실행보다 낮습니다. `deep_relu`는 경사 하강법으로
# 학습합니다.
#
# ## 2. 시그모이드를 쓰면 몇 층까지 될까?
#
# 시드는 하나이고, `deep`은 본문에 나온 것과 같습니다.


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


def train(model, mnist, epochs, watch=None):
    """Train `model`, of the default graph, and return the History and the Score."""
    options = Options(epochs=EPOCHS or epochs, quiet=True, loop="xla", watch=watch)
    with tf.Session(config=training.session_config(options)) as sess:
        sess.run(tf.global_variables_initializer())
        history = training.train(sess, model, mnist, epochs, 100, options)
        return history, evaluation.accuracy(sess, model, mnist.test)


curves = plots.Curves()
for layers in range(1, 7):
    with tf.Graph().as_default():
        tf.set_random_seed(SEED)
        mnist = input_data.load(DATA, one_hot=True)
        history, score = train(deep(layers, 1, tf.sigmoid), mnist, 8, curves.line(f"{layers} hidden"))
    print(f"{layers} hidden layer{'s' * (layers > 1)}: {score}")

# %% [markdown]
# 층이 하나 늘 때마다 ln 10에 머무는 시간이 길어집니다. 은닉층이 세 개이면 1에폭, 네 개이면 5에폭쯤 머무르고, 다섯
# 개와 여섯 개는 8에폭으로도 모자랍니다. 에폭을 더 늘리면 학습이 될지도 모릅니다. 그리고 층을 늘려서 은닉층이 하나인
# 신경망보다 정확해진 것은 없습니다. 시그모이드를 여러 층 쌓은 신경망을 두고 강의에서 말한 것과 같습니다.
#
# ## 3. 네 배로 키운 가중치
#
# 시드는 하나입니다.

# %%
curves = plots.Curves()
for share in (1, 16):
    with tf.Graph().as_default():
        tf.set_random_seed(SEED)
        mnist = input_data.load(DATA, one_hot=True)
        model = deep(8, share, tf.sigmoid)
        gradients = tf.gradients(model.cost, [tf.trainable_variables()[0], tf.trainable_variables()[-2]])
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            first, last = sess.run(gradients, {model.X: mnist.train.images[:1000], model.Y: mnist.train.labels[:1000]})
        print(f"N(0,1) times {share ** 0.5:.0f} / √inputs: gradient of W1 / gradient of W9: "
              f"{numpy.abs(first).mean() / numpy.abs(last).mean():.2g}", end=", ")
        history, score = train(model, mnist, 8, curves.line(f"times {share ** 0.5:.0f}"))
    print(score)

# %% [markdown]
# W1까지 전달되는 기울기가 2,500배쯤 커지고, 학습이 됩니다. 똑같이 시그모이드를 쓰는 여덟 층을 같은 경사 하강법으로
# 학습했고 RBM도 쓰지 않았습니다. 그러니 문제는 시그모이드 자체가 아니라, 시그모이드에 맞지 않는 가중치를 함께 쓴
# 것이었습니다. He 초기화와 같은 발상입니다. He 초기화의 √2는 ReLU가 0으로 만드는 절반을 메우고, 여기서 4는
# 시그모이드의 작은 미분값을 메웁니다.
#
# ## 4. He 초기화의 이득은 끝까지 갈까?
#
# `deep_relu`와 그 사본을 학습합니다. 시간을 아끼려고 15에폭 대신 10에폭씩 학습합니다.

# %%
source = inspect.getsource(deep_relu)
for inputs in (784, 256):
    source = source.replace(f" / {inputs} ** 0.5", f" / ({inputs} / 2) ** 0.5")
Path("he_relu.py").write_text(source)
import he_relu

runs = {"deep_relu": {}, "he_relu": {}}
for name, network in {"deep_relu": deep_relu, "he_relu": he_relu}.items():
    for seed in range(SEED, SEED + 3):
        options = Options(seed=seed, epochs=EPOCHS or 10, data=DATA, predict=0, quiet=True, loop="xla")
        print(name, seed, end=": ", flush=True)
        runs[name][seed] = record(options, *network.run(options), seconds=0)
    print("    cost by seed, first epoch:", *(f"{run['costs'][0]:.3f}" for run in runs[name].values()),
          " last:", *(f"{run['costs'][-1]:.4f}" for run in runs[name].values()))
print("\n" + study.table(runs))

# %% [markdown]
# 시드 세 개로 드러날 만한 이득은 남지 않습니다. 첫 에폭의 cost는 어느 시드에서나 He 쪽이 Xavier 쪽의 0.6배쯤입니다.
# 그러나 10에폭을 학습한 뒤 정확도 차이의 신뢰구간에는 0이 들어 있습니다. 둘이 같다는 뜻은 아닙니다. 차이는 신뢰구간 안의
# 어떤 값이라도 될 수 있습니다. 구간을 좁히려면 시드를 늘려
# `python -m lab10.study deep_relu he_relu.py --seeds 10`을 실행합니다.
