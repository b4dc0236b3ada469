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
# # 8. 같은 신경망을 지금 쓴다면: 풀이
#
# [본문](../../ko/8_today.ipynb)에 나오는 연습 문제의 풀이입니다. 1분도 걸리지 않습니다.

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
# `batches`, `then`, `now`는 본문의 것과 같습니다. 신경망은 층 하나이고, 가중치도 편향처럼 N(0,1)에서 뽑습니다.


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
# 끝자리를 빼면 같습니다. 여기에는 ReLU가 없습니다. 그래서 한쪽에서는 켜지고 다른 쪽에서는 꺼지는 유닛이 없고,
# 반올림에서 온 차이가 갑자기 커지지 않습니다.
#
# ## 2. ε의 위치
#
# 첫 스텝에서 m은 (1-β1) g이고 v는 (1-β2) g²입니다. 기울기 g가 얼마이든 Adam의 보폭은 0.001이어야 합니다.

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
# 기울기가 작을 때 다릅니다. 1e-8이 TensorFlow의 위치에 있으면 기울기가 1e-5쯤보다 작을 때 보폭이 줄고, PyTorch의
# 위치에 있으면 1e-7쯤보다 작을 때 줄어듭니다. TensorFlow의 위치에 ε √(1-β2), 곧 3e-10을 놓으면 PyTorch의 첫 스텝과
# 같아집니다. t번째 스텝에서는 ε에 곱하는 수가 √(1-β2ᵗ)이고, 몇천 스텝이 지나면 1에 가까워집니다. 그때부터는 위치가
# 달라도 결과가 같습니다.
#
# ## 3. 드롭아웃
#
# 두 쪽 모두 `xavier_adam`의 두 번째 층 뒤에 드롭아웃을 둡니다. 같은 가중치로, 첫 스텝을 시작하기 전에 배치 하나의
# cost를 측정합니다. 먼저 드롭아웃을 끄고 측정한 다음, 켜고 200번씩 측정합니다.


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
# 드롭아웃을 켜면 스텝마다 다른 유닛이 꺼지고, 두 신경망의 난수 생성기도 서로 다릅니다. 그래서 두 신경망의 cost는
# 일치하지 않고, 같은 신경망에서 두 번 계산한 cost도 일치하지 않습니다. 비교할 수 있는 것은 드롭아웃을 껐을 때의
# cost(끝자리까지 맞아야 합니다)와, 켰을 때 여러 cost의 평균과 퍼진 정도입니다.
