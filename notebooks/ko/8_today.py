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
# # 8. 같은 신경망을 지금 쓴다면
#
# **TensorFlow 1 코드는 오래되었습니다. 같은 신경망을 지금은 어떻게 쓰고, 그것은 정말 같은 신경망일까요?**
#
# `xavier_adam`을 한 줄씩 Keras 3과 나란히 놓고 봅니다. 가중치의 초깃값과 배치를 같게 했을 때 두 cost가 어디서 왜
# 갈라지는지, 학습을 다 마치면 어떻게 되는지, 그대로 옮길 때 빠지기 쉬운 함정에는 무엇이 있고 각각 어떤 수치에서
# 드러나는지 확인합니다. 코어 두 개로 5분쯤 걸립니다.

# %%
import inspect

import numpy
from matplotlib import pyplot as plt

from lab10 import evaluation, input_data, plots, study, xavier_adam
from lab10.options import Options
import keras  # like TensorFlow, after lab10, which silences their messages at start
import tensorflow.compat.v1 as tf

# %matplotlib inline
tf.logging.set_verbosity(tf.logging.ERROR)
print("Keras", keras.__version__)

# %% tags=["parameters"]
EPOCHS = None  # None: the network's own number; 2 for a quick look
DATA = None  # None: MNIST if it can be had; "digits": scikit-learn's small set, without a download
SEED = 777
SEEDS = 3  # how many to train both networks with; 10 take 20 minutes

# %% [markdown]
# ## 한 줄씩
#
# 노트에 나오는 신경망입니다.

# %%
print(inspect.getsource(xavier_adam.build))


# %% [markdown]
# 지금은 이렇게 씁니다.


# %%
def today():
    """xavier_adam in Keras 3."""
    network = keras.Sequential([
        keras.Input([784]),
        keras.layers.Dense(256, "relu", kernel_initializer="glorot_uniform",
                           bias_initializer=keras.initializers.RandomNormal(stddev=1)),
        keras.layers.Dense(256, "relu", kernel_initializer="glorot_uniform",
                           bias_initializer=keras.initializers.RandomNormal(stddev=1)),
        keras.layers.Dense(10, kernel_initializer="glorot_uniform",
                           bias_initializer=keras.initializers.RandomNormal(stddev=1)),
    ])
    network.compile(optimizer=keras.optimizers.Adam(0.001, epsilon=1e-8),
                    loss=keras.losses.CategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return network


print(f"{today().count_params():,} weights and biases")

# %% [markdown]
# 줄마다 이렇게 바뀌었습니다.
#
# | TensorFlow 1 | 지금 |
# |---|---|
# | `X = tf.placeholder(tf.float32, [None, 784])` | 인자 `network(images)`. 너비는 `keras.Input([784])` |
# | `Y = tf.placeholder(...)` | `fit`과 `evaluate`의 두 번째 인자 |
# | `W1 = tf.get_variable(...)`, `b1 = tf.Variable(...)` | 둘 다 `Dense(256)` 안에 있음 |
# | `tf.contrib.layers.xavier_initializer()` | `kernel_initializer="glorot_uniform"`(기본값) |
# | 편향의 `tf.random_normal([256])` | `bias_initializer=RandomNormal(stddev=1)`. 기본값은 0 |
# | `tf.nn.relu(tf.matmul(X, W1) + b1)` | `Dense(256, "relu")` |
# | `hypothesis = tf.matmul(L2, W3) + b3` | 활성화 함수가 없는 `Dense(10)`, 곧 로짓 |
# | `softmax_cross_entropy_with_logits_v2`, `tf.reduce_mean` | `CategoricalCrossentropy(from_logits=True)`가 둘을 함께 계산 |
# | `AdamOptimizer(learning_rate=0.001).minimize(cost)` | `compile`에 주는 `Adam(0.001, epsilon=1e-8)` |
# | `tf.nn.dropout(L1, keep_prob=0.7)`, 테스트에서는 1.0 | `Dropout(rate=0.3)`. `fit`에서 켜지고 `evaluate`에서 꺼짐 |
# | `tf.Session()`, `tf.global_variables_initializer()` | 없음. 층이 만들어질 때 가중치도 생김 |
# | 반복문, `next_batch`, `feed_dict` | `network.fit(images, labels, batch_size=100, epochs=15)` |
# | 한 에폭의 `avg_cost` | `fit`이 출력하는 `loss` |
# | `tf.argmax`, `tf.equal`과 그 평균 | `metrics=["accuracy"]`, 그다음 `network.evaluate(images, labels)` |
# | `tf.set_random_seed(777)` | `keras.utils.set_random_seed(777)`. 난수는 다름 |
#
# ## 같은 가중치, 같은 배치
#
# 옮긴 코드는 그럴듯해 보여도 틀릴 수 있습니다. 그래서 두 신경망을 같은 가중치에서 시작해 같은 배치를 넣으면서,
# 스텝마다 cost를 비교해 확인합니다. 아래에서 첫 번째 함수는 노트의 반복문이고, 두 번째 함수는 같은 일을 지금의
# 방법으로 합니다. (Keras는 세션 없이 바로 계산합니다. 그래서 여기서는 TensorFlow 1 쪽에 그래프를 따로 둡니다.)


# %%
mnist = input_data.load(DATA, one_hot=True)


def batches(seed):
    """Batches of 100, without end, in the order that TensorFlow 1 gives them with this seed."""
    data_set = input_data.DataSet(mnist.train.stored_images, mnist.train.labels, reshape=False, seed=seed)
    while True:
        yield data_set.next_batch(100)


def then(steps, build=xavier_adam.build, weights=None):
    """TensorFlow 1: the first weights, and the costs of the first steps. weights: begin with these."""
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(SEED)
        model = build()
        sess.run(tf.global_variables_initializer())
        for variable, value in zip(tf.trainable_variables(), weights or ()):
            variable.load(value, sess)
        weights, costs = sess.run(tf.trainable_variables()), []
        for _, (batch_xs, batch_ys) in zip(range(steps), batches(SEED)):
            cost, _ = sess.run([model.cost, model.train], feed_dict={model.X: batch_xs, model.Y: batch_ys})
            costs.append(cost)
        return weights, numpy.array(costs)


def now(network, weights, steps, served=None):
    """Keras: the costs of the first steps from these weights. served: other batches."""
    network.set_weights(weights)
    costs = []
    for _, (images, labels) in zip(range(steps), served or batches(SEED)):
        network.reset_metrics()  # else train_on_batch gives the mean of all steps so far
        costs.append(network.train_on_batch(images, labels)[0])
    return numpy.array(costs)


# %% [markdown]
# **먼저 예상해 보십시오.** 처음 50스텝의 cost는 소수점 아래 몇 자리까지 같을까요? 출력된 자리 모두, 다섯 자리, 두
# 자리? 한 에폭 뒤에는 어떨까요? *나의 예상:*

# %%
first, theirs = then(50)
ours = now(today(), first, 50)
for step in (0, 1, 2, 9, 49):
    print(f"step {step + 1:2}: TensorFlow 1 {theirs[step]:.7f}, Keras {ours[step]:.7f}")
print(f"the 50 costs differ by at most {abs(theirs - ours).max():.1g}")

figure, axes = plt.subplots(figsize=(7, 3.4), layout="constrained")
axes.plot(range(1, 51), theirs, color=plots.COLORS[0], linewidth=5, alpha=0.4, label="TensorFlow 1")
axes.plot(range(1, 51), ours, "--", color=plots.COLORS[1], label="Keras 3")
axes.set(xlabel="step", ylabel="cost of the batch")
axes.grid(alpha=0.3)
axes.legend()
plt.show()

# %% [markdown]
# 출력된 값을 예상과 비교해 보십시오. (한 에폭 뒤의 차이는 아래에 나옵니다.)
#
# 첫 스텝의 cost는 같습니다. 가중치도 이미지도 같고, 아직 한 스텝도 움직이지 않았기 때문입니다. 그다음부터는 끝자리가
# 다르지만, 그림에서는 보이지 않습니다. 이 차이는 정말 반올림 때문일까요? *배정밀도*를
# 쓰면 유효 숫자가 7자리에서 16자리로 늘어납니다. 두 신경망이 같은 식을 계산한다면 그만큼 더 가까워져야 합니다. 그래서
# TensorFlow 1 파일의 세 군데를 바꾸고, Keras도 `float64`를 쓰도록 설정합니다. (한 가지 더 있습니다. TensorFlow 1은
# Adam의 상수 0.9와 0.999를 단정밀도로 반올림합니다. 여기서는 두 신경망 모두 반올림한 값을 씁니다.)

# %%
ROUNDED = dict(beta_1=float(numpy.float32(0.9)), beta_2=float(numpy.float32(0.999)))


def in_double(steps):
    """The costs of both networks in double precision."""
    source = inspect.getsource(xavier_adam).replace("tf.float32", "tf.float64")
    for old, new in {
        "initializer=": "dtype=tf.float64, initializer=",
        "]), name=": "], dtype=tf.float64), name=",
        "learning_rate=learning_rate": f"*(tf.constant(value, tf.float64) for value in (learning_rate, "
                                       f"{ROUNDED['beta_1']}, {ROUNDED['beta_2']}, 1e-8))",
    }.items():
        assert old in source
        source = source.replace(old, new)
    copy = {"__name__": "double"}
    exec(source, copy)
    weights, theirs = then(steps, copy["build"])
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")
    network = today()
    network.compile(optimizer=keras.optimizers.Adam(0.001, epsilon=1e-8, **ROUNDED), loss=network.loss,
                    metrics=["accuracy"])
    ours = now(network, weights, steps)
    keras.config.set_floatx("float32")
    keras.config.set_dtype_policy("float32")
    return theirs, ours


theirs_in_double, ours_in_double = in_double(50)
print(f"in double precision they differ by at most {abs(theirs_in_double - ours_in_double).max():.1g}")

# %% [markdown]
# 그러니 둘은 같은 신경망이고, 다른 것은 반올림뿐입니다.
#
# ## 어디서 왜 갈라질까
#
# 이제 한 에폭을 모두 학습하면서, 스텝마다 cost가 TensorFlow 1과 얼마나 차이 나는지 네 가지 경우를 봅니다.
#
# - 위의 Keras
# - ε이 Keras의 기본값 1e-7인 Keras. Adam은 √v + ε으로 나누는데, v는 기울기 제곱의 평균입니다. TensorFlow 1에서는 같은
#   위치에 있는 ε이 1e-8입니다.
# - 배정밀도로 계산한 Keras. 이때는 TensorFlow 1도 배정밀도로 계산합니다.
# - 비교를 위해, TensorFlow 1 *자신*. 가운데 픽셀 하나의 가중치에서 끝자리만 바꾼 것입니다.
#
# **먼저 예상해 보십시오.** 넷 가운데 어느 것이 가장 가깝고, 어느 것이 가장 멀어질까요? *나의 예상:*

# %%
epoch = mnist.train.num_examples // 100
first, theirs = then(epoch)
other = today()
other.optimizer.epsilon = 1e-7
changed = [weights.copy() for weights in first]
changed[0][14 * 28 + 14] = numpy.nextafter(changed[0][14 * 28 + 14], numpy.float32(1))
theirs_in_double, ours_in_double = in_double(epoch)
apart = {
    "Keras": now(today(), first, epoch) - theirs,
    "Keras, epsilon 1e-7": now(other, first, epoch) - theirs,
    "both in double precision": ours_in_double - theirs_in_double,
    "TensorFlow 1, last digits changed": then(epoch, weights=changed)[1] - theirs,
}
figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
for (name, differences), color, dashes in zip(apart.items(), plots.COLORS[1:], plots.DASHES):
    print(f"{name:34}largest difference of steps 1 to 50: {abs(differences[:50]).max():.1g}, "
          f"of the epoch: {abs(differences).max():.1g}")
    axes.plot(range(1, epoch + 1), abs(differences), dashes, color=color, label=name, linewidth=1)
axes.set(xlabel="step", ylabel="difference of the costs", yscale="log", ylim=(1e-16, 1))
axes.grid(alpha=0.3)
figure.legend(loc="outside upper center", ncols=2)
plt.show()

# %% [markdown]
# 두 가지를 다 맞혔습니까? 배정밀도로 계산한 쌍이 끝까지 가장 가깝습니다. 나머지는 모두 한 에폭 안에 소수 둘째나 셋째
# 자리까지 달라집니다.
#
# 첫 번째 곡선과 마지막 곡선을 비교해 보십시오. 단정밀도에서 Keras는, 가중치 몇 개의 끝자리만 바꾼 TensorFlow 1과
# 똑같은 모양으로 원래의 TensorFlow 1에서 멀어집니다. (Keras는 처음부터 차이가 더 커서 더 일찍 멀어집니다. TensorFlow
# 1이 Adam의 상수를 반올림하기 때문입니다.) ReLU가 있는 신경망은 작은 차이를 키웁니다. 언젠가는 같은 이미지에 대한
# 어떤 유닛의 합이 한쪽 신경망에서는 0보다 조금 크고 다른 쪽에서는 조금 작아집니다. 그러면 기울기가 한쪽에는 있고 다른
# 쪽에는 없으므로, 차이가 몇십 스텝 만에 끝자리에서 셋째 자리까지 커집니다. 언제 그렇게 되는지는 운에 달려 있습니다. 시드나
# 프로세서가 다르면 50스텝이 되기 전일 수도 있습니다. 그때부터 둘은 같은 신경망의 서로 다른 두 실행입니다.
#
# ε을 바꾼 경우는 사정이 다릅니다. 이 곡선은 두 번째 스텝부터 100스텝 무렵까지 다른 곡선보다 훨씬 위에 있습니다.
# 1e-7처럼 작은 수가 왜 중요할까요? 처음 몇 스텝에서는 √v도 작기 때문입니다. 잉크가 드문 픽셀에서는 가중치의 기울기가
# 1e-6 이하이고, 그러면 첫 스텝의 √v는 3e-8 이하입니다. 첫 스텝에서 가중치가 얼마나 움직이는지 봅니다.

# %%
moved = {}
for epsilon in (1e-8, 1e-7):
    network = today()
    network.optimizer.epsilon = epsilon
    now(network, first, 1)
    moved[epsilon] = abs(network.get_weights()[0] - first[0])[first[0] != network.get_weights()[0]]
    print(f"epsilon {epsilon:.0e}: the first step moves {len(moved[epsilon])} of the weights of W1; "
          f"{(moved[epsilon] < 0.0009).mean():.0%} of these by less than 0.0009")

# %% [markdown]
# Adam의 첫 스텝은 이 가중치들을 모두 학습률 0.001만큼 움직여야 합니다. ε이 크면, 기울기가 작아서 보폭이 짧아지는
# 가중치가 더 많아집니다. (PyTorch와 JAX의 ε은 1e-8이지만 위치가 다릅니다. 먼저 v를 보정하고 그 뒤에 ε을 더합니다. 첫
# 스텝에서 그 ε은 TensorFlow의 위치에 3e-10을 놓은 것과 같습니다. 연습 문제 2를 보십시오.)
#
# ## 학습을 다 마친 뒤
#
# 같은 신경망의 서로 다른 실행이라면, 학습을 마친 뒤 둘의 차이는 두 시드의 차이보다 크지 않아야 합니다. 시드 세 개로,
# 가중치의 초깃값과 배치를 같게 하여 둘을 학습합니다. `fit`은 배치를 제너레이터에서 받습니다. (보통은 이미지를 모두
# 주고 섞는 것도 맡깁니다.)
#
# **먼저 예상해 보십시오.** 시드가 같을 때 테스트 이미지 10,000장에서 둘의 오답 수는 얼마나 차이 날까요? 같은 신경망을
# 두 시드로 학습했을 때는? *나의 예상:*

# %%
test_labels = mnist.test.labels.argmax(axis=1)


def score(network):
    """The Score of a Keras network on the test images."""
    predictions = network.predict(mnist.test.images, batch_size=1000, verbose=0).argmax(axis=1)
    return evaluation.Score(mnist.test.name, int((predictions == test_labels).sum()), len(test_labels))


epochs = EPOCHS or xavier_adam.training_epochs
trained = {"TensorFlow 1": {}, "Keras 3": {}}
last_costs = {"TensorFlow 1": {}, "Keras 3": {}}
for seed in range(SEED, SEED + SEEDS):
    def watch(sess, model, history):
        last_costs["TensorFlow 1"][seed] = history.costs[-1]

    print(f"seed {seed}: ", end="")
    _, one = xavier_adam.run(Options(seed=seed, epochs=epochs, data=DATA, predict=0, quiet=True, watch=watch))
    trained["TensorFlow 1"][seed] = 100 * one.accuracy
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.set_random_seed(seed)
        xavier_adam.build()
        sess.run(tf.global_variables_initializer())
        weights = sess.run(tf.trainable_variables())
    network = today()
    network.set_weights(weights)
    history = network.fit(batches(seed), steps_per_epoch=epoch, epochs=epochs, shuffle=False, verbose=0)
    last_costs["Keras 3"][seed] = history.history["loss"][-1]
    trained["Keras 3"][seed] = 100 * score(network).accuracy
    print(f"    Keras {score(network)}; last costs {last_costs['TensorFlow 1'][seed]:.4f} and "
          f"{last_costs['Keras 3'][seed]:.4f}")

# %%
found = study.difference(trained["Keras 3"], trained["TensorFlow 1"])
print(f"Keras 3 - TensorFlow 1, by seed: {found.mean:+.2f} points ({found.low:+.2f} to {found.high:+.2f}), n {found.n}")
recorded = list(study.values(study.runs("xavier_adam")).values())
print(f"xavier_adam in the study's records: sd over {len(recorded)} seeds {numpy.std(recorded, ddof=1):.2f} points")
study.picture({name: list(by_seed.values()) for name, by_seed in trained.items()})

# %% [markdown]
# 시드가 같아도 둘의 오답 수는 열두 장 넘게 차이 납니다. 첫 에폭부터 서로 다른 실행이기 때문입니다. 세 시드 모두 Keras가 앞서고, 구간은 0을 간신히 벗어나 있습니다. 그렇다면 Keras가 더
# 나을까요? 실제로는 차이가 없어도 구간 스무 개 가운데 하나는 0을 벗어나고(노트북 6), 시드 세 개로 구한 구간으로는 알 수 있는 것이 적습니다. (`SEEDS = 10`으로 실행했을 때는 +0.20,
# 구간은 +0.02에서 +0.39였습니다. 이번에도 간신히 0을 벗어났습니다.) 같은 신경망을 두 시드로 학습하면 정확도가 보통 위에 출력된 표준편차의 1.4배쯤 차이 나는데, 이 두 신경망의 차이는 그보다
# 작습니다.
#
# 시드를 늘리는 것보다 나은 방법이 있습니다. 학습 전체를 배정밀도로 해 보는 것입니다. 몇 분 걸리는 `in_double(15 * epoch)`를
# 따로 실행해 보았더니, 13에폭 동안은 어느 스텝에서도 두 신경망의 cost가 1e-8 넘게 차이 나지 않았습니다. 마지막 에폭에 가서야 소수
# 둘째 자리가 달라졌고, 학습이 끝났을 때 TensorFlow 1은 테스트 이미지 225장을, Keras는 214장을 틀렸습니다. 그러니 둘은 같은
# 계산을 하고, 남는 차이는 반올림뿐입니다. 반올림의 차이가 드러나는 데 단정밀도에서는 한 에폭도 걸리지 않고, 배정밀도에서는
# 14에폭이 걸립니다.
#
# ## 함정
#
# 아래는 저마다 `today`나 배치에서 한 군데만 바꾼 것이고, 모두 빠지기 쉬운 함정입니다. 위의 가중치와 배치로 2에폭씩
# 학습합니다. (가중치의 초깃값을 바꾸는 경우에는 Keras가 가중치를 직접 뽑습니다. 이와 비교할 수 있도록, 둘째 줄에서는
# 올바른 신경망에 Keras가 뽑은 가중치를 썼습니다.)
#
# **먼저 예상해 보십시오.** 이 가운데 정확도에서 드러나는 것은? cost에서만 드러나는 것은? *나의 예상:*


# %%
def copy_of_today(*changes):
    """The network of `today` with these (old, new) in its lines."""
    source = inspect.getsource(today)
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    space = {"keras": keras}
    exec(source, space)
    keras.utils.set_random_seed(SEED)
    return space["today"]()


def from_the_stored_order():
    """Shuffled anew in each epoch, and each time from the stored order."""
    generator = numpy.random.RandomState(SEED)
    while True:
        order = numpy.arange(mnist.train.num_examples)
        generator.shuffle(order)
        for k in range(epoch):
            batch = order[100 * k:100 * (k + 1)]
            yield mnist.train.serve(batch), mnist.train.labels[batch]


def not_scaled():
    for images, labels in batches(SEED):
        yield 255 * images, labels


NORMAL_BIASES = """,
                           bias_initializer=keras.initializers.RandomNormal(stddev=1)"""
LAST = "keras.layers.Dense(10"
TRAPS = {  # the changes, and other batches; with weights of Keras where the changes are in those
    "as it should be": ((), None),
    "the same, Keras' weights": ((), None),
    "normal for uniform": ((("glorot_uniform", "glorot_normal"),), None),
    "biases forgotten": (((NORMAL_BIASES, ""),), None),
    "from_logits forgotten": ((("from_logits=True", ""),), None),
    "epsilon left out": (((", epsilon=1e-8", ""),), None),
    "shuffled from stored order": ((), from_the_stored_order),
    "pixels not scaled": ((), not_scaled),
    "dropout, rate 0.3": (((LAST, f"keras.layers.Dropout(rate=0.3), {LAST}"),), None),
    "keep_prob's 0.7 as rate": (((LAST, f"keras.layers.Dropout(rate=0.7), {LAST}"),), None),
}
OWN_WEIGHTS = "the same, Keras' weights", "normal for uniform", "biases forgotten"
costs, scores, networks = {}, {}, {}
for name, (changes, served) in TRAPS.items():
    networks[name] = network = copy_of_today(*changes)
    weights = network.get_weights() if name in OWN_WEIGHTS else first
    costs[name] = now(network, weights, 2 * epoch, served and served())
    scores[name] = score(network)
    right = costs["the same, Keras' weights" if name in OWN_WEIGHTS else "as it should be"]
    print(f"{name:27}first cost {costs[name][0]:9.4f}, mean of epoch 2 {costs[name][epoch:].mean():7.4f}, "
          f"{100 * scores[name].accuracy:5.2f} %; costs differ by up to {abs(costs[name] - right)[:50].max():.1g} "
          f"in steps 1 to 50, {abs(costs[name] - right)[epoch:].max():.1g} in epoch 2")

# %%
plots.accuracies(scores)

# %% [markdown]
# 몇 가지는 첫 cost나 정확도에서 쉽게 드러납니다. 나머지는 정확도로는 알아볼 수 없지만, 그래도 원래와 다른
# 신경망입니다. 이 함정들이 드러나는 수치는 다음과 같습니다.

# %%
for name in OWN_WEIGHTS[:2]:
    W1 = copy_of_today(*TRAPS[name][0]).get_weights()[0]
    print(f"{name:27}W1: standard deviation {W1.std():.4f}, largest {abs(W1).max():.4f}")
for name in OWN_WEIGHTS[::2]:
    network = copy_of_today(*TRAPS[name][0])
    L1 = numpy.maximum(mnist.test.images @ network.get_weights()[0] + network.get_weights()[1], 0)
    print(f"{name:27}units of the first layer that no test image turns on: {(L1.max(axis=0) == 0).sum()} of 256")
for rate in (0.3, 0.7):
    kept = keras.layers.Dropout(rate)(numpy.ones((1000, 256), "float32"), training=True)
    print(f"Dropout({rate})               keeps {(numpy.asarray(kept) > 0).mean():.0%} of the units")
orders = [zip(range(epoch + 1), one) for one in (batches(SEED), from_the_stored_order())]
for k, ((_, (mine, _)), (_, (others, _))) in enumerate(zip(*orders)):
    if k in (0, epoch):
        both = set(map(bytes, mine)) & set(map(bytes, others))
        print(f"shuffled from stored order batch {k + 1}: {len(both)} of 100 images are the same")
initializer = keras.initializers.RandomNormal(stddev=1)
print("one initializer for b1 and b2: equal?", numpy.array_equal(initializer([256]), initializer([256])))

# %% [markdown]
# - **균등분포 대신 정규분포.** TensorFlow 1의 `xavier_initializer()`는 균등분포에서 뽑습니다. 옮기면서 정규분포를
#   쓰는 일이 많습니다. 두 분포의 표준편차가 같아서 정확도로는 알 수 없고, 가장 큰 가중치를 보아야 알 수 있습니다.
# - **편향.** `Dense`는 0에서, 노트는 N(0,1)에서 시작합니다. 노트의 신경망에서는 첫 스텝을 시작하기 전에 이미 많은
#   유닛이 죽어 있지만, 0에서 시작하면 거의 없습니다. 0에서 시작하는 편이 낫지만, 그것은 노트의 신경망이 아닙니다.
# - **`from_logits`.** 빠뜨리면 Keras는 출력을 확률로 여깁니다. 오류는 나지 않지만, 여기서는 정확도가 답을 찍을 때와 같습니다.
# - **ε.** 적지 않으면 1e-7입니다.
# - **순서.** TensorFlow 1은 지난 에폭의 순서를 다시 섞습니다. 에폭마다 저장된 순서를 새로 섞으면 첫 에폭의 순서만
#   같고 그다음부터는 다릅니다. 해롭지는 않지만 첫 에폭 뒤로는 cost가 하나도 일치하지 않아서, 있지도 않은 실수를 찾아
#   헤매게 됩니다.
# - **픽셀.** 픽셀의 값이 TensorFlow 1의 `input_data`에서는 0부터 1까지이고, `keras.datasets.mnist`에서는 0부터
#   255까지입니다. 여기서는 0~255인 이미지로 학습하고 0~1인 이미지로 테스트했습니다. 테스트 이미지만 255로 나누면
#   이렇게 됩니다. cost만 보면 잘 배우는 것 같은데 테스트 이미지는 거의 다 틀립니다. 첫 스텝의 cost에서 드러납니다.
# - **`rate`.** 노트 004의 0.7은 남기는 비율입니다. `Dropout(0.7)`은 반대로 0.7을 버립니다.
# - **두 층에 초기화 객체 하나.** Keras 3에서는 초기화 객체 하나를 두 번 쓰면 똑같은 난수가 두 번 나옵니다.
#
# ## PyTorch와 JAX에서는
#
# | Keras 3 | PyTorch | JAX (Flax NNX, Optax) |
# |---|---|---|
# | `Dense(256)` | `nn.Linear(784, 256)`. 가중치는 [출력, 입력] | `nnx.Linear(784, 256, rngs=rngs)` |
# | 적지 않으면 가중치는 Xavier | 균등분포, ±1/√입력 | LeCun 정규분포 |
# | `"glorot_uniform"` | `nn.init.xavier_uniform_(layer.weight)` | `kernel_init=nnx.initializers.glorot_uniform()` |
# | 적지 않으면 편향은 0 | 균등분포, ±1/√입력 | 0 |
# | `CategoricalCrossentropy(from_logits=True)` | `nn.CrossEntropyLoss()` | `optax.softmax_cross_entropy(...).mean()` |
# | `Adam(0.001)`: ε은 1e-7 | `optim.Adam(..., lr=0.001)`: 1e-8, 다른 위치 | `optax.adam(0.001)`: 1e-8, 다른 위치 |
# | `Dropout(0.3)`: 버리는 비율 | `nn.Dropout(0.3)`: 같음 | `nnx.Dropout(0.3, rngs=rngs)`: 같음 |
# | `evaluate`에서 저절로 꺼짐 | `network.eval()` | `network.eval()` |
# | `fit` | `zero_grad()`, `backward()`, `step()` | `nnx.value_and_grad`, `optimizer.update` |
#
# ## 연습 문제
#
# 먼저 스스로 풀어 본 다음 [풀이](../answers/ko/8_today.ipynb)를 보십시오.
#
# 1. `softmax`를 Keras 3으로 쓰고, 같은 신경망임을 보이십시오. 가중치와 배치를 같게 하고 처음 50스텝의 cost를
#    비교합니다. (TensorFlow 1의 cost는 `then(50, softmax.build)`입니다.)
# 2. 가중치 하나에 대한 Adam의 첫 스텝을 NumPy로 쓰십시오. ε이 TensorFlow의 위치에 있으면
#    학습률·√(1-β2)/(1-β1) · m/(√v + ε)이고, PyTorch의 위치에 있으면 학습률/(1-β1) · m/(√(v/(1-β2)) + ε)입니다. ε이 1e-8일 때
#    기울기가 얼마이면 둘이 달라집니까? TensorFlow의 위치에 어떤 ε을 놓으면 PyTorch의 스텝과 같아집니까?
# 3. 두 신경망에 모두 `rate` 0.3인 드롭아웃을 더하십시오. 이제는 가중치가 같아도 왜 cost가 일치할 수 없습니까? 그 대신
#    무엇을 비교할 수 있습니까?
