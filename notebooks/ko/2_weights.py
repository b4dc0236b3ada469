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
# # 2. 가중치의 출발점
#
# **두 신경망은 가중치를 초기화하는 세 줄만 다릅니다. 그런데 첫 에폭의 cost가 왜 하나는 100을 넘고 다른 하나는
# 0.3일까요? 그리고 앞의 신경망은 왜 15에폭이 지나도 뒤져 있을까요?**
#
# 서로 다른 세 줄을 확인하고, 첫 스텝을 시작하기 전에 각 층을 흐르는 값, 처음 몇 스텝의 cost, 두 신경망의 학습
# 과정, 첫 번째 층이 배운 것을 나란히 놓고 비교합니다. 코어 두 개로 1분에서 2분쯤 걸립니다.

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
# ## 세 줄
#
# 먼저 가중치를 N(0,1), 곧 표준편차가 1인 정규분포에서 뽑는 신경망입니다.

# %%
print(inspect.getsource(plain_nn.build))

# %% [markdown]
# 다른 신경망에서 바뀌는 것은 아래 세 줄뿐입니다. Xavier 초기화는 균등분포에서 값을 뽑는데, 분포의 폭이 층의 크기에
# 따라 달라집니다. 범위는 ±√(6 / (입력 수 + 출력 수))입니다.

# %%
sources = [inspect.getsource(network.build).splitlines() for network in (plain_nn, xavier_adam)]
print("\n".join(difflib.unified_diff(*sources, "plain_nn", "xavier_adam", n=0, lineterm="")))

# %% [markdown]
# ## 첫 스텝을 시작하기 전
#
# 갓 초기화한 두 신경망에 학습 이미지 가운데 처음 1,000장을 넣어 봅니다. 각 층에서 나오는 값과 cost는 다음과 같습니다.
# 히스토그램마다 아래쪽 눈금이 다르니 눈여겨보십시오.
#
# **먼저 예상해 보십시오.** 모든 숫자에 똑같은 확률을 주는 신경망의 cost는 ln 10 = 2.30입니다. 첫 스텝을 시작하기 전에
# 이 두 신경망의 cost는 얼마일까요? *나의 예상:*

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
# `plain_nn`의 cost를 충분히 크게 예상했습니까?
#
# 학습하기 전이라면 cost가 ln 10 = 2.30이거나, 출력끼리 우연히 생긴 차이 때문에 그보다 조금 클 것 같습니다. 그런데
# `plain_nn`은 출력이 서로 1,000 안팎씩 벌어져 있어 매번 확신에 찬 답을 내놓고, 그 답은 대부분 틀립니다.
# (`xavier_adam`의 히스토그램에 보이는 여러 봉우리는 출력 열 개에 해당합니다. 학습하기 전의 출력은 이미지보다
# N(0,1)에서 뽑은 편향에 더 크게 좌우되기 때문입니다.)
#
# 이 1,000은 어디에서 왔을까요? 유닛은 입력마다 표준편차가 1인 가중치를 곱해 모두 더합니다. 따라서 유닛 값의
# 표준편차는 입력의 제곱합에 제곱근을 취한 값입니다. 여기에 ReLU를 적용하면 제곱의 평균이 절반으로 줄어듭니다. 세 층에
# 걸쳐 계산하면 다음과 같습니다. 층마다 ReLU를 적용하기 전의 값입니다. (위의 L1과 L2 히스토그램은 ReLU를 적용한 뒤의
# 값입니다.)

# %%
first = (images ** 2).sum(axis=1).mean() ** 0.5
print(f"before the ReLU of L1:  √(sum of the squared pixels) = {first:7.1f}")
print(f"before the ReLU of L2:  times √(256 / 2)             = {first * 128 ** 0.5:7.1f}")
print(f"hypothesis:             times √(256 / 2) once more   = {first * 128:7.1f}")
print(f"hypothesis, measured:                                  {layers['plain_nn']['hypothesis'].std():7.1f}")

# %% [markdown]
# Xavier 초기화에서는 가중치의 분산이 2 / (입력 수 + 출력 수)이므로 층을 지나도 값이 이렇게 불어나지 않습니다.
#
# ## 첫 에폭, 한 스텝씩
#
# 노트 000에 출력된 cost는 한 에폭의 평균입니다. 그 가운데 얼마가 처음 100스텝에서 나올까요?
#
# **먼저 예상해 보십시오.** 전부, 절반, 5분의 1? *나의 예상:*

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
# 출력된 두 비율을 예상과 비교해 보십시오. 첫 에폭의 평균만 보아서는 그 에폭이 끝날 때의 cost를 거의 알 수 없습니다.
#
# ## 학습 전체
#
# 데이터도, 배치도, Adam도 모두 같습니다.
#
# **먼저 예상해 보십시오.** 어느 쪽의 정확도가 더 높고, 몇 %p 차이가 날까요? *나의 예상:*

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
# 두 정확도의 차이는 차이의 표준오차(막대의 1.4배)의 몇 배입니까?
#
# ## 첫 번째 층은 무엇을 배웠을까
#
# 유닛 256개 가운데 처음 여덟 개의 가중치를 학습 전과 학습 후로 나누어 그립니다. (색의 눈금은 줄마다 다릅니다.)
#
# **먼저 예상해 보십시오.** 네 줄 가운데 획이 보이는 줄은 어느 것일까요? *나의 예상:*

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
# Adam이 한 스텝에 가중치를 움직이는 폭은 기껏해야 학습률인 0.001 정도이고, 움직이는 방향도 그때그때 다릅니다. 그래서
# 두 신경망 모두 학습이 끝났을 때 가중치는 출발점에서 0.1쯤 떨어져 있습니다. 가중치의 크기가 1쯤이라면 이것은 얼마
# 되지 않습니다. `plain_nn`의 첫 번째 층은 학습하기 전이나 후나 똑같아 보이고, 그 뒤의 층들은 무작위로 만들어진
# 특징(feature)만 가지고 어떻게든 답을 내야 합니다. 반면에 `xavier_adam`의 가중치는 크기가 0.04쯤에서 출발했으므로
# 의미 있는 모양으로 자랄 수 있었습니다. 숫자가 놓이는 자리에 획과 경계선이 나타납니다.

# %% [markdown]
# ## 직접 그려 보기
#
# 터미널에서 `python -m lab10.page --open`을 실행하면 이 두 신경망을 포함해 다섯 개를 학습하고, 숫자를 그려 볼 페이지를 만듭니다.
#
# ![손으로 그린 숫자와 신경망 다섯 개의 답](../../lab10/page/page.png)

# %% [markdown]
# ## 연습 문제
#
# 먼저 스스로 풀어 본 다음 [풀이](../answers/ko/2_weights.ipynb)를 보십시오.
#
# 1. ReLU에 맞추어 만든 He 초기화의 분산은 2 / (입력 수)입니다.
#    `source = inspect.getsource(xavier_adam).replace("glorot_uniform_initializer", "initializers.he_uniform")`,
#    `Path("he.py").write_text(source)`로 이 초기화를 쓰는 사본을 만들고, `import he`를 한 다음
#    `he.run(Options())`로 실행해 보십시오. 은닉층이 두 개일 때 차이가 있습니까? 스무 개라면 어떻겠습니까?
#    (그 뒤에 사본을 고쳤다면 `import importlib`과 `importlib.reload(he)`로 다시 불러오십시오.)
# 2. N(0,1)의 폭만 줄여 보십시오. 같은 방법으로 `plain_nn`의 사본을 만들어 모든 층의 가중치에
#    `tf.random_normal([784, 256], stddev=0.05)`처럼 다른 `stddev`를 줍니다. 표준편차를 얼마까지 줄여야
#    `xavier_adam`만큼 좋아집니까?
# 3. `plain_nn`에 시간을 더 주어 보십시오. `plain_nn.run(Options(epochs=100, loop="xla"))`로 실행합니다(1~2분
#    걸립니다). 이제는 따라잡습니까?
