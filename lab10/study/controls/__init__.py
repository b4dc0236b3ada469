"""Networks that no note has and that its claims need: each a network's file, with one thing changed."""
