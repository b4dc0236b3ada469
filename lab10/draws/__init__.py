"""The random numbers of TensorFlow 1.15, on today's TensorFlow."""
