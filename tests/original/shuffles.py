"""The order of data sets that are shuffled and repeated, as a program of TensorFlow 1: `shuffles.py FILE` writes JSON.

    python -m lab10.tf1 --original tests/original/shuffles.py tests/original/shuffles.json

made the facts beside this file in TensorFlow 1.15.5. test_shuffles.py runs it under lab10.tf1.
"""
import json
import sys

import numpy
import tensorflow as tf

Dataset, MOST = tf.data.Dataset, 60
WORDS = ["word %d" % number for number in range(11)]


def numbers(count):
    return Dataset.from_tensor_slices(numpy.arange(count))


def pairs():
    return Dataset.from_tensor_slices(({"a": numpy.arange(9), "b": numpy.arange(9) * 1.5}, numpy.arange(9) * 2))


def words():
    return Dataset.from_tensor_slices(WORDS).filter(lambda word: tf.not_equal(word, "word 3"))


SETS = {
    "smaller buffer": lambda: numbers(23).shuffle(5).repeat(),
    "as large": lambda: numbers(7).shuffle(7, seed=2).repeat(),
    "larger": lambda: numbers(7).shuffle(30, seed=4).repeat(3),
    "of one": lambda: numbers(7).shuffle(1).repeat(2),
    "once": lambda: numbers(7).shuffle(3).repeat(1),
    "negative seed": lambda: numbers(7).shuffle(3, seed=-4).repeat(2),
    "large seed": lambda: numbers(7).shuffle(3, seed=2 ** 40 + 7).repeat(2),
    "one call": lambda: numbers(7).apply(tf.data.experimental.shuffle_and_repeat(4)),
    "one call, once": lambda: numbers(7).apply(tf.contrib.data.shuffle_and_repeat(4, 1, 9)),
    "not anew": lambda: numbers(7).shuffle(3, seed=1, reshuffle_each_iteration=False).repeat(2),
    "apart": lambda: numbers(7).shuffle(3).batch(2).repeat(2),
    "the other way": lambda: numbers(7).repeat(2).shuffle(4),
    "taken": lambda: numbers(7).shuffle(3).repeat(2).take(10),
    "pairs": lambda: pairs().shuffle(100).repeat().batch(4),
    "words": lambda: words().shuffle(4).repeat(3).batch(4),
    "mapped": lambda: numbers(9).map(lambda number: tf.fill([number], number), 2).shuffle(4).repeat(2).padded_batch(
        3, [None]),
    "drawn": lambda: numbers(5).map(lambda number: number + tf.random_uniform([], 0, 1000, tf.int64, 3)).shuffle(
        3).repeat(),
    "shuffled before": lambda: numbers(7).shuffle(3).map(lambda number: number).shuffle(4).repeat(2),
    "of others": lambda: Dataset.range(6).flat_map(Dataset.range).shuffle(4).repeat(2),
    "batches": lambda: numbers(17).batch(4).shuffle(3).repeat().prefetch(1),
    "none": lambda: numbers(7).filter(lambda number: number > 9).shuffle(3).repeat(),
}


def given(make):
    """What a data set gives, and a number that is drawn beside it."""
    tf.reset_default_graph()
    tf.set_random_seed(5)
    iterator = make().make_initializable_iterator()
    element, drawn, found = iterator.get_next(), tf.random_normal([]), []
    with tf.Session() as sess:
        sess.run(iterator.initializer)
        try:
            while len(found) < MOST:
                found.append(plain(sess.run(element)))
        except tf.errors.OutOfRangeError:
            pass
        return found + [float(sess.run(drawn))]


def plain(value):
    if isinstance(value, dict):
        return {key: plain(of) for key, of in value.items()}
    return [plain(of) for of in value] if isinstance(value, tuple) else str(numpy.asarray(value).tolist())


def main():
    facts = {name: given(make) for name, make in SETS.items()}
    with open(sys.argv[1], "w") as opened:
        made_by = {"tensorflow": tf.__version__, "python": ".".join(map(str, sys.version_info[:2]))}
        json.dump({"made by": made_by, "facts": facts}, opened, indent=0, sort_keys=True)
        opened.write("\n")


main()
