"""What training uses: the compiled loop, checkpoints, and the log for TensorBoard."""
