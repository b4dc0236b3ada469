"""The notes' figures, and how the lab's own compare with them."""
