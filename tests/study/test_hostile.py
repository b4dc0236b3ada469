"""What a user, a student or a broken disk may give the study: no verdict that deceives, nothing lost, one line each."""
import base64
import io
import json
import os
import subprocess
import sys
import warnings
import zlib

import pytest

from conftest import assert_one_line_error
from lab10 import evaluation, plots
from lab10.study import comparison, first_layer, hand_ins, records, sources
from lab10.terminal.errors import LabError
from made_up import a_record, forks, run, write_quick  # noqa: F401  (a fixture)
from test_hand_ins import compare, hand_in  # noqa: F401  (a fixture)


@pytest.mark.parametrize("first, second", [(3, 7), (7, 3), (2, 11)])
def test_equal_is_equal_whatever_the_sizes(first, second):
    """The rounding of a mean depends on how many values it is of."""
    for value in (11.35, 97.83, 0.1 + 0.2):
        found = comparison.unpaired([value] * first, [value] * second)
        assert found.mean == 0 and comparison.side(found) == 0
    assert comparison.side(comparison.unpaired([11.35] * first, [11.36] * second)) == -1


def bomb(size):
    return base64.b64encode(zlib.compress(bytes(size))).decode()


def test_mistakes_are_unpacked_no_further_than_a_data_set_goes(compare, tmp_path):  # noqa: F811
    assert len(evaluation.read_mistakes(bomb(evaluation.MOST))) == evaluation.MOST
    for text in (bomb(evaluation.MOST + 1), bomb(50_000_000), bomb(1000)[:-8]):
        with pytest.raises((ValueError, zlib.error)):
            evaluation.read_mistakes(text)
    hand_in(tmp_path / "class", "z", a_record("softmax", 9, 0.9, mistakes=bomb(50_000_000)))
    assert "class/z.json: not the record of a run (its mistakes cannot be read); left out\n" in compare("class").err


def test_a_huge_file_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "LARGEST", 100)
    (tmp_path / "z.json").write_text(json.dumps(a_record("softmax", 9, 0.9)))
    with pytest.raises(LabError, match="more than 100 characters"):
        records.read(tmp_path / "z.json")


@pytest.mark.parametrize("arguments, parts", [
    (["class/softmax1.json", "class/softmax2.json", "--json", "class/softmax2.json"],
     ["class/softmax2.json: this is one of the files to compare", "another name"]),
    (["class", "--plot", "class/softmax3.json"], ["class/softmax3.json"]),
    (["class", "--json", "x.png", "--plot", "./x.png"], ["x.png: named by both --json and --plot"]),
    ([""], ["an empty name"]), (["class", "--json", ""], ["--json", "an empty name"]),
    (["n" * 300], ["nnn...: cannot be read (File name too long)"]),
])
def test_what_compare_refuses(compare, tmp_path, arguments, parts):  # noqa: F811
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.json")}
    assert_one_line_error(compare(*arguments), *parts)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.json")} == before


def test_ten_images_are_not_averaged_with_ten_thousand(compare, tmp_path):  # noqa: F811
    mistakes = base64.b64encode(zlib.compress(bytes([10] * 10))).decode()
    hand_in(tmp_path / "class", "z", {**a_record("softmax", 9, 0.9), "mistakes": mistakes, "correct": 10, "total": 10,
                                      "accuracy": 1.0})
    result = compare("class")
    assert result.err == "lab10: class/z.json: left out: its number of images is 10, but most records have 10000\n"


def test_nothing_handed_in_commands_the_terminal(compare, tmp_path):  # noqa: F811
    evil = "\x1b]0;evil\x07\n"
    hand_in(tmp_path / "class", f"z{evil}", a_record("softmax", 9, 0.9))
    hand_in(tmp_path / "class", "y", a_record("softmax", 8, 0.9, parameters=evil + "x" * 1000))
    result = compare("class")
    assert "\x1b" not in result.out + result.err and "class/z\\x1b]0;evil\\x07\\n.json" in result.out
    (line,) = result.err.splitlines()
    assert "its number of parameters is \\x1b]0;evil" in line and len(line) < 200


def test_a_folder_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    hand_in(tmp_path / "class", "a", a_record("softmax", 9, 0.9))
    (tmp_path / "class" / "closed").mkdir()
    scandir = os.scandir

    def closed(path):
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)
    monkeypatch.setattr(os, "scandir", closed)
    by_network, left_out = hand_ins.collect([str(tmp_path / "class")])
    assert list(by_network) == ["softmax"]
    assert left_out == [f"{tmp_path}/class/closed: left out: cannot be read (Permission denied)"]


@pytest.mark.parametrize("change, said", [
    ({"correct": 1}, "its accuracy is not that of its mistakes"), ({"costs": [None]}, "it has 1 costs for 50 epochs"),
    ({"last_costs": ["x"] * 50}, "its costs are not numbers"),
    ({"costs": [float("nan")] * 50}, "its costs are not numbers"),
    ({"versions": {}}, "'tensorflow'"), ({"threads": {"intra_op": 1, "inter_op": [1]}}, "its threads or versions"),
    ({"members": "many"}, "its other accuracies"), ({"training_accuracy": "all"}, "its other accuracies"),
    ({"seconds": None}, "seconds: None"), ({"cpu": 5}, "cpu: 5"), ({"processor_seconds": "x"}, "processor_seconds")])
def test_an_edited_record_is_no_evidence(tmp_path, change, said):
    record = a_record("softmax", 777, 0.9)
    path = tmp_path / records.name_of(record)
    path.write_text(json.dumps({**record, **change}))
    found, (line,) = records.read_all(tmp_path)
    assert found == {} and line.startswith(f"{path}: not the record of a run (") and said in line
    assert line.endswith("; remove it") and "\n" not in line


@pytest.mark.parametrize("coding, said", [
    ("utf-8-sig", None), ("cp949", "net.py: not valid Python ("), ("utf-16", "net.py: not valid Python")])
def test_a_networks_file_in_any_encoding(tmp_path, coding, said):
    (tmp_path / "net.py").write_text("# 신경망\ntraining_epochs = 2\n\n\ndef build():\n    pass\n", encoding=coding)
    if said:
        with pytest.raises(LabError) as error:
            sources.find(str(tmp_path / "net.py"))
        assert said in str(error.value) and "\n" not in str(error.value)
    else:
        source = sources.find(str(tmp_path / "net.py"))
        assert source.epochs == 2 and sources.lines(source)[0] == "training_epochs = 2"


def test_a_network_that_says_its_encoding(tmp_path):
    (tmp_path / "net.py").write_text("# coding: cp949\n# 신경망\n\n\ndef build():\n    pass\n", encoding="cp949")
    assert "def build():" in sources.lines(sources.find(str(tmp_path / "net.py")))


def test_a_name_that_is_too_long():
    with pytest.raises(LabError, match=r"nnn\.\.\.: cannot be read \(File name too long\)"):
        sources.find("n" * 300 + ".py")


@pytest.mark.parametrize("arguments, parts", [
    (["quick.py", "--seeds", "100000000000"], ["--seeds", "100000000000 is more than 10000"]),
    (["quick.py", "--plot", "c.png", "--json", "c.png"], ["c.png: named by both --json and --plot"]),
    (["quick.py", "--json", "quick.py"], ["quick.py: this is one of the files to compare"]),
])
def test_what_the_study_refuses(tmp_path, arguments, parts):
    write_quick(tmp_path)
    text = (tmp_path / "quick.py").read_text()
    result = run(tmp_path, *arguments, "--data", "digits", "--results", "kept")
    assert result.returncode == 2 and result.stderr.count("\n") == 1
    assert all(part in result.stderr for part in parts), result.stderr
    assert not (tmp_path / "kept").exists() and (tmp_path / "quick.py").read_text() == text


def test_names_in_korean_and_with_dollars_are_drawn():
    from lab10.study import pictures
    if len(plots.families()) < 2:
        pytest.skip("no font with Hangul here")
    figure = pictures.accuracies({"신경망.py": [97.0, 98.0], "$a^$.py": [97.0]})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.savefig(io.BytesIO())
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["신경망.py", "$a^$.py"]


@pytest.mark.parametrize("arguments, status, part", [
    (["--help"], 0, "--output DIR"), (["--nothing"], 2, "unrecognized arguments: --nothing"), ([], 2, "--output DIR")])
def test_first_layers_are_written_where_one_says(monkeypatch, capsys, arguments, status, part):
    """And nothing is trained for a question, or into an installed package."""
    monkeypatch.setattr(first_layer, "train", lambda *_: pytest.fail("trained"))
    monkeypatch.setattr(first_layer.files, "checkout", lambda: None)
    with pytest.raises(SystemExit) as end:
        first_layer.main(arguments)
    out, err = capsys.readouterr()
    assert (end.value.code or 0) == status and part in out + err and err.count("\n") <= 1


def test_first_layers_in_another_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(first_layer, "train", lambda name, data_dir: {"correct": 1})
    first_layer.main(["--output", str(tmp_path / "out")])
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["plain_nn.json", "xavier_adam.json"]


def test_first_layers_are_asked_for_by_their_own_name():
    """Also where the file is run, and so called __main__."""
    result = subprocess.run([sys.executable, "-m", "lab10.study.first_layer", "--help"], capture_output=True, text=True)
    assert result.stdout.startswith("usage: python -m lab10.study.first_layer ")
