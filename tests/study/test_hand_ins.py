"""The records that a class hands in: what does not belong together is told, and the rest is compared as SciPy does."""
import base64
import json
import warnings
import zlib
from types import SimpleNamespace

import pytest
from scipy import stats

from conftest import assert_one_line_error
from lab10.study import command, comparison, hand_ins, records
from lab10.terminal.errors import LabError
from made_up import a_record

NO_MISTAKES = base64.b64encode(zlib.compress(b"")).decode()
NOT = "not the record of a run ({}); left out"
WRONG = NOT.format("its accuracy is not that of its mistakes")
SEEDS = {"softmax": {1: 0.90, 2: 0.91, 3: 0.93}, "plain_nn": {4: 0.94, 5: 0.96, 6: 0.95, 7: 0.97}}


@pytest.fixture
def compare(tmp_path, monkeypatch, capfd):
    """Run the command in a folder where `class` has a record for each of SEEDS: compare("class") gives status, out,
    err."""
    monkeypatch.chdir(tmp_path)
    for network, accuracies in SEEDS.items():
        for seed, accuracy in accuracies.items():
            hand_in(tmp_path / "class", f"{network}{seed}", a_record(network, seed, accuracy))

    def run(*arguments):
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            command.main(["compare", *map(str, arguments)])
        out, err = capfd.readouterr()
        return SimpleNamespace(status=end.value.code, out=out, err=err)
    return run


def hand_in(folder, name, record):
    folder.mkdir(exist_ok=True)
    records.write(folder / f"{name}.json", record)


def test_networks_with_other_seeds_are_compared_by_welchs_t(compare, tmp_path):
    result = compare("class", "--json", "c.json", "--plot", "c.png")
    assert result.status == 0 and result.err == ""
    for line in ("softmax   mean  91.33  sd 1.53  n 3  epochs 50", "plain_nn  mean  95.50  sd 1.29  n 4  epochs 15",
                 "     97.00  seed 7  class/plain_nn7.json"):
        assert line in result.out.splitlines()
    low, high = stats.ttest_ind([94, 96, 95, 97], [90, 91, 93], equal_var=False).confidence_interval(0.95)
    assert f"plain_nn   +4.17  ({low:+.2f} to {high:+.2f})  Welch's t, n 4 and 3  higher\n" in result.out
    compared = json.loads((tmp_path / "c.json").read_text())
    assert compared["first"] == "softmax" and compared["networks"]["softmax"]["n"] == 3 and not compared["left_out"]
    assert compared["networks"]["plain_nn"]["hand_ins"]["class/plain_nn7.json"] == {"seed": 7, "accuracy": 97}
    assert compared["differences"]["plain_nn"] == {
        "mean": pytest.approx(25 / 6), "low": pytest.approx(low), "high": pytest.approx(high),
        "how": "Welch's t, n 4 and 3", "verdict": "higher"}
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")


def test_networks_with_the_same_seeds_are_compared_by_seed(compare, tmp_path):
    for seed, accuracy in {3: 0.94, 1: 0.915, 2: 0.92}.items():
        hand_in(tmp_path / "class", f"mine{seed}", a_record("mine", seed, accuracy, epochs=50))
    low, high = stats.ttest_rel([91.5, 92, 94], [90, 91, 93]).confidence_interval(0.95)
    assert f"mine       +1.17  ({low:+.2f} to {high:+.2f})  by seed, n 3          higher\n" in compare("class").out
    assert "by seed" not in compare("class/mine1.json", "class/mine2.json", *sorted(tmp_path.glob("class/soft*"))).out
    result = compare("class", "--first", "mine")
    assert f"softmax    -1.17  ({-high:+.2f} to {-low:+.2f})  by seed, n 3          lower\n" in result.out
    assert result.out.splitlines()[1].startswith("mine ")


@pytest.mark.parametrize("record, line", [
    (a_record("softmax", 9, 0.9, data="digits"), "its data set is digits, but most records have mnist"),
    (a_record("softmax", 9, 0.9, epochs=2), "its number of epochs is 2, but most records of softmax have 50"),
    (a_record("softmax", 9, 0.9, parameters=5), "its number of parameters is 5, but most records of softmax have 1"),
    (a_record("softmax", 9, 0.9, parameters=[2]),
     "its number of parameters is [2], but most records of softmax have 1"),
    (a_record("softmax", 9, 0.9, epochs_before=3), "the run continued from a checkpoint"),
    (a_record("softmax", 2, 0.91), "softmax with seed 2 is in class/softmax2.json already, with the same outcome"),
    (a_record("softmax", 2, 0.92), "softmax with seed 2 is in class/softmax2.json already, with another outcome: "
                                   "another machine, or another lab10"),
    (a_record("softmax", 2, 0.91, costs=(2.0, 0.1)), "softmax with seed 2 is in class/softmax2.json already, with "
                                                     "another outcome: another machine, or another lab10"),
    (a_record("softmax", 9, 0.9, mistakes=NO_MISTAKES, correct=0, total=0), WRONG),
    ({**a_record("softmax", 9, 0.9), "accuracy": 0.99}, WRONG),
    ({**a_record("softmax", 9, 0.9), "correct": 9900, "accuracy": 0.99}, WRONG),
    (a_record("softmax", 9, 0.9, total=9500), WRONG),
    (a_record("softmax", 9, 0.9, mistakes="AAAA"), NOT.format("its mistakes cannot be read")),
    (a_record("softmax", 9, 0.9, mistakes="A"), NOT.format("its mistakes cannot be read")),
    ({**a_record("softmax", 9, 0.9), "epochs": 49}, NOT.format("it has 50 costs for 49 epochs")),
    ({**a_record("softmax", 9, 0.9), "network": "a\nb"}, NOT.format("its network cannot be 'a\\nb'")),
    ({**a_record("softmax", 9, 0.9), "network": ""}, NOT.format("its network cannot be ''")),
    (a_record("softmax", 9, 0.9, data="\x1b[31m"), NOT.format("its data cannot be '\\x1b[31m'")),
    (a_record("softmax", 9, 0.9, digest="0" * 63), NOT.format(f"its digest cannot be '{'0' * 63}'")),
    (a_record("softmax", -1, 0.9), NOT.format("its seed cannot be -1")),
    (a_record("softmax", 2**31 - 1, 0.9), NOT.format("its seed cannot be 2147483647")),
])
def test_what_cannot_be_compared_is_told_and_left_out(compare, tmp_path, record, line):
    alone = compare("class").out
    hand_in(tmp_path / "class", "z", record)
    result = compare("class", "--json", "c.json")
    assert result.status == 1 and result.out == alone
    line = line if line.startswith("not the record") else f"left out: {line}"
    assert result.err == f"lab10: class/z.json: {line}\n"
    assert json.loads((tmp_path / "c.json").read_text())["left_out"] == [result.err[len("lab10: "):-1]]


@pytest.mark.parametrize("torn", [
    "", '{"network": "softmax"', "[]", "{}", '{"network": 3}', "[" * 100_000,
    json.dumps({**a_record("softmax", 9, 0.9), "seed": True}),
])
def test_a_torn_record_is_told(compare, tmp_path, torn):
    (tmp_path / "class" / "z.json").write_text(torn)
    result = compare("class")
    assert result.status == 1 and "plain_nn   +4.17" in result.out
    assert result.err.startswith("lab10: class/z.json: not the record of a run")
    assert result.err.endswith("; left out\n") and result.err.count("\n") == 1


def test_most_decide_and_not_the_first(tmp_path):
    for seed, epochs in ((1, 2), (2, 50), (3, 50)):
        hand_in(tmp_path, f"{seed}", a_record("softmax", seed, 0.9, epochs=epochs))
    by_network, left_out = hand_ins.collect([tmp_path])
    assert [one.seed for one in by_network["softmax"]] == [2, 3]
    assert left_out == [f"{tmp_path}/1.json: left out: its number of epochs is 2, but most records of softmax have 50"]


def test_runs_with_other_random_numbers_are_not_mixed(tmp_path):
    for seed, version in ((1, 1), (2, 2), (3, 2)):
        hand_in(tmp_path, f"{seed}", a_record("softmax", seed, 0.9, arithmetic=version))
    by_network, left_out = hand_ins.collect([tmp_path])
    assert [one.seed for one in by_network["softmax"]] == [2, 3]
    assert left_out == [f"{tmp_path}/1.json: left out: its version of the random numbers is 1, but most records of "
                        "softmax have 2"]


def test_a_file_is_read_once_and_folders_to_their_ends(compare, tmp_path):
    hand_in(tmp_path / "class" / "late", "deeper", a_record("softmax", 8, 0.9))
    records.write(tmp_path / "class" / "LOUD.JSON", a_record("softmax", 9, 0.9))
    (tmp_path / "class" / "notes.txt").write_text("not a record")
    result = compare("class", tmp_path / "class" / "softmax1.json")
    assert result.status == 0 and result.out.count("softmax1.json") == 1
    assert "     90.00  seed 8  class/late/deeper.json\n" in result.out
    assert "     90.00  seed 9  class/LOUD.JSON\n" in result.out


def test_the_data_set_is_named(compare, tmp_path):
    hand_in(tmp_path / "other", "z", a_record("softmax", 9, 0.9, data="digits"))
    assert compare("other").out.startswith("test accuracy on digits in %\n")


def test_one_hand_in_decides_nothing(compare):
    result = compare("class/softmax1.json", "class/plain_nn4.json", "class/plain_nn5.json")
    assert "softmax   mean  90.00           n 1  epochs 50\n" in result.out
    assert "plain_nn   +5.00  (no interval)  Welch's t, n 2 and 1  not decided\n" in result.out


def test_nothing_comparable_is_no_comparison(compare, tmp_path):
    hand_in(tmp_path / "other", "z", a_record("softmax", 9, 0.9, epochs_before=3))
    result = compare("other", "--json", "c.json", "--plot", "c.png")
    assert result.status == 1 and result.out == "" and not (tmp_path / "c.png").exists()
    assert json.loads((tmp_path / "c.json").read_text())["networks"] == {}


@pytest.mark.parametrize("arguments, parts", [
    ([], ["FILE", "compare --help"]),
    (["nowhere"], ["nowhere: there is no such file or folder"]),
    (["empty"], ["empty: no file in it ends in .json"]),
    (["class", "--first", "cnn"], ["--first cnn: no hand-in is of this network, but there are softmax, plain_nn"]),
    (["class", "--json", "no/where.json"], ["no/where.json", "there is no directory"]),
    (["class", "--plot", "c.odd"], ["c.odd: not a kind of picture"]),
    (["class", "--seeds", "3"], ["--seeds"]),
])
def test_errors(compare, tmp_path, arguments, parts):
    (tmp_path / "empty").mkdir()
    assert_one_line_error(compare(*arguments), *parts)


def test_an_unpaired_difference_is_scipys():
    first, second = [97.9, 98.1, 98.0, 97.7], [97.0, 97.6]
    found = comparison.unpaired(first, second)
    expected = stats.ttest_ind(first, second, equal_var=False).confidence_interval(0.95)
    assert (found.mean, found.low, found.high) == pytest.approx((0.625, expected.low, expected.high))
    assert comparison.unpaired([1.0], [2.0, 3.0]) == (-1.5, None, None, None, None)
    assert comparison.unpaired([5.0, 5.0], [2.0, 2.0]) == (3.0, None, 3.0, 3.0, None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert comparison.unpaired([0.1 + 0.2, 0.3, 0.3], first).low < -97


def test_the_first_seed_of_a_network_is_not_that_of_another(tmp_path):
    for network in ("softmax", "plain_nn"):
        hand_in(tmp_path, network, a_record(network, 777, 0.9))
    by_network, left_out = hand_ins.collect([tmp_path])
    assert list(by_network) == ["softmax", "plain_nn"] and left_out == []
    with pytest.raises(LabError, match="there are softmax, plain_nn"):
        hand_ins.collect([tmp_path], "mine")
