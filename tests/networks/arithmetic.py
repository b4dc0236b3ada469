"""The networks' arithmetic in NumPy, written apart from them: logits, costs and gradients in float64, by formulas."""
import numpy

EIGHT = range(1, 9)  # the hidden layers of the lecture's deep networks


def softmax(logits):
    exponentials = numpy.exp(logits - logits.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    """The mean; by logarithms of sums, as N(0,1) weights give logits whose likelihoods are 0 in float64."""
    logits = logits - logits.max(axis=1, keepdims=True)
    return (numpy.log(numpy.exp(logits).sum(axis=1)) - (logits * labels).sum(axis=1)).mean()


def sigmoid(x):
    return 1 / (1 + numpy.exp(-x))


def relu(x):
    return numpy.maximum(x, 0)


def dense_layers(weights, images, activation=relu, skips=()):
    """Each layer's output before its activation, the logits last: a list of [n, units].

    skips: the layers to which the output of the second layer below is added.
    """
    inputs, outputs = [], [images.astype(float)]
    for i in range(1, len(weights) // 2 + 1):
        skipped = outputs[i - 2] if i in skips else 0
        inputs.append(outputs[-1] @ weights[f"W{i}"] + weights[f"b{i}"] + skipped)
        outputs.append(activation(inputs[-1]))
    return inputs


def dense(weights, images):
    return dense_layers(weights, images)[-1]


def dense_sigmoid(weights, images):
    return dense_layers(weights, images, sigmoid)[-1]


def dense_skipping(weights, images):
    return dense_layers(weights, images, skips=(4, 6, 8))[-1]


def gradients(weights, images, labels):
    """Of the mean cross-entropy of dense layers of ReLU, by hand."""
    outputs = dense_layers(weights, images)
    delta = (softmax(outputs[-1]) - labels) / len(images)
    result = {}
    for layer in range(len(outputs), 0, -1):
        inputs = relu(outputs[layer - 2]) if layer > 1 else images
        result[f"W{layer}"], result[f"b{layer}"] = inputs.T @ delta, delta.sum(axis=0)
        if layer > 1:
            delta = delta @ weights[f"W{layer}"].T * (outputs[layer - 2] > 0)
    return result


def convolve(images, filters):
    """A convolution with padding: float [n, h, w, c] by [k, k, c, filters], each filter at each place."""
    k = len(filters)
    _, height, width, _ = images.shape
    padded = numpy.pad(images, ((0, 0), (k // 2, k // 2), (k // 2, k // 2), (0, 0)))
    return sum(padded[:, i:i + height, j:j + width] @ filters[i, j] for i in range(k) for j in range(k))


def pool(images):
    n, height, width, channels = images.shape
    return images.reshape(n, height // 2, 2, width // 2, 2, channels).max(axis=(2, 4))


def convolutions(weights, images, branches=("",)):
    images = images.astype(float).reshape(-1, 28, 28, 1)
    for i in (1, 2):
        images = pool(numpy.concatenate([relu(convolve(images, weights[f"W{i}{branch}"]) + weights[f"b{i}{branch}"])
                                         for branch in branches], axis=3))
    return images.reshape(len(images), -1) @ weights["W3"] + weights["b3"]


def branches(weights, images):
    return convolutions(weights, images, ("_3", "_5"))


def recurrent_states(weights, images):
    """The state before the first row, then after each: a list of [n, 128]."""
    states = [numpy.zeros((len(images), 128))]
    for x in images.astype(float).reshape(-1, 28, 28).transpose(1, 0, 2):
        states.append(numpy.tanh(x @ weights["Wx"] + states[-1] @ weights["Wh"] + weights["bh"]))
    return states


def recurrent(weights, images):
    return recurrent_states(weights, images)[-1] @ weights["W"] + weights["b"]
