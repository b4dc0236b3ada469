"""The messages in the table of the front page: each program stops so by itself, and runs under what the table says."""
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = {  # what a program stops with, in the words of the table: the program, and what it prints under the bridge
    "No module named 'tensorflow.examples'": (
        "from tensorflow.examples.tutorials.mnist import input_data\n"
        "print(input_data.read_data_sets('MNIST_data/', one_hot=True).test.labels.shape)", "(100, 10)"),
    "No module named 'tensorflow.contrib'": (
        "from tensorflow.contrib.layers import xavier_initializer\nprint(callable(xavier_initializer()))", "True"),
    "has no attribute 'contrib'": (
        "import tensorflow as tf\nprint(callable(tf.contrib.layers.xavier_initializer()))", "True"),
    "has no attribute 'placeholder'": (
        "import tensorflow as tf\nprint(tf.placeholder(tf.float32, [None, 784]).shape)", "(?, 784)"),
    "'Session'": ("import tensorflow as tf\nprint(tf.Session().run(tf.constant(7)))", "7"),
    "'get_variable'": ("import tensorflow as tf\nprint(tf.get_variable('w', [2]).shape)", "(2,)"),
    "'app'": ("import tensorflow as tf\ntf.app.run(lambda _: print('ran'))", "ran"),
    "Missing parentheses in call to 'print'": ("print 'old', 3 / 2", "old 1"),
}


def test_the_tables_name_these_messages_and_no_others():
    for name in ("README.md", "README.ko.md"):
        table = re.search(r"\n\|[^\n]*\|\n\|---\|---\|\n(.*?)\n\n", (ROOT / name).read_text("utf-8"), re.DOTALL)[1]
        messages = [message for row in table.splitlines() for message in re.findall("`(.*?)`", row.split("|")[1])]
        assert messages == list(PROGRAMS)


@pytest.mark.parametrize("message", PROGRAMS)
def test_it_stops_so_and_runs_under_the_bridge(message, run_file, run_tf1, tmp_path):
    source, printed = PROGRAMS[message]
    script = tmp_path / "script.py"
    script.write_text(source + "\n")
    alone = run_file(script)
    assert alone.status and message in alone.err
    bridged = run_tf1(script)
    assert (bridged.status, bridged.out.splitlines()[-1:]) == (0, [printed]), bridged
