"""The number of operations of single calls, by which draws are seeded, under lab10.tf1, against TensorFlow 1.15.5."""
import json
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FACTS = json.loads((HERE / "calls.json").read_text())["facts"]


@pytest.mark.parametrize("sections", [
    ["otherwise", "gradients otherwise"], pytest.param(["as today", "gradients as today"], marks=pytest.mark.slow)],
    ids=" ".join)
def test_calls_count_as_then(sections, run_tf1, tmp_path):
    """Those that today's TensorFlow makes otherwise, and among the slow tests some hundreds that it makes the same."""
    result = run_tf1(HERE / "calls.py", HERE / "calls.json", tmp_path / "found.json", *sections)
    assert result.status == 0 and "not known" not in result.err, result.err
    found = json.loads((tmp_path / "found.json").read_text())["facts"]
    for section in sections:
        assert found[section] == FACTS[section]


@pytest.mark.slow
def test_calls_of_which_the_number_is_not_known_are_told(run_tf1, tmp_path):
    result = run_tf1("--warnings", HERE / "calls.py", HERE / "calls.json", tmp_path / "found.json", "not known")
    assert result.status == 0, result.err
    told = re.findall(r"^lab10: (.*?): it is not known how many operations", result.err, re.MULTILINE)
    assert set(told) == {what for names in FACTS["not known"].values() for what in names}
