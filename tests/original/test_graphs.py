"""The op seeds of scripts under lab10.tf1 against those of TensorFlow 1.15.5."""
import json
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = "[o.get_attr('seed2') for o in tf.get_default_graph().get_operations() if o.type == 'RandomStandardNormal']"


def test_graphs_of_all_kinds_draw_by_the_op_seeds_of_then(run_tf1, tmp_path):
    result = run_tf1(HERE / "graphs.py", tmp_path / "found.json")
    assert result.status == 0, result.err
    facts, found = (json.loads(file.read_text())["facts"] for file in (HERE / "graphs.json", tmp_path / "found.json"))
    assert found == facts


def test_what_cannot_be_counted_is_told_once_in_a_program_with_a_seed(run_tf1):
    code = ("import tensorflow as tf\ntf.set_random_seed(1)\ntf.random_normal([1])\n"
            "tf.einsum('ij,jk->ik', tf.ones([2, 2]), tf.ones([2, 2]))\nfor _ in range(2): tf.random_normal([1])\n"
            "tf.tensordot(tf.ones([2, 2]), tf.ones([2, 2]), 1)\ntf.random_normal([1])\n")
    line = "it is not known how many operations TensorFlow 1.15 made from it"
    result = run_tf1("-c", code)
    assert result.err.startswith(f"lab10: tf.einsum: {line}") and result.err.count("\n") == 1
    assert run_tf1("--warnings", "-c", code).err.count(line) == 2
    assert line not in run_tf1("-c", code.replace("tf.set_random_seed(1)", "")).err
    assert line not in run_tf1("-c", code.replace("tf.random_normal([1])", "tf.random_normal([1], seed=2)")).err


def test_decoders_are_told(run_tf1):
    code = ("import tensorflow as tf\ntf.set_random_seed(1)\nlibrary = tf.contrib.seq2seq\n"
            "library.LuongAttention(4, tf.placeholder(tf.float32, [None, None, 3]))\ntf.random_normal([1])\n")
    line = "lab10: tf.contrib.seq2seq's decoders and attention: it is not known how many operations"
    result = run_tf1("-c", code)
    assert result.status == 0 and result.err.startswith(line) and result.err.count("\n") == 1, result.err


def test_without_a_seed_and_with_one_of_its_own_nothing_changes(run_tf1):
    code = f"import tensorflow as tf\ntf.random_normal([1])\ntf.random_normal([1], seed=5)\nprint({SEEDS})"
    assert run_tf1("-c", code).out == "[0, 5]\n"
    seeded = code.replace("\n", "\ntf.set_random_seed(1)\n", 1)
    assert run_tf1("-c", seeded).out == "[3, 5]\n"


def test_after_the_script_today_counts_as_today(run_code):
    code = ("from lab10.tf1 import bridge\nfrom lab10.terminal import import_tensorflow\n"
            "import tensorflow.compat.v1 as tf\ndropout, uniform = tf.nn.dropout, tf.random_uniform\n"
            "with bridge.installed():\n    assert tf.nn.dropout is not dropout or tf.random_uniform is not uniform\n"
            "assert tf.nn.dropout is dropout and tf.random_uniform is uniform\n"
            f"tf.set_random_seed(1)\nfor _ in range(2): tf.random_normal([1])\nprint({SEEDS})")
    result = run_code(code)
    assert (result.out, result.err) == ("[0, 1]\n", "")
