"""Of tf.contrib what no package gives today, written small: each file serves the names of one of its packages."""
