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
# # 5. 깊은 신경망
#
# **시그모이드를 여덟 층 쌓으면 왜 경사 하강법으로 학습되지 않을까요? 그리고 무엇을 바꾸면 학습될까요?**
#
# 노트 004의 강의 부분에는 문제의 이름인 기울기 소실(vanishing gradient)과 그 해결책이 나옵니다. ReLU, RBM으로 정한
# 가중치, 더 나은 무작위 초기화, fast forward입니다. 각 층까지 기울기가 얼마나 전달되는지, RBM이 무엇을 보는지, 학습되지
# 않는 신경망 하나와 학습되는 신경망 셋이 어떻게 다른지 살펴봅니다. 마지막으로 은닉층이 2개, 8개, 16개일 때 Xavier
# 초기화와 He 초기화를 비교합니다. 코어 두 개로 4분에서 5분쯤 걸립니다.

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
# ## 은닉층이 여덟 개인 신경망 네 가지
#
# 넷 다 은닉층마다 유닛이 256개이고, 학습률 0.1인 경사 하강법으로 학습합니다. 먼저 ReLU를 쓰는 신경망을 보고, 그다음에
# *fast forward*가 여기에 무엇을 더하는지 봅니다. fast forward는 2, 4, 6층의 출력을 두 층 뒤에 더해 줍니다.

# %%
print(inspect.getsource(deep_relu.build))


# %%
def difference(one, other):
    sources = [inspect.getsource(network.build).splitlines() for network in (one, other)]
    print("\n".join(difflib.unified_diff(*sources, one.__name__, other.__name__, n=0, lineterm="")))


difference(deep_relu, fast_forward)

# %% [markdown]
# `deep_sigmoid`는 `deep_relu`에서 `tf.nn.relu`만 모두 `tf.sigmoid`로 바꾼 것입니다. `dbn`은 심층 신뢰 신경망(deep
# belief network)으로, `deep_sigmoid`와 가중치의 초깃값만 다릅니다. 본래의 학습에 앞서 층을 하나씩 제한된 볼츠만
# 머신(Restricted Boltzmann Machine, RBM)으로 학습합니다. 입력을 W로 위층에 보냈다가 같은 W로 되돌리고, 되돌아온 값이
# 입력과 비슷해지도록 W를 조정합니다. 레이블은 필요하지 않습니다. 아래에서 층마다 3에폭씩 학습합니다. 출력되는 error는
# 입력과 되돌아온 값의 차이를 제곱해 평균한 것입니다.

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
# ## 각 층까지 전달되는 기울기
#
# 경사 하강법의 첫 스텝을 시작하기 전에, 각 층의 가중치에 대한 cost의 기울기가 얼마나 큰지 학습 이미지 가운데 처음
# 1,000장으로 알아봅니다. 기울기는 연쇄 법칙(chain rule)에 따라 마지막 층의 W9에서 시작해 W1까지 거슬러 올라가며
# 계산됩니다.
#
# **먼저 예상해 보십시오.** 시그모이드일 때 W9의 기울기 가운데 얼마가 W1에 닿을까요? 10분의 1, 1,000분의 1, 100만분의
# 1? *나의 예상:*

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
# `deep_sigmoid`의 비율을 예상과 비교해 보십시오.
#
# 시그모이드를 쓰면 W8에서 W2까지는 층 하나를 거슬러 올라갈 때마다 기울기의 4분의 3쯤이, 양 끝에서는 10분의 9 넘게
# 사라집니다. 시그모이드의 미분값이 가장 가파른 곳에서도 1/4이고 다른 곳에서는 더 작기 때문입니다. 여덟 층을 거슬러 W1에 이르면
# W9에서 가졌던 크기의 100만분의 1도 남지 않습니다. 이것이 *기울기 소실*입니다. 입력에서 출력 쪽으로 계산할 때도 마찬가지여서,
# 두 이미지의 차이는 출력에 이르기 전에 사라집니다.
#
# ReLU는 켜져 있는 유닛에서 미분값이 1이므로 W1의 기울기가 W8의 기울기와 비슷합니다. 층을 건너뛰는 길이 있으면
# 기울기도 그 지름길로 갑니다. 그림에서 `fast_forward`의 선은 처음부터 끝까지 `deep_relu`의 선보다 훨씬 위에 있습니다.
# (W9의 기울기도 함께 커졌으므로, W9에 대한 W1의 비율이 더 큰 것은 아닙니다.) RBM을 써도 시그모이드는 그대로입니다. 그러나
# RBM이 정한 가중치에서 출발하면 이미지마다 출력이 달라지고, W1까지 전달되는 기울기가 천 배쯤 커집니다.
#
# ## RBM은 무엇을 볼까
#
# 첫 번째 층의 유닛 여덟 개입니다. 위는 아무것도 학습하지 않았을 때의 가중치이고, 아래는 RBM으로 학습한 뒤의
# 가중치입니다. (파란색인 곳에 잉크가 있으면 유닛이 켜지고, 빨간색인 곳에 있으면 꺼집니다. 두 줄은 눈금이 서로
# 다릅니다.)
#
# **먼저 예상해 보십시오.** RBM은 레이블을 보지 못했습니다. 유닛은 무엇처럼 보일까요? 잡음, 획, 숫자? *나의 예상:*

# %%
with sessions["dbn"].graph.as_default():
    after = {variable.op.name: sessions["dbn"].run(variable) for variable in tf.global_variables()}
plots.weights({"before": W1_before[:, :8], "after": after["W1"][:, :8]})

# %% [markdown]
# 레이블을 알려 주지 않았는데도 숫자가 놓이는 자리에 획과 점이 나타났습니다. 그러면 각 층에는 이미지의 정보가 얼마나
# 남아 있을까요? 테스트 이미지 열 장을 각 층까지 올려 보낸 다음, 같은 가중치로 맨 아래까지 되돌려 봅니다.


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
# 층이 많아질수록 글씨를 쓴 사람의 개성이 사라집니다. 선은 매끈해지고 획의 끝은 없어집니다. 여덟 층을 지나서도 열 장
# 가운데 대부분은 알아볼 수 있습니다. 그런데 5는 9가 되었습니다. 이 둘이 서로 다른 숫자라고 RBM에 알려 준 적이 없기
# 때문입니다.
#
# ## 멈춰 있는 신경망과 학습하는 신경망
#
# 이제 네 신경망을 6에폭씩 학습합니다. (따로 실행하면 15에폭을 학습합니다. `loop="xla"`는 한 에폭을 통째로
# 컴파일합니다. 더 빠르지만, 출력되는 값의 끝자리가 달라집니다.)
#
# **먼저 예상해 보십시오.** 넷 가운데 어느 것이 학습되고, 학습을 마쳤을 때의 순위는 어떻게 될까요? *나의 예상:*

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
# 넷 가운데 뜻밖인 것이 있었습니까?
#
# `deep_sigmoid`의 cost는 ln 10 = 2.30 부근까지 내려간 뒤 멈춰 있습니다. 이미지를 보지 않고 숫자 열 개에 똑같이 10분의
# 1씩 확률을 줄 때의 cost입니다. 실제로 이 신경망은 모든 이미지에 똑같은 숫자를 답으로 내놓습니다. 똑같은 여덟 층을
# 같은 옵티마이저로 학습해도, ReLU를 쓰거나 RBM을 먼저 거치면 학습이 됩니다. 여기서는 신경망마다 시드가 하나뿐입니다.
# [시드별 비교 연구](../../lab10/study/README.ko.md)에는 더 많은 시드로 학습한 결과가 있습니다. 거기서 보면, 시드를
# 바꾸어도 정확도는 이 신경망들 사이의 차이만큼 크게 달라지지 않습니다. 다만 `deep_relu`와 `fast_forward`는 차이가
# 작아서 시드 하나로는 우열을 가릴 수 없습니다.
#
# RBM은 가장 먼저 나온 해결책이지만, 노트에 적혀 있듯이 지금은 잘 쓰지 않습니다. ReLU는 미리 학습할 필요가 없고,
# 여기서는 오히려 더 정확합니다.
#
# ## Xavier 초기화와 He 초기화
#
# ReLU는 받은 값의 절반을 0으로 만듭니다. 그래서 강의에 나오는 Xavier 초기화, 곧 N(0,1) / √(입력 수)를 쓰면 층을 지날
# 때마다 값의 제곱의 평균이 절반으로 줄어듭니다. He 초기화는 N(0,1) / √(입력 수 / 2)로 이것을 메워 줍니다. 은닉층이 두
# 개인 신경망에서 He 초기화를 쓰는 것이 `he_adam`입니다.

# %%
difference(xavier_adam, he_adam)


# %% [markdown]
# (`xavier_adam`은 노트의 코드처럼 균등분포에서 뽑습니다.) 이제 `deep_relu`의 은닉층을 2개, 8개, 16개로 바꾸어 가며 두
# 초기화를 시드 다섯 개로 비교합니다. 시드가 같으면 두 초기화가 같은 수를 뽑으며, He 쪽의 값이 √2배 클 뿐입니다. 처음
# 250스텝의 cost를 그리고, He에서 Xavier를 뺀 시드별 차이와 그 95% 신뢰구간을 출력합니다.
#
# **먼저 예상해 보십시오.** 어느 깊이에서 He가 가장 많이 앞설까요? *나의 예상:*


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
# 세 깊이의 차이를 예상과 비교해 보십시오.
#
# 어느 깊이에서나 이 250스텝의 cost는 He 초기화를 쓴 쪽이 더 낮고, 그 뒤의 정확도는 더 높습니다. 0을 포함하는
# 신뢰구간은 하나도 없습니다. 깊을수록 차이도 큽니다. Xavier 초기화를 쓰면 첫 스텝을 시작하기 전에 출력의 표준편차가
# 은닉층 두 개에서는 0.17이지만 열여섯 개에서는 0.001이어서, 이미지를 거의 구별하지 못합니다. 그래서 cost가 처음에는
# ln 10에 머뭅니다. 은닉층이 16개이면 150스텝쯤 머뭅니다. 시그모이드를 쓴 여덟 층의 cost는 6에폭 내내 거기 머물렀지만,
# 여기서는 출발이 늦을 뿐입니다. He 초기화를 쓰면 깊이가 달라져도 출력의 표준편차가 비슷합니다.
#
# (정확도는 마지막 스텝 직후
# 한순간의 값입니다. 시드마다 크게 달라서 신뢰구간이 넓습니다.) 그러나 이것은 처음 250스텝의 차이입니다. 끝까지 학습하면
# 얼마나 남을까요? 은닉층이 두 개일 때의 답은 시드별 비교 연구의 기록에 있습니다. Adam으로 15에폭을 학습한 결과입니다.

# %%
print(study.table({name: study.runs(name) for name in ("xavier_adam", "he_adam")}))

# %% [markdown]
# 신뢰구간에 0이 들어 있는 한, 끝까지 학습한 두 초기화의 우열을 가릴 수 없습니다. (차이는 두 신경망에 다 있는 시드로만
# 구하므로, 위에 나온 두 평균의 차이와 다를 수 있습니다.) 은닉층이 여덟 개이면 어떨지는 연습 문제 4에서 알아봅니다.
#
# 그러면 무엇이 달라진 것일까요? 예전의 신경망에서는 앞쪽 층까지 기울기가 거의 전달되지 않았습니다. 해결책은 모두
# 거슬러 올라가는 기울기의 크기를 지켜 줍니다. 미분값이 1인 함수를 쓰거나, 함수에 맞는 가중치에서 출발하거나, 지름길을
# 냅니다. 시그모이드를 쓴 여덟 층은 해결책 없이 경사 하강법으로는 아무것도 배우지 못했습니다. (연습 문제 1에서는
# 옵티마이저를 바꾸어 봅니다.) 해결책 없이 몇 층까지 학습되는지는 연습 문제 2에서 알아봅니다.
#
# ## 연습 문제
#
# 먼저 스스로 풀어 본 다음 [풀이](../answers/ko/5_deep.ipynb)를 보십시오.
#
# 1. 옵티마이저가 문제일까요? `deep_sigmoid`의 사본을 만들어 `AdamOptimizer`와 학습률 0.001을 쓰도록
#    고치고(`inspect.getsource`, `replace`, `Path("sigmoid_adam.py").write_text`), import해서 실행해 보십시오.
#    기울기는 그대로 작은데도 학습이 됩니까? 처음 100스텝 동안 W1은 옵티마이저에 따라 얼마나 움직입니까?
# 2. 시그모이드를 쓰면 몇 층까지 학습할 수 있을까요? `deep(layers, 1, tf.sigmoid)`로 만들어, 은닉층을 1개부터 6개까지
#    바꾸어 가며 8에폭씩 학습해 보십시오.
# 3. 시그모이드의 미분값은 아무리 커도 1/4입니다. 그렇다면 가중치를 네 배로 키워 보십시오. `deep(8, 16, tf.sigmoid)`로
#    만듭니다. 이제 W1까지 기울기가 얼마나 전달됩니까? 학습이 됩니까?
# 4. He 초기화의 이득은 끝까지 갈까요? He 초기화를 쓰는 `deep_relu`의 사본을 만들어, 둘 다 시드 세 개로 끝까지 학습해
#    보십시오.
