"""How many operations TensorFlow 1.15 made of images of which only the number of channels is known."""
CODE = """
import tensorflow as tf
from lab10.tf1 import counting
image = tf.placeholder(tf.float32, [None, None, 3])
before = 0
for make in (tf.image.random_flip_left_right, tf.image.random_flip_up_down, tf.image.rot90, tf.image.transpose_image,
             lambda image: tf.image.pad_to_bounding_box(image, 1, 2, 30, 30)):
    before = counting._operations(tf.get_default_graph())
    make(image)
    print(counting._operations(tf.get_default_graph()) - before)
tf.set_random_seed(1)
tf.feature_column.input_layer({"a": tf.constant([[1]])}, [tf.feature_column.embedding_column(
    tf.feature_column.categorical_column_with_identity("a", 3), 2)])
"""


def test_as_many_operations(run_tf1):
    result = run_tf1("-c", CODE)
    assert result.out.split() == ["41", "41", "85", "25", "52"], result.err  # by TensorFlow 1.15.5
    assert "lab10: a column that embeds or indicates: it is not known how many operations" in result.err
