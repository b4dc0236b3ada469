"""How many operations TensorFlow 1 makes of single calls: `calls.py CALLS FILE [SECTION ...]` writes them as JSON.

    python -m lab10.tf1 --original tests/original/calls.py tests/original/calls.json tests/original/calls.json

made the facts beside this file in TensorFlow 1.15.5, of the calls that are their keys: how far apart the op seeds of a
draw before and of one after the call are. Of gradients, `x` is a placeholder of the shape that stands behind. Of the
calls in the section "not known" lab10.tf1 tells, by these names. test_calls.py runs it under lab10.tf1.
"""
import json
import sys

import numpy as np  # noqa: F401  (this and what follows is for the calls)
import tensorflow as tf

F, I = tf.float32, tf.int32  # noqa: E741
L, S, C = tf.contrib.layers, tf.contrib.slim, tf.nn.rnn_cell


def ph(*shape, **more):
    return tf.placeholder(more.get("d", F), shape)


def operations(line):
    tf.reset_default_graph()
    tf.set_random_seed(777)
    code, _, shape = line.partition(" | ")
    names = globals()
    if shape:
        names = dict(names, x=tf.placeholder(F, eval(shape)))
    else:
        before = seed()
    made = eval(code, names)
    if shape:
        before = seed()
        tf.gradients(made, [names["x"]] + tf.trainable_variables())
    return seed() - before


def seed():
    return tf.random_normal([]).op.inputs[0].op.inputs[0].op.get_attr("seed2")


def main():
    calls, file, sections = sys.argv[1], sys.argv[2], sys.argv[3:]
    with open(calls) as opened:
        facts = json.load(opened)["facts"]
    for section in sections or facts:
        if section == "not known":
            for line in facts[section]:
                operations(line)
        else:
            facts[section] = {line: operations(line) for line in facts[section]}
    with open(file, "w") as opened:
        made_by = {"tensorflow": tf.__version__, "python": ".".join(map(str, sys.version_info[:2]))}
        json.dump({"made by": made_by, "facts": facts}, opened, indent=0, sort_keys=True)
        opened.write("\n")


main()
