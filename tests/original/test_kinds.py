"""Programs of ten kinds, and one in Python 2, under lab10.tf1, against TensorFlow 1.15: their first ten costs."""
import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def test_programs_of_ten_kinds_begin_as_then(run_tf1, tmp_path):
    result = run_tf1(HERE / "kinds.py", tmp_path / "found.json")
    assert result.status == 0 and "lab10: " not in result.err, result.err
    facts, found = (json.loads(file.read_text())["facts"] for file in (HERE / "kinds.json", tmp_path / "found.json"))
    assert len(facts) == 10 and {len(costs) for costs in facts.values()} == {10}
    for name, costs in facts.items():
        assert found[name] == pytest.approx(costs, rel=1e-5), name


def test_a_program_in_python_2_begins_as_then(run_tf1):
    result = run_tf1(HERE / "python_2.py")
    assert result.status == 0, result.err
    facts, found = (json.loads(text)["facts"] for text in ((HERE / "python_2.json").read_text(), result.out))
    assert len(facts["costs"]) == 10 and found["costs"] == pytest.approx(facts["costs"], rel=1e-5)
    assert found["sizes"] == facts["sizes"] == [8, 12, 2]
    assert [line.split()[1] for line in result.err.splitlines() if line.startswith("cost ")] == ["1.0"] * 10
