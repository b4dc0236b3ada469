"""A record knows its code, and which random numbers it was made with; which records count when some are older."""
import pytest

from lab10.runs import arithmetic
from lab10.study import hand_ins, records, report, sources, tables, trials
from made_up import a_record, keep
from test_trials import a_trial

OTHER = "1234567890abcdef" * 4  # a digest
NOW, NEXT = arithmetic.ARITHMETIC, arithmetic.ARITHMETIC + 1


@pytest.fixture
def later(monkeypatch):
    """The lab10 that comes next, with other random numbers."""
    monkeypatch.setattr(arithmetic, "ARITHMETIC", NEXT)
    monkeypatch.setitem(arithmetic.SINCE, NEXT, "7.0")


def kept(directory, network, seeds, version, accuracy=0.9, **more):
    for seed in seeds:
        keep(directory, a_record(network, seed, accuracy, arithmetic=version, **more))


def test_the_version_that_brought_the_present_random_numbers_is_known():
    assert sorted(arithmetic.SINCE) == list(range(1, NOW + 1))


def test_the_committed_records_know_their_code():
    found, wrong = records.read_all(records.COMMITTED)
    assert found and wrong == []
    for record in found.values():
        assert record["digest"] == sources.find(record["network"]).digest and record["arithmetic"] in arithmetic.SINCE


@pytest.mark.parametrize("older, newer, counts", [
    ([777, 778], [], NOW), ([777, 778], [777], NOW), ([777, 778], [777, 778], NEXT), ([777], [780, 781], NEXT),
    ([], [777], NEXT)])
def test_which_records_count(tmp_path, later, older, newer, counts):
    """The newest that have as many seeds, or else the older, and never a mix."""
    kept(tmp_path, "softmax", older, NOW)
    kept(tmp_path, "softmax", newer, NEXT)
    kept(tmp_path, "plain_nn", [777], NEXT)
    runs, wrong = report.read_runs(tmp_path)
    assert wrong == [] and list(runs[report.Series("plain_nn")]) == [777]
    by_seed = runs[report.Series("softmax")]
    assert list(by_seed) == (older if counts == NOW else newer)
    assert {record["arithmetic"] for record in by_seed.values()} == {counts}


def test_other_epochs_count_for_themselves(tmp_path, later):
    kept(tmp_path, "softmax", [777, 778], NOW)
    kept(tmp_path, "softmax", [777], NEXT, epochs=20)
    runs, _ = report.read_runs(tmp_path)
    assert len(runs[report.Series("softmax")]) == 2 and len(runs[report.Series("softmax", 20)]) == 1


def test_the_tables_mark_what_is_older(tmp_path, later):
    kept(tmp_path, "softmax", [777, 778], NOW)
    kept(tmp_path, "plain_nn", [777, 778], NEXT, accuracy=0.95)
    runs, _ = report.read_runs(tmp_path)
    english = "‡ measured with lab10's random numbers before 7.0: `--seed` now prints other digits."
    for language, note in (("en", english), ("ko", "‡ 버전 7.0 이전의 lab10이 쓰던 난수로 얻은 값입니다.")):
        lines = tables.results(runs, language).splitlines()
        assert [line.split(" |")[0] for line in lines if "‡" in line and line.startswith("|")] == ["| `softmax` ‡"]
        assert [line for line in lines if line.startswith(note)]
        lines = tables.claims(runs, language).splitlines()
        (row,) = [line for line in lines if "`plain_nn` 95.00" in line]
        assert "`softmax` ‡ 90.00" in row and [line for line in lines if line.startswith(note)]
    kept(tmp_path, "softmax", [777, 778], NEXT)
    runs, _ = report.read_runs(tmp_path)
    assert "‡" not in tables.results(runs, "en") + tables.claims(runs, "ko")


def test_trials_follow_the_same_rule(tmp_path, later):
    for seed, version, accuracy in ((777, NOW, 0.9), (778, NOW, 0.9), (777, NEXT, 0.98)):
        a_trial(tmp_path, seed, accuracy, arithmetic=version)
    (found,), wrong = trials.read_all(tmp_path)
    assert wrong == [] and list(found.by_seed) == [777, 778]
    lines = tables.trials([found], "en").splitlines()
    assert lines[2].startswith("| **`xavier_adam`** ‡ |") and lines[-1].startswith("‡ measured with")
    a_trial(tmp_path, 778, 0.98, arithmetic=NEXT)
    assert "‡" not in tables.trials(trials.read_all(tmp_path)[0], "en")


@pytest.mark.parametrize("change, said", [
    ({"digest": OTHER}, "the network softmax has changed since"), ({"arithmetic": NEXT}, "a newer lab10 made it"),
    ({"epochs_before": 5}, "the run continued from a checkpoint")])
def test_what_is_no_evidence_is_left_out_and_said(tmp_path, change, said):
    path = keep(tmp_path, a_record("softmax", 777, 0.9, **change))
    found, (line,) = records.read_all(tmp_path)
    assert found == {} and line == f"{path}: left out: {said}"


def test_two_students_networks_of_one_name_are_two(tmp_path):
    codes = {"a" * 64: (1, 2), "b" * 64: (1, 3)}
    for digest, seeds in codes.items():
        for seed in seeds:
            records.write(tmp_path / f"{digest[0]}{seed}.json", a_record("mine", seed, 0.9, epochs=2, digest=digest))
    by_network, left_out = hand_ins.collect([tmp_path])
    assert left_out == [] and {name: [one.seed for one in group] for name, group in by_network.items()} == {
        "mine aaaaaaaa": [1, 2], "mine bbbbbbbb": [1, 3]}
    assert list(hand_ins.collect([tmp_path], "mine bbbbbbbb")[0])[0] == "mine bbbbbbbb"
    said = hand_ins.text(by_network)
    assert "mine aaaaaaaa  mean" in said and "mine bbbbbbbb   +0.00" in said
    by_network, _ = hand_ins.collect(tmp_path.glob("a*"))
    assert list(by_network) == ["mine"]  # there is no other


def test_an_edited_network_of_the_lab_is_not_the_labs(tmp_path):
    records.write(tmp_path / "a.json", a_record("softmax", 1, 0.9))
    records.write(tmp_path / "b.json", a_record("softmax", 1, 0.9, digest=OTHER))
    by_network, left_out = hand_ins.collect([tmp_path])
    assert left_out == [] and list(by_network) == ["softmax", "softmax 12345678"]
    by_network, _ = hand_ins.collect([tmp_path / "b.json"])
    assert list(by_network) == ["softmax 12345678"]
