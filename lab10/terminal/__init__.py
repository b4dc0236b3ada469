"""What every command needs: parsing, errors, endings, files, progress, and the import of TensorFlow.

Also where a person looks: at a display, or at the cell of a notebook. Progress bars, pictures and the evaluation ask
for this, so it is below all of them.
"""
