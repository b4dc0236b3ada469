"""What every command needs: parsing, errors, endings, files, progress, and the import of TensorFlow."""
