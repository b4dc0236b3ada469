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
# # 3. 옵티마이저
#
# **같은 신경망을 세 가지 방법으로 학습합니다. 학습률 0.1인 경사 하강법, 학습률 0.001인 Adam, 학습률 0.01인
# Adam입니다. 어느 것이 가장 좋을까요? 그리고 마지막 방법은 무엇이 문제일까요?**
#
# 코드에서 서로 다른 줄을 확인한 다음, 에폭에 따라 세 신경망의 cost와 정확도가 어떻게 변하는지, 은닉 유닛이 어떻게
# 죽는지, N(0,1)에서 뽑은 가중치로 경사 하강법을 쓰면 어떤 일이 벌어지는지 살펴봅니다. 코어 두 개로 2분에서 3분쯤
# 걸립니다.

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
# ## 무엇이 다를까
#
# 셋 다 유닛 수가 784-256-256-10이고 ReLU와 Xavier 초기화를 씁니다. 경사 하강법(SGD)은 기울기의 반대 방향으로 한
# 걸음 움직이는데, 보폭은 학습률에 기울기를 곱한 값입니다. Adam은 기울기의 이동평균을 최근의 기울기 크기로 나누며,
# 이 계산을 가중치마다 따로 합니다. 그래서 기울기가 아무리 크거나 작아도 한 스텝에 움직이는 폭은 학습률을 크게 넘지
# 않습니다.

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
# (마지막 층에 씌운 `relu`는 노트 001이 예측하기 직전에 쓰는 것으로, cost에는 아무 영향이 없습니다. 노트 000과
# 004에는 이 `relu`가 없습니다.)
#
# ## 세 가지 학습
#
# 세 가지를 지켜봅니다. 첫째는 노트 000과 004가 출력하는 것과 같은 에폭 평균 cost이고, 둘째는 테스트 세트의
# 정확도입니다. 셋째는 은닉 유닛 512개 가운데 어떤 테스트 이미지에도 반응하지 않는 유닛의 비율입니다. ReLU는 합이
# 음수이면 0을 내놓고, 이때는 기울기도 0입니다. 모든 학습 이미지에서 합이 음수인 유닛의 가중치에는 기울기가 전달되지
# 않습니다. 이런 유닛이 *죽은* 유닛입니다. (아래 셀에서는 테스트 이미지로 죽은 유닛을 셉니다. 테스트 이미지 10,000장
# 가운데 어느 것에도 반응하지 않는 유닛은 학습 이미지에도 거의 반응하지 않습니다.) 죽은 유닛이라도 두 번째 층에 있으면
# 첫 번째 층이 달라질 때 다시 깨어날 수 있습니다. 첫 번째 층의 죽은 유닛을 움직일 수 있는 것은 Adam에 남아 있는
# 모멘텀(momentum)뿐입니다.
#
# 첫 스텝 전부터 죽어 있는 유닛도 다섯에 하나쯤 있습니다. 편향은 N(0,1)에서 뽑는데 Xavier 가중치는 작습니다. 그래서
# 편향이 0보다 많이 작으면 어떤 이미지가 들어와도 합이 0을 넘지 못합니다. 편향을 0에서 시작하면 처음에 죽어 있는 유닛이
# 거의 없습니다.
#
# **먼저 예상해 보십시오.** 셋 가운데 마지막 cost가 가장 낮은 것, 정확도가 가장 높은 것, 죽은 유닛이 가장 많은 것은 각각 어느
# 것일까요? *나의 예상:*

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
# 세 가지 예상 가운데 무엇이 맞았습니까?
#
# cost는 학습률 0.001인 Adam에서 가장 빨리 떨어집니다. 경사 하강법은 더 오래 걸리지만, Adam이 흔들리기 시작한 뒤에도
# 계속 떨어집니다. (경사 하강법은 에폭이 두 배였습니다.) 학습을 마쳤을 때 테스트 세트의 정확도는 얼마나 차이 납니까?
# 그 차이를 차이의 표준오차(가로 막대의 1.4배)와 비교해 보십시오. 하지만 표준오차는 테스트 이미지에서 오는 우연만
# 나타냅니다. Adam의 정확도는 에폭마다 오르내리기도 하는데, 그 폭이 두 정확도의 차이만 합니다. 그러니 한 번의
# 실행으로는 어느 쪽이 더 좋은지 알 수 없습니다. 연습 문제 3에서 여러 시드로 비교합니다. 노트에 적힌 97.69%(Adam)와
# 98.02%(경사 하강법)도 한 번씩 실행한 값이고, 차이는 이 오차의 1.6배입니다.
#
# 학습률 0.01인 Adam은 사정이 다릅니다. 보폭이 처음부터 끝까지 열 배인 데다 최솟값에 가까워져도 줄어들지 않으므로,
# cost가 충분히 내려가지 못합니다. 게다가 유닛이 죽습니다. 여기서는 한 에폭 만에 은닉 유닛의 3분의 1이 죽고,
# 마지막에는 절반 넘게 죽어 있습니다. 다른 두 신경망에서는 마지막에 죽은 유닛이 5분의 1도 되지 않습니다. 첫 스텝을
# 시작하기 전보다 오히려 줄었습니다. 결국 학습률 0.01인 Adam에 남은 것은 겉보기보다 작은 신경망입니다.
#
# ## N(0,1)에서 뽑은 가중치와 경사 하강법
#
# 노트 001은 여기에서 출발하며, 그 결과 cost가 *nan*이 됩니다. 시드 세 개로 1, 2, 5, 10, 20, 50, 100번째 배치의 cost를
# 보겠습니다. 앞의 노트북에서 보았듯이 출력이 서로 1,000쯤 벌어져 있으니 기울기가 매우 크고, 그 10분의 1인 보폭도 매우
# 큽니다. 이어서 이런 실행이 어떻게 끝나는지를 [시드별 비교 연구](../../lab10/study/README.ko.md)의 기록에서 봅니다.
# 같은 신경망을 더 많은 시드로, MNIST에서 학습한 기록입니다. (이런 실행은 아주 작은 차이에도 크게 달라져서, 프로세서가
# 다르면 다른 숫자가 나옵니다.)
#
# **먼저 예상해 보십시오.** 이 cost들은 어떻게 될까요? 천천히 내려갈까요, 그대로일까요, 커질까요? *나의 예상:*

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
# 예상과 비교해 보십시오.
#
# 첫 스텝에서 cost는 오히려 크게 늘고, 그다음은 시드에 달려 있습니다. 값이 float32의 범위(3.4e38)를 벗어나면 cost는
# nan이 된 뒤 다시 돌아오지 않고, 예측은 모두 0이 됩니다. 값이 범위 안에 머무는 경우에는 cost가 다시 내려오지만, 큰 보폭
# 때문에 유닛이 죽어 있습니다. 얼마나 죽었는지 보려면 두 번째 목록에서 cost가 nan이 아닌 시드를 골라, 첫 번째 반복문의
# 끝에 `print(dead(sess, model, None))`을 넣어 보십시오. cost가 답을 찍을 때의 값인 ln 10 = 2.30에 머문다면, 살아 있는
# 유닛이 거의 없어서 거의 모든 이미지에 똑같은 답을 내놓는 것입니다.
#
# ## 연습 문제
#
# 먼저 스스로 풀어 본 다음 [풀이](../answers/ko/3_optimizers.ipynb)를 보십시오.
#
# 1. 경사 하강법에 가장 알맞은 학습률을 찾아보십시오. `xavier_sgd.learning_rate`를 0.01, 0.03, 0.3, 1로 바꾸어 가며
#    `xavier_sgd.run(Options(loop="xla"))`를 실행합니다. Xavier 초기화를 써도 학습에 실패하는 학습률은 얼마부터입니까?
#    그때 cost는 nan이 됩니까, 2.30에 머뭅니까?
# 2. Adam의 학습률을 점점 낮추어 보십시오. `Path("decay.py").write_text(inspect.getsource(xavier_adam_high_lr))`로
#    사본을 만들어, 학습률 자리에 `tf.train.exponential_decay(0.01, tf.train.get_or_create_global_step(), 550, 0.8)`를
#    넣고 `minimize`에 인자 `global_step=tf.train.get_or_create_global_step()`을 준 다음 `import decay`를 합니다.
#    cost가 다른 두 신경망만큼 내려갑니까?
# 3. `xavier_sgd`와 `xavier_adam`을 각각 시드 열 개로 돌리고(`loop="xla"`, 몇 분 걸립니다), 정확도 스무 개를 그려
#    보십시오. 두 신경망의 평균은 얼마나 떨어져 있고, 각각은 얼마나 넓게 퍼져 있습니까?
