"""What input_data stands on: verified files, their format, and scikit-learn's digits in their place."""
