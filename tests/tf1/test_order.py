"""Shuffled data sets are in the order of TensorFlow 1.15.5; what no seed can bring back is told."""
import pytest

ORDERS = """
import tensorflow as tf
tf.set_random_seed(1)
RANGE = tf.data.Dataset.range
def ordered(data, times=1):
    element = data.make_one_shot_iterator().get_next()
    with tf.Session() as sess:
        print([sess.run(element).tolist() for _ in range(times)])
ordered(RANGE(7).shuffle(7).batch(7))
ordered(RANGE(7).shuffle(3, seed=3).batch(7).repeat(), 2)
ordered(RANGE(7).shuffle(7).map(lambda x: x + 1).repeat().batch(7), 2)
ordered(RANGE(4).repeat().shuffle(5).batch(7))
ordered(RANGE(2).flat_map(lambda x: RANGE(4).shuffle(4)).batch(8))
"""
ORDERED = """[[4, 5, 2, 6, 0, 1, 3]]
[[0, 2, 1, 3, 6, 5, 4], [2, 0, 3, 5, 6, 1, 4]]
[[5, 7, 6, 3, 1, 2, 4], [2, 3, 7, 4, 6, 1, 5]]
[[3, 2, 1, 0, 1, 0, 2]]
[[1, 2, 3, 0, 1, 2, 3, 0]]
"""  # by TensorFlow 1.15.5
CODE = ("import tensorflow as tf\n{eager}tf.set_random_seed(1)\nr = tf.data.Dataset.range\n"
        "for _ in range(2): {made}\nprint('done')\n")
ORDER, LOOP = "lab10: a data set's shuffle and then repeat:", "lab10: random numbers inside a loop:"
WHILE = "tf.while_loop(lambda i: i < 3, lambda i: i + tf.random_normal([]), [0.0]{more})"


def test_shuffled_data_sets_are_in_the_order_of_then(run_tf1):
    assert run_tf1("-c", ORDERS).out == ORDERED


@pytest.mark.parametrize("made, line", [
    ("tf.data.Dataset.from_generator(lambda: [1], tf.int64, []).shuffle(9).repeat()", ORDER),
    ("r(9).shuffle(9).repeat(2).shuffle(9, seed=3).repeat()", ORDER), ("r(9).shuffle(9).repeat()", ""),
    (WHILE.format(more=""), LOOP), (WHILE.format(more=", parallel_iterations=1"), ""),
])
def test_an_order_that_is_not_that_of_then_is_told_once(run_tf1, made, line):
    result = run_tf1("-c", CODE.format(eager="", made=made))
    told = [told for told in result.err.splitlines() if told.startswith("lab10: ")]
    assert result.out == "done\n" and len(told) == bool(line) and all(one.startswith(line) for one in told), result.err
    if made.count("seed") == 0:
        unseeded = run_tf1("-c", CODE.format(eager="", made=made).replace("tf.set_random_seed(1)\n", ""))
        assert (unseeded.out, unseeded.err) == ("done\n", "")


def test_with_eager_execution_too(run_tf1):
    """The numbers are TensorFlow 1.15.5's, of the first iteration."""
    code = ("import tensorflow as tf\ntf.enable_eager_execution()\ntf.set_random_seed(3)\n"
            "for d in tf.data.Dataset.range(7).shuffle(3).repeat(2), tf.data.Dataset.range(7).shuffle(5):\n"
            "    for _ in range(2): print([x.numpy() for x in d])\n")
    result = run_tf1("-c", code)
    lines = result.out.splitlines()
    assert lines[:2] == ["[1, 0, 2, 4, 3, 6, 5, 2, 3, 0, 1, 4, 6, 5]"] * 2
    assert lines[2] == "[3, 1, 6, 0, 2, 5, 4]" != lines[3]
    assert result.err.count("\n") == 1 and "iterated again" in result.err


def test_a_module_that_is_imported_late_draws_none_of_the_scripts_own_numbers(run_code):
    """In the process of run_code, as that of run_tf1 has Keras already."""
    code = ("import random, tensorflow as tf\nbefore = random.getstate()\ntf.contrib.layers.l2_regularizer(0.1)\n"
            "tf.layers.flatten(tf.ones([2, 3]))\nprint(random.getstate() == before)")
    result = run_code(f"from lab10.tf1 import command\ncommand.main(['-c', {code!r}])")
    assert result.out == "True\n", result.err
