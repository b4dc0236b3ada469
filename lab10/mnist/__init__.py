"""What input_data stands on: the known sets, verified downloads, the format of the files, and scikit-learn's digits."""
