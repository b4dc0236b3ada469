"""Networks that are in no note, but that decide its claims: each is a network's file with one thing changed."""
