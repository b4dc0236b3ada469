"""What input_data uses: the known sets, verified downloads, the format of the files, and scikit-learn's digits."""
