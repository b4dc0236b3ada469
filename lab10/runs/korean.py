"""What each network changes, in Korean. (The English is the first line of the network's docstring.)"""
LESSONS = {
    "softmax": "N(0,1) 가중치를 쓰는 층 하나, Adam",
    "plain_nn": "softmax를 ReLU 세 층(784-256-256-10)으로 늘림",
    "relu_sgd": "plain_nn을 학습률 0.1의 경사 하강법으로 30에폭 학습",
    "xavier_sgd": "relu_sgd의 가중치를 Xavier로",
    "xavier_adam": "plain_nn의 가중치를 Xavier로",
    "xavier_adam_high_lr": "xavier_sgd를 학습률 0.01의 Adam으로 학습",
    "xavier_sgd_dropout": "xavier_sgd의 은닉층마다 드롭아웃",
    "deep_xavier": "xavier_adam을 유닛 512개의 은닉층 네 개로",
    "deep_dropout_keep_prob": "deep_xavier의 은닉층마다 드롭아웃, 50에폭",
    "deep_dropout_rate": "deep_dropout_keep_prob의 드롭아웃을 rate로 씀",
    "wide_glorot": "유닛 1,000개의 은닉층 네 개, 정규분포에서 뽑는 Xavier, 편향 0",
    "wider_glorot": "wide_glorot의 은닉층마다 유닛을 2,000개로",
    "cnn": "합성곱과 풀링 두 층 위에 softmax",
}
