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
# # 7. 노트 너머
#
# **노트는 98.4%에서 끝납니다. 완전 연결 층만으로 정확도를 어디까지, 무엇으로 올릴 수 있을까요?**
#
# `batch_norm`, `batch_norm_noise`, `ladder` 세 신경망은 노트가 끝난 곳에서 이어지며, 차례로 앞의 신경망에 아이디어를
# 하나씩 더합니다. 배치 정규화가 층을 흐르는 값을 어떻게 바꾸는지, 잡음이 왜 신경망을 더 낫게 만드는지, 디코더가
# 층마다 이미지에 대해 무엇을 알아낼 수 있는지, 그리고 끝까지 틀리는 테스트 이미지는 어떤 것인지를 봅니다. 코어 두
# 개로 4~5분쯤 걸립니다.

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
# ## 어디까지 올라갈까
#
# 시드별 비교 연구에는 이 세 신경망을 학습 이미지 60,000장으로 끝까지 학습한 기록이 있습니다. 아래 셀은 이 세 신경망과
# 노트의 신경망 네 개가 테스트 이미지 10,000장 가운데 몇 장을 틀리는지 출력하고, 정확도를 노트의 값, 마지막 두
# 신경망이 나온 논문의 값과 나란히 그립니다.
#
# **먼저 예상해 보십시오.** 드롭아웃을 쓴 노트 004의 신경망은 오류율이 1%와 2% 사이입니다. 마지막 신경망은 10,000장
# 가운데 몇 장을 틀릴까요? *나의 예상:*

# %%
STORY = "softmax", "plain_nn", "xavier_adam", "deep_dropout_keep_prob", "batch_norm", "batch_norm_noise", "ladder"
accuracies = {name: study.values(study.runs(name)) for name in STORY}
for name, by_seed in accuracies.items():
    wrong = 100 * (100 - numpy.mean(list(by_seed.values())))
    print(f"{name:24}{wrong:6.1f} of 10,000 wrong, the mean of {len(by_seed)} runs")
study.picture({name: list(by_seed.values()) for name, by_seed in accuracies.items()})

# %% [markdown]
# 예상과 비교해 보십시오.
#
# 단계마다 남은 오답이 더 줄어듭니다. 이 신경망들은 픽셀이 어디에 있는지 모릅니다. 모든 이미지의 픽셀을 똑같은 순서로
# 뒤섞어도 똑같이 잘 배웁니다(연습 문제 3). 합성곱 신경망은 어느 픽셀이 서로 이웃하는지 알고 있습니다.
#
# ## 배치 정규화
#
# 셋 가운데 첫 번째 신경망입니다. `normalize`를 찾아보십시오. 모든 `matmul`과 ReLU 사이에 있습니다.

# %%
print(inspect.getsource(batch_norm.build))

# %%
print(inspect.getsource(batch_norm.normalize))

# %% [markdown]
# 노트북 2에서는 학습을 시작하기 전에 신경망을 흐르는 값을 보았습니다. N(0,1) 가중치에서는 값이 층을 지날 때마다 커지고,
# Xavier 가중치에서는 ReLU가 제곱의 평균을 절반으로 줄이므로 천천히 작아집니다. 같은 그림을 `batch_norm`의 은닉층 다섯
# 개에 대해, 정규화가 없을 때와 있을 때로 나누어 그렸습니다. (다섯 층 가운데 셋만 그렸습니다. 히스토그램 아래의 눈금에
# 주의하십시오.)

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
# 아래 두 줄은 서로 닮았습니다. 가중치에 어떤 수가 곱해져 있든 표준편차로 나누면 없어지기 때문입니다. 그래서 가중치의
# 초깃값 때문에 값이 지나치게 커지거나 작아지는 일이 없습니다.
#
# 그렇다면 N(0,1)도 Xavier만큼 좋은 출발점일까요? `plain_nn`, N(0,1)에서 시작한 `batch_norm`, 원래의 `batch_norm`을 한 에폭씩
# 학습합니다.
#
# **먼저 예상해 보십시오.** 셋 가운데 cost가 가장 빨리 내려가는 것은 어느 것일까요? *나의 예상:*


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
# 예상한 신경망이 맞았습니까?
#
# `plain_nn`은 첫 스텝의 cost가 1,000을 넘습니다. 배치 정규화를 하면 그렇게 되지 않습니다. 어느 가중치에서 시작하든 첫
# 스텝의 cost는 답을 찍을 때의 cost인 ln 10 = 2.30을 조금 넘을 뿐입니다.
#
# 그래도 N(0,1)에서 시작하면 더 느립니다. Adam은 가중치의 크기와 상관없이 한 스텝에 많아야 0.002쯤 움직입니다. 크기가
# 0.03~0.09인 Xavier 가중치에는 큰 변화이지만, 크기가 1인 가중치에는 작은 변화입니다. 정규화를 하면 가중치의 크기가
# 값에는 영향을 주지 않지만, 배우는 속도에는 여전히 영향을 줍니다.
#
# ## 잡음
#
# `batch_norm_noise`는 학습할 때 이미지와 모든 Z에 잡음을 더합니다. N(0,1)에서 뽑은 난수에 0.5(이미지에서는 0.3)를
# 곱해 값 하나하나에 더합니다. 정규화한 뒤에는 모든 유닛의 표준편차가 1이므로, 0.5는 어느 유닛에서나 같은 크기입니다.
# (이 신경망에는 가중치가 같고 잡음이 없는 인코더가 하나 더 있고, 답은 이 인코더에서 나옵니다.) 학습할 때 신경망은
# 이런 이미지를 봅니다.

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
# 사람은 모든 숫자를 여전히 읽을 수 있습니다. 그러나 신경망은 이제 픽셀 하나, 유닛 하나에만 의지할 수 없습니다. 두
# 신경망을 몇 에폭씩 학습합니다. (`loop="xla"`는 한 에폭을 통째로 컴파일합니다.)
#
# **먼저 예상해 보십시오.** 이 몇 에폭 뒤에 학습 이미지를 덜 틀리는 쪽과 테스트 이미지를 덜 틀리는 쪽은 각각 어느 쪽일까요?
# *나의 예상:*

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
# 두 예상이 모두 맞았습니까?
#
# 몇 에폭만으로는 잡음이 있는 쪽이 테스트 이미지에서도 뒤집니다. 그런데 신경망마다 두 줄을 비교해 보십시오. 잡음이
# 없으면 학습 이미지는 이미 거의 다 맞히는데, 테스트 이미지의 오답은 그 몇 배입니다. 더 배울 거리가 별로 남아 있지
# 않습니다. 잡음이 있으면 신경망은 같은 이미지를 두 번 보는 일이 없습니다. 그래서 이미지를 외우기가 더 어렵고, 배울 것이
# 더 오래 남습니다. 끝까지 학습한 기록은 이렇습니다.

# %%
for name in ("batch_norm", "batch_norm_noise"):
    right = {"training": study.values(study.runs(name), "training_accuracy"), "test": accuracies[name]}
    print(f"{name:18}", *(f"{which} images {100 - numpy.mean(list(by_seed.values())):.2f} % wrong"
                          for which, by_seed in right.items()), sep="  ")
both = study.difference(accuracies["batch_norm_noise"], accuracies["batch_norm"])
print(f"test accuracy with noise - without: {both.mean:+.2f} points ({both.low:+.2f} to {both.high:+.2f}), n {both.n}")

# %% [markdown]
# 방금 학습한 두 신경망의 속을 들여다봅시다. 답은 무엇에 달려 있을까요? 정답의 출력에서 나머지 출력 가운데 가장 큰
# 것을 뺀 값을 답의 *여유*라고 부르겠습니다. 여유의 기울기를 보면, 각 픽셀의 잉크가 더 진해질 때 여유가 어떻게
# 달라지는지 알 수 있습니다. (파란색이면 여유가 늘고 빨간색이면 줄어듭니다. 색의 눈금은 그림마다 다릅니다.)


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
# 여유를 기울기의 길이로 나누면, 답이 달라지는 가장 가까운 이미지까지의 거리를 어림할 수 있습니다. 잡음으로 학습하면
# 이 거리가 길어집니다. 작은 잡음에도 뒤집히는 답은 학습하는 동안 오답이 되고, 학습이 그것을 바로잡기 때문입니다.
# 그림을 보면, 잡음 없이 학습한 신경망은 숫자에서 멀리 떨어진 픽셀, 어떤 숫자도 지나가지 않는 픽셀까지 답에 씁니다.
# 잡음으로 학습한 신경망에서는 획이 있는 곳과, 다른 숫자였다면 획이 있었을 곳이 중요합니다.
#
# 그렇다면 테스트 이미지에 잡음이 섞일 때에도 잡음으로 학습한 신경망이 덜 흔들려야 합니다.
#
# **먼저 예상해 보십시오.** 잡음이 얼마일 때 둘이 갈라질까요? *나의 예상:*

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
# 예상이 맞았습니까? 잡음으로 학습한 신경망이 정말로 덜 틀리고, 잡음이 커질수록 두 신경망의 차이도 커집니다. 잡음이 전혀
# 없을 때는 오히려 잡음으로 학습한 신경망이 뒤처집니다. (학습할 때 이미지의 잡음은 0.3이었습니다.)
#
# ## 래더
#
# `ladder`는 `batch_norm_noise`에 디코더를 더한 것입니다. (층에 더하는 잡음도 0.5가 아니라 0.3으로 더 약합니다.) 잡음이
# 있는 인코더는 이미지 Z0에서 Z6까지 올라가고, 잡음이 없는 인코더도 T1에서 T6까지 올라갑니다. 디코더는 잡음이 있는
# 인코더의 꼭대기에서 다시 내려옵니다. 그러면서 층마다, 잡음이 없다면 그 층이 어떤 값이었을지를 알아맞혀야 합니다.

# %%
source = inspect.getsource(ladder.build)
print("    # from" + source.partition("    # from")[2].partition("    # the rate")[0])
print(inspect.getsource(ladder.combine))

# %% [markdown]
# `combine`은 두 가지를 저울질합니다. 하나는 잡음이 섞인 그 층의 값 Z이고, 다른 하나는 위층들이 그 층에 대해 알려 주는
# 값 U입니다. U로 추측 `mean`과, Z를 얼마나 믿을지를 정합니다. `trust`가 1이면 추정값은 Z이고, 0이면 추측입니다. 이를
# 위해 유닛마다 수 열 개를 학습합니다. 추정값의 오차를 제곱하여 cost에 더합니다. 여기에는 레이블이 필요 없습니다. 이제
# 신경망은 레이블뿐 아니라 이미지 자체에서도 배웁니다.

# %%
train(ladder)

# %% [markdown]
# ## 층마다 무엇을 알까
#
# 디코더를 NumPy로 다시 적었습니다. 여기서는 `lowest`층과 그 위층만 쓰게 할 수 있습니다. 그 아래에서는 층의 값을 보지
# 않고 추측만 씁니다. 그러면 위층들이 이미지에 대해 아는 것이 그림으로 나타납니다. 6층에는 수 열 개밖에 없습니다.
#
# **먼저 예상해 보십시오.** 몇 층부터 위만 남기면 글씨체를 알아볼 수 없게 될까요? *나의 예상:*

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
# 예상과 비교해 보십시오.
#
# 1층부터 위만 남기면 글씨체가 아직 보입니다. 2층부터 위만 남기면 글씨체는 사라지고 흐릿한 모양만 보입니다. 아직 알아볼
# 수 있는 숫자도 있지만, 점 몇 개만 남거나 서로 비슷해진 것도 있습니다. 6층의 수 열 개는 어느 숫자인지를 말해 주고, 답을
# 내는 데는 그것으로 충분합니다. 그러나 디코더는 그것만으로 그림을 그리도록 학습하지 않았습니다. 학습할 때는 모든 층을
# 볼 수 있었습니다.
#
# 추정값은 얼마나 정확할까요? 제곱 오차를 그 층의 분산에 대한 비율로 나타냈습니다. 1이면 그 층의 평균으로 추정하는
# 것과 다를 바 없습니다.

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
# 이미지의 추정값에서는 잡음이 대부분 없어졌습니다. 그런데 1층부터 위로는 추정값이 잡음 섞인 층보다도 나쁘고,
# 중간에서는 층의 평균보다 나을 것이 없습니다. cost를 다시 보십시오. 이미지에는 1,000, 1층에는 1, 나머지 층에는 0.01을
# 곱합니다. 0.01을 곱한 층은 틀려도 cost가 거의 늘지 않으므로, 디코더는 그 층의 오차를 줄이려 하지 않습니다. 이 층들은
# 이미지에 필요한 것을 아래로 전해 주는 데 쓰입니다.
#
# ## 아직도 틀리는 것
#
# 다시 기록으로 돌아가, 끝까지 학습한 `ladder`를 봅니다. 한 번의 실행에서, 모든 실행에서, 그리고 실행들이 투표하면 몇 장을 틀릴까요?
# (투표는 강의의 앙상블과 다릅니다. 앙상블은 출력을 평균하지만, 기록에는 답만 있습니다. 표가 같으면 틀린 것으로 셉니다.)

# %%
taken_for = numpy.array([evaluation.read_mistakes(record["mistakes"]) for record in study.runs("ladder").values()])
counts = (taken_for != evaluation.RIGHT).sum(axis=0)
votes = numpy.array([(taken_for == answer).sum(axis=0) for answer in range(11)])  # the last one: RIGHT
n = len(taken_for)
print("wrong in each run:", *(taken_for != evaluation.RIGHT).sum(axis=1))
print(f"wrong in at least one of {n} runs: {(counts > 0).sum()}; in all: {(counts == n).sum()}; "
      f"by their vote: {(votes.argmax(axis=0) != evaluation.RIGHT).sum()}")

# %% [markdown]
# 절반이 넘는 실행에서 틀린 이미지를 모았습니다. 레이블, 틀린 실행들이 가장 많이 낸 답, 틀린 실행의 비율입니다.
# 레이블과 신경망 가운데 어느 쪽이 옳을까요? 하나하나 정한 다음에 세어 보십시오.

# %%
still = numpy.argsort(-counts, kind="stable")[:(counts > n / 2).sum()]
if mnist.test.name == "mnist":
    read_as = votes[:10, still].argmax(axis=0)
    display(pictures.hardest(mnist.test.serve(still), labels[still], read_as, counts[still], n))
else:
    for image in still:
        print(f"test image {image}: read as {votes[:10, image].argmax()}, wrong in {counts[image]} of {n} runs")

# %% [markdown]
# 이 가운데에는 누가 보아도 레이블대로 읽히는 것이 있습니다. 더 나은 신경망이라면 아직 배울 수 있는 이미지입니다. 다른
# 레이블이 맞아 보이거나 어떤 레이블도 붙이기 어려운 이미지는, 어떤 신경망이든 운으로만 맞힐 수 있습니다. MNIST로
# 알아볼 수 있는 것은 여기까지입니다.
#
# ## 연습 문제
#
# 먼저 스스로 풀어 본 다음 [풀이](../answers/ko/7_frontier.ipynb)를 보십시오.
#
# 1. 잡음은 얼마가 가장 좋을까요? `batch_norm_noise`에서 `noise: 0.5`의 수를 바꾼 사본을 만들고(`inspect.getsource`,
#    `replace`, `Path("noise_0_1.py").write_text`) import한 다음 `Options(data="validation", epochs=2, loop="xla")`로
#    학습하십시오. 이렇게 하면 학습에 쓰지 않은 이미지로 정확도를 측정합니다. 테스트 이미지는 설정을 고르는 데 쓰는
#    것이 아닙니다.
# 2. 래더에는 어느 cost가 필요할까요? `ladder`의 사본에서 이미지의 cost를 빼 보고, 이미지의 cost만 남겨도 보십시오.
#    무엇이 얼마나 달라집니까?
# 3. 신경망은 픽셀이 어디에 있는지 알까요? `batch_norm_noise`의 사본에서 `X`가 있는 줄 다음에 모든 이미지의 픽셀을
#    똑같이 뒤섞는 줄 `X1 = tf.gather(X, numpy.random.RandomState(1).permutation(784), axis=1)`을 넣고, 그 뒤로는 `X1`을
#    쓰십시오. 정확도가 그대로입니까? 합성곱 신경망이라면 왜 정확도가 떨어질까요?
# 4. `ladder`가 틀리는 이미지는 어느 신경망에나 어려울까요? 기록에서 그 이미지들을 다른 신경망들이 얼마나 자주 틀리는지 알아보십시오.
