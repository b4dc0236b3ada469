"""What the notes and papers printed: in the notes, in a few words, and in the networks' docstrings."""
import functools
import os
import re
from pathlib import Path

import pytest

import lab10
from lab10.study.printed import PRINTED
from lab10.runs.networks import networks, story_of

found_once = functools.cache(networks)


@pytest.mark.parametrize("network", PRINTED)
def test_figures_are_in_the_notes(network):
    if "LAB10_DOCUMENTS" not in os.environ:
        pytest.skip("the notes are not here: set LAB10_DOCUMENTS to their folder")
    printed = PRINTED[network]
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(os.environ["LAB10_DOCUMENTS"]).iterdir())
                   if path.name[:3] in printed.note)
    assert bool(text) == bool(printed.note)  # deep_xavier is in no note
    for costs in ([f"{cost:.9f}" for cost in printed.costs], [repr(cost) for cost in printed.last_costs]):
        places = [text.find(cost) for cost in costs]
        assert -1 not in places and places == sorted(places)
    numbers = [float(number) for number in re.findall(r"\d+\.?\d*", text)]
    for accuracy in printed.accuracies:  # printed as a share or in per cent, and sometimes with a float32's tail
        assert any(number == pytest.approx(accuracy * scale, rel=1e-6) for number in numbers for scale in (1, 100))
    for number in re.findall(r"\d+\.?\d*", printed.figure):  # rounded
        decimals = len(number.partition(".")[2])
        assert any(f"{scale * other:.{decimals}f}" == number for other in numbers for scale in (1, 100)), number


@pytest.mark.parametrize("network", PRINTED)
def test_words_and_docstring_say_the_same_figures(network):
    """What the notes printed stands in three places: as numbers, in a few words, and in the network's docstring."""
    printed, said = PRINTED[network], found_once()[network].figures
    per_cent = {f"{100 * accuracy:g}" for accuracy in printed.accuracies}
    assert per_cent <= set(re.findall(r"([\d.]+) %", printed.figure))
    in_docstring = set(re.findall(r"([\d.]+) %", said))
    assert in_docstring <= per_cent and bool(in_docstring) == bool(per_cent)
    ends = printed.costs[:1] + printed.costs[-1:]
    assert re.findall(r"\d+\.\d{9}", said) == [f"{cost:.9f}" for cost in ends]
    if ends:
        for cost, words in zip(ends, re.search(r"cost ([\d.]+) to ([\d.]+)", printed.figure).groups()):
            assert f"{cost:.{len(words.partition('.')[2])}f}" == words


def test_a_network_stands_after_its_neighbour(tmp_path, monkeypatch):
    for name, lesson in {"a": "a: b with more", "b": "b: the first", "mine": "b: the first, a copy", "c": "no colon",
                         "loop1": "loop1: loop2 with less", "loop2": "loop2: loop1 with more"}.items():
        (tmp_path / f"{name}.py").write_text(f'"""{lesson}."""\ndef build():\n    pass\n')
    (tmp_path / "helper.py").write_text('"""not one"""')
    monkeypatch.setattr(lab10, "__file__", str(tmp_path / "__init__.py"))
    found = networks()
    assert sorted(found) == ["a", "b", "c", "loop1", "loop2", "mine"]
    assert found["a"].neighbour == "b" and list(found).index("a") == list(found).index("b") + 1
    assert story_of("a", found) == ["b", "a"] and len(story_of("loop1", found)) <= 2
