"""What training stands on: the compiled loop, checkpoints, and the log for TensorBoard."""
