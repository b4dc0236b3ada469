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
huber 538 626
minimum 636 675
"""


def test_gradients_of_known_shapes_are_counted_once(run_tf1):
    result = run_tf1(Path(__file__).with_name("remembered.py"))
    assert (result.out, result.err) == (SEEDS, "")
