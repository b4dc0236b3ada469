"""What input_data stands on: verified downloads, the format of the files, and scikit-learn's digits."""
