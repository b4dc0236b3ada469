"""A page to draw a digit on: `python -m lab10.page` writes it, and its networks answer in the browser."""
