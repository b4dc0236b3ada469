"""The tables that the study prints: their columns stand below one another, whatever the names."""
from rich.cells import cell_len

from lab10.study import listing


def test_columns_stand_below_one_another():
    """Hangul's letters are as wide as two, and no line is broken, however long."""
    lines = listing.aligned([["신경망.py", "1.00", "x" * 500], ["[b]", "", ":smile:"]], 12, 6)
    assert [cell_len(line.split(last)[0]) for line, last in zip(lines, ("x", ":smile:"), strict=True)] == [22, 22]
    assert lines[0].startswith("신경망.py     1.00") and lines[1].startswith("[b]  ")
