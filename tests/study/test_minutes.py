"""How long a network trains is said where one looks before: in the list, in --help, in README."""
import json
import re
import subprocess
import sys

import pytest

from lab10.runs import minutes
from lab10.runs.networks import networks
from lab10.study import report, tables
from made_up import a_record


def test_every_network_has_its_minutes():
    assert set(json.loads(minutes.FILE.read_text(encoding="utf-8"))) == set(networks())
    assert minutes.words("mine") is None and minutes.sentence("mine") is None


@pytest.mark.parametrize("page", ["README.md", "README.ko.md", "lab10/study/README.md", "lab10/study/README.ko.md"])
def test_the_processors_are_named_where_times_stand(page):
    assert minutes._names(["Intel(R) Xeon(R) CPU E5 @ 2 GHz", "AMD EPYC"]) == "AMD EPYC, Intel Xeon E5 @ 2 GHz"
    assert f"({minutes.processors()})" in (report.home() / page).read_text(encoding="utf-8").replace("\n", " ")


def test_the_list_says_them():
    told = subprocess.run([sys.executable, "-m", "lab10"], capture_output=True, text=True).stdout
    assert f"on one core ({minutes.processors()})" in told
    for name in networks():
        assert re.search(rf"^ *{name}: .*\n.* \({minutes.words(name)}\)$", told, re.MULTILINE), name


@pytest.mark.parametrize("loop, by", [("exact", ""), ("xla", " with --loop xla")])
def test_they_are_those_of_the_records(tmp_path, monkeypatch, loop, by):
    runs = {report.Series("softmax"): {777 + place: {**a_record("softmax", 777 + place, 0.9, loop=loop), "seconds": one}
                                       for place, one in enumerate((60.0, 90.0, 6000.0))}}
    found = tables.minutes(runs)
    assert found == {"softmax": {"minutes": "1.5", "runs": 3, "loop": loop, "cpus": ["a processor"]}}
    (tmp_path / "minutes.json").write_text(json.dumps(found))
    monkeypatch.setattr(minutes, "FILE", tmp_path / "minutes.json")
    minutes._read.cache_clear()
    try:
        assert minutes.words("softmax") == f"1.5 min{by}"
        assert minutes.sentence("softmax") == (
            f"One training on MNIST takes 1.5 min on one core (a processor){by}: the median of 3 runs of the study.")
    finally:
        minutes._read.cache_clear()
