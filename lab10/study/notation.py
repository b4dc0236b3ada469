"""What each network is, short enough for a table, and the same in every language."""
from typing import NamedTuple


class Notation(NamedTuple):
    layers: str
    weights: str  # how the first ones are drawn
    optimizer: str  # with its learning rate


NOTATION = {
    "softmax": Notation("784-10", "N(0,1)", "Adam 0.001"),
    "plain_nn": Notation("784-256-256-10", "N(0,1)", "Adam 0.001"),
    "relu_sgd": Notation("784-256-256-10", "N(0,1)", "SGD 0.1"),
    "xavier_sgd": Notation("784-256-256-10", "Xavier", "SGD 0.1"),
    "xavier_adam": Notation("784-256-256-10", "Xavier", "Adam 0.001"),
    "xavier_adam_high_lr": Notation("784-256-256-10", "Xavier", "Adam 0.01"),
    "xavier_sgd_dropout": Notation("784-256-256-10, `rate` 0.3", "Xavier", "SGD 0.1"),
    "deep_xavier": Notation("784-512×4-10", "Xavier", "Adam 0.001"),
    "deep_dropout_keep_prob": Notation("784-512×4-10, `keep_prob` 0.7", "Xavier", "Adam 0.001"),
    "deep_dropout_rate": Notation("784-512×4-10, `rate` 0.3", "Xavier", "Adam 0.001"),
    "wide_glorot": Notation("784-1000×4-10", "Xavier, normal", "Adam 0.01"),
    "wider_glorot": Notation("784-2000×4-10", "Xavier, normal", "Adam 0.01"),
    "deep_sigmoid": Notation("784-256×8-10, sigmoid", "N(0,1) / √in", "SGD 0.1"),
    "deep_relu": Notation("784-256×8-10", "N(0,1) / √in", "SGD 0.1"),
    "dbn": Notation("784-256×8-10, sigmoid", "RBM", "SGD 0.1"),
    "fast_forward": Notation("784-256×8-10, skips over two layers", "N(0,1) / √in", "SGD 0.1"),
    "he_adam": Notation("784-256-256-10", "N(0,1) / √(in/2)", "Adam 0.001"),
    "xavier_adam_l2": Notation("784-256-256-10, L2", "Xavier", "Adam 0.001"),
    "ensemble": Notation("7 × 784-256-256-10", "Xavier", "Adam 0.001"),
    "cnn": Notation("3×3: 32, 64; 3136-10", "N(0,1) / √in", "Adam 0.001"),
    "split_merge": Notation("3×3 + 5×5: 32, 64; 3136-10", "N(0,1) / √in", "Adam 0.001"),
    "rnn": Notation("28 × (28-128 tanh); 128-10", "N(0,1) / √in", "Adam 0.001"),
    "batch_norm": Notation("784-1000-500-250×3-10, BN", "Xavier", "Adam 0.002 → 0"),
    "batch_norm_noise": Notation("784-1000-500-250×3-10, BN, noise 0.3/0.5", "Xavier", "Adam 0.002 → 0"),
    "ladder": Notation("784-1000-500-250×3-10 and back, BN, noise 0.3", "Xavier", "Adam 0.002 → 0"),
}
ADDED = {"xavier_adam_l2": "the L2 penalty", "ladder": "denoising costs"}  # to the cross-entropy, in a network's cost
