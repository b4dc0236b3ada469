"""In a graph, TensorFlow 1.15 computed only once how two known shapes are broadcast."""
from pathlib import Path

SEEDS = """\
sub 17 44
sub 54 81
mul 90 118
pow 127 166
moments 179 233
max 243 290
norm 304 351
batch 398 487
both 498 534
pow 544 587
layer 610 689
huber 740 828
minimum 838 877
"""


def test_gradients_of_known_shapes_are_counted_once(run_tf1):
    result = run_tf1(Path(__file__).with_name("remembered.py"))
    assert (result.out, result.err) == (SEEDS, "")


def test_what_cannot_be_counted_is_told(run_tf1, tmp_path):
    script = tmp_path / "script.py"
    script.write_text("""import tensorflow as tf
tf.set_random_seed(1)
x = tf.placeholder(tf.float32, [12, 4])
tf.layers.batch_normalization(x, training=True, renorm=True)
tf.nn.sufficient_statistics(x, [0])
tf.random_normal([1])
""")
    told = run_tf1("--warnings", script).err
    assert "batch normalization with renorm" in told and "tf.nn.sufficient_statistics" in told
