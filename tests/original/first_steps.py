"""The first numbers of another program: `first_steps.py PROGRAM FILE` runs it until it has computed them.

Writes the op seeds of its graph and the first costs, or whichever float scalars it asks its session for, as JSON. Runs
under TensorFlow 1.15.5 (`python -m lab10.tf1 --original`) and under lab10.tf1 alike.
"""
import contextlib
import io
import json
import sys

import numpy
import tensorflow as tf

NUMBERS = 20
found = []
run = tf.Session.run


class Enough(BaseException):
    """So many have been computed."""


def running(session, fetches, *arguments, **named):
    result = run(session, fetches, *arguments, **named)
    found.extend(float(part) for part in (result if isinstance(result, (list, tuple)) else [result])
                 if isinstance(part, (numpy.floating, float)))
    if len(found) >= NUMBERS:
        raise Enough
    return result


def main():
    program, file = sys.argv[1:]
    tf.Session.run = running
    with io.open(program, encoding="utf-8") as opened:
        code = compile(opened.read(), program, "exec")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Enough):
        exec(code, {"__name__": "__main__"})
    tf.Session.run = run
    seeds = [operation.get_attr("seed2") for operation in tf.get_default_graph().get_operations()
             if "seed2" in operation.node_def.attr]
    with open(file, "w") as opened:
        json.dump({"op_seeds": seeds, "costs": found[:NUMBERS]}, opened)


main()
