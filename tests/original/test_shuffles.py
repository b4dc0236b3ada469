"""Data sets that are shuffled and repeated, under lab10.tf1, against TensorFlow 1.15.5: each element."""
import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.slow
def test_shuffled_and_repeated_data_sets_come_in_the_order_of_then(run_tf1, tmp_path):
    result = run_tf1(HERE / "shuffles.py", tmp_path / "found.json")
    assert result.status == 0 and "lab10: " not in result.err, result.err
    facts, found = (json.loads(file.read_text())["facts"] for file in (HERE / "shuffles.json", tmp_path / "found.json"))
    assert found == facts
