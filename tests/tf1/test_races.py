"""One Session.run that reads a variable and changes it, with no order between the two, is told once; others are not."""
import pytest

PAIRS = '''
import tensorflow as tf
from lab10.tf1 import races

def pair(title, make):
    tf.reset_default_graph()
    x = tf.placeholder(tf.float32, [None, 3])
    w = tf.get_variable("w", [3, 2])
    cost = tf.reduce_mean(tf.matmul(x, w) ** 2)
    with tf.Session() as sess:
        asked = make(x, w, cost, tf.train.GradientDescentOptimizer(0.1))
        asked = tf.nest.flatten(asked)
        found = races.unordered([one for one in asked if not tf.is_tensor(one)],
                                [tf.convert_to_tensor(one) for one in asked if tf.is_tensor(one)], [x])
        print(title + ":", *([one.type for one in found] if found else ["-"]))

def average(x, w, cost, descent, ordered):
    train = descent.minimize(cost)
    with tf.control_dependencies([train] if ordered else []):
        return tf.group(train, tf.train.ExponentialMovingAverage(0.9).apply([w]))

def metric(x, w, cost, descent, value):
    mean, update = tf.metrics.mean(x)
    return [mean if value else x, update]

def halves(x, w, cost, descent):
    return tf.cond(x[0, 0] > 0, lambda: w.assign(w * 2) + 0, lambda: w * 1)

def scanned(x, w, cost, descent):  # each step uses the variable twice
    square = tf.matmul(w, w, transpose_b=True)
    states = tf.scan(lambda state, row: tf.tanh(tf.tensordot(state, square, 1) + tf.tensordot(row, tf.matmul(
        w, w, transpose_b=True), 1)), x, tf.zeros([3]))
    total = tf.reduce_sum(states)
    return [descent.minimize(total), total]

def looped(x, w, cost, descent):
    out = tf.while_loop(lambda number, a: number < 3, lambda number, a: (number + 1, a * w + w),
                        [0, tf.zeros([3, 2])])[1]
    with tf.control_dependencies([out]):
        return [w.assign(w * 2), out]

def steps(x, w, cost, descent):  # reads the variable for the first time in the loop
    return [descent.minimize(cost), tf.while_loop(
        lambda number, a: number < 3, lambda number, a: (number + 1, a + tf.reduce_sum(w)), [0, 0.0])[1]]

def first(x, w, cost, descent):  # only the first step reads it
    return [descent.minimize(cost), tf.while_loop(
        lambda number, a: number < 3, lambda number, a: (number + 1, a * 2), [0, w])[1]]

def inside(x, w, cost, descent, read_first, all_wait=False, **named):
    def body(number, a):
        total = tf.reduce_sum(w)
        with tf.control_dependencies([total] if read_first else []):
            changed = w.assign_add(w * 2)
        with tf.control_dependencies([changed] if all_wait else []):
            number = number + 1
        with tf.control_dependencies([changed]):
            return number, a + total
    return [tf.while_loop(lambda number, a: number < 3, body, [0, 0.0], **named)[1]]

def trained(x, w, cost, descent):
    def body(number, a):
        error = tf.reduce_sum((tf.matmul(x, w) - a) ** 2)
        with tf.control_dependencies([descent.minimize(error), error]):
            return number + 1, a + error
    return [tf.while_loop(lambda number, a: number < 3, body, [0, 0.0])[1]]

def normalized(x, w, cost, descent):
    trains = tf.placeholder_with_default(True, [])
    h = tf.contrib.layers.batch_norm(tf.reshape(tf.matmul(x, w), [-1, 1, 1, 2]), is_training=trains)
    return [descent.minimize(tf.reduce_mean(h ** 2)), tf.get_collection(tf.GraphKeys.UPDATE_OPS)]

def two(x, w, cost, descent):
    with tf.variable_scope("other"):
        v = tf.get_variable("v", [3, 2])
    return [descent.minimize(cost + tf.reduce_sum(v * w), var_list=[one]) for one in (v, w)]

step = tf.train.get_or_create_global_step
for title, make in [
        ("average", lambda *given: average(*given, False)), ("average later", lambda *given: average(*given, True)),
        ("weight", lambda x, w, cost, descent: [descent.minimize(cost), w]),
        ("cost", lambda x, w, cost, descent: [descent.minimize(cost), cost]),
        ("cost and l2", lambda x, w, cost, descent: (lambda c: [descent.minimize(c), c])(
            cost + 0.1 * tf.nn.l2_loss(w))),
        ("sum", lambda x, w, cost, descent: [descent.minimize(cost), tf.reduce_sum(w)]),
        ("sum of identity", lambda x, w, cost, descent: [descent.minimize(cost), tf.abs(tf.identity(w))]),
        ("sum alone", lambda x, w, cost, descent: tf.reduce_sum(w)),
        ("shape", lambda x, w, cost, descent: [descent.minimize(cost), tf.shape(w)]),
        ("forward", lambda x, w, cost, descent: [descent.minimize(cost), tf.matmul(x * 2, w)]),
        ("histogram", lambda x, w, cost, descent: [descent.minimize(cost), tf.summary.histogram("w", w)]),
        ("step", lambda x, w, cost, descent: [descent.minimize(cost, step()), step()]),
        ("rate", lambda x, w, cost, descent: (lambda rate: [tf.train.GradientDescentOptimizer(rate).minimize(
            cost, step()), rate])(tf.train.exponential_decay(0.1, step(), 1, 0.9))),
        ("assign", lambda x, w, cost, descent: [tf.assign(w, w + 1), w + 5]),
        ("assign and use", lambda x, w, cost, descent: [tf.assign(w, w + 1) * 2]),
        ("copy", lambda x, w, cost, descent: [descent.minimize(cost), tf.Variable(tf.ones([3, 2])).assign(w)]),
        ("first value", lambda x, w, cost, descent: [tf.global_variables_initializer(), w + 5]),
        ("value of first", lambda x, w, cost, descent: [tf.Variable(w.initialized_value() * 2).initializer,
                                                        w.initializer]),
        ("metric", lambda *given: metric(*given, True)), ("update", lambda *given: metric(*given, False)),
        ("scan", scanned), ("loop and assign", looped),
        ("loop", steps), ("first step", first), ("loop trains", trained),
        ("inside", lambda *given: inside(*given, False)),
        ("inside, next step", lambda *given: inside(*given, True)),
        ("inside, all wait", lambda *given: inside(*given, True, True)),
        ("inside, one step at a time", lambda *given: inside(*given, True, parallel_iterations=1)),
        ("branches", halves), ("normalized", normalized), ("two trainings", two)]:
    pair(title, make)
'''
FOUND = """average: VariableV2 Sub ApplyGradientDescent
average later: -
weight: -
cost: -
cost and l2: -
sum: VariableV2 Sum ApplyGradientDescent
sum of identity: VariableV2 Abs ApplyGradientDescent
sum alone: -
shape: -
forward: VariableV2 MatMul ApplyGradientDescent
histogram: -
step: -
rate: -
assign: VariableV2 AddV2 Assign
assign and use: -
copy: VariableV2 Assign ApplyGradientDescent
first value: -
value of first: -
metric: VariableV2 Maximum AssignAdd
update: -
scan: -
loop and assign: -
loop: VariableV2 Sum ApplyGradientDescent
first step: VariableV2 Mul ApplyGradientDescent
loop trains: -
inside: VariableV2 Sum AssignAdd
inside, next step: VariableV2 Sum AssignAdd
inside, all wait: -
inside, one step at a time: -
branches: -
normalized: -
two trainings: VariableV2 Mul ApplyGradientDescent
"""
PROGRAM = """
import tensorflow as tf
{first}
w, rate = tf.Variable({value}), tf.placeholder(tf.float32, [])
train = tf.train.GradientDescentOptimizer(rate).minimize(tf.reduce_sum(w * w))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        sess.run([train, tf.reduce_sum(w)], {{rate: 0.1}})
        sess.run([train, w], {{rate: 0.1}})
"""


def test_what_nothing_orders(run_tf1):
    result = run_tf1("-c", PAIRS)
    assert result.out.splitlines() == FOUND.splitlines(), result.err


@pytest.mark.parametrize("first, value, told", [
    ("", "[1.0, 2.0]", 1), ("", "tf.random_normal([2])", 0), ("", "tf.random_normal([2], seed=3)", 1),
    ("tf.set_random_seed(1)", "tf.random_normal([2])", 1)])
def test_it_is_told_once_where_the_numbers_would_repeat(run_tf1, first, value, told):
    result = run_tf1("-c", PROGRAM.format(first=first, value=value))
    line = "lab10: one Session.run reads the variable Variable (Sum_1) and changes it (GradientDescent/update_Variable/"
    assert result.status == 0 and result.err.count("\n") == told and result.err.startswith(line if told else ""), (
        result.err)
