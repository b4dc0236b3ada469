"""A shuffled and repeated data set of arrays takes their rows; a buffer of its elements takes 20 times as long."""


def test_no_buffer_is_made_for_arrays(run_tf1):
    result = run_tf1("-c", """
import numpy as np
import tensorflow as tf
tf.set_random_seed(1)
arrays = tf.data.Dataset.from_tensor_slices((np.arange(200).reshape(100, 2), {"label": np.arange(100)}))
for data in arrays, arrays.map(lambda row, label: (row, label)):
    with_one = data.shuffle(10, seed=3).repeat(2)
    element = with_one.make_one_shot_iterator().get_next()
    functions = tf.get_default_graph().as_graph_def().library.function
    print(any("TensorList" in node.op for function in functions for node in function.node_def))
    with tf.Session() as sess:
        found = [sess.run(element) for _ in range(200)]
    assert all(row[0] == 2 * label["label"] for row, label in found)
    print(sorted(int(label["label"]) for _, label in found[:100]) == list(range(100)), element[0].shape)
""")
    assert result.out == "False\nTrue (2,)\nTrue\nTrue (2,)\n", result.err
