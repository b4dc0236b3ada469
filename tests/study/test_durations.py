"""How long a study will take, by the records, and how long is left."""
from pathlib import Path

import pytest

from lab10.study import durations, report, schedule, sources
from made_up import SOFTWARE, a_record, keep


def a_run(network, seed, epochs=None, data="mnist", loop="exact"):
    source = sources.find(network)
    settings = schedule.Settings(seed, epochs or source.epochs, data, loop, (1, 1), **SOFTWARE)
    return schedule.Run(source, settings, Path("x.json"), ())


@pytest.fixture
def kept(tmp_path):
    for seed, seconds in ((777, 90.0), (778, 110.0)):
        keep(tmp_path, a_record("softmax", seed, 0.9, seconds=seconds))
    keep(tmp_path, a_record("softmax", 777, 0.9, loop="xla", seconds=10.0))
    (tmp_path / "softmax-779-torn.json").write_text("{")
    return tmp_path


def test_the_records_say_how_long(kept):
    runs = [a_run("softmax", 780), a_run("softmax", 780, epochs=100), a_run("softmax", 780, loop="xla"),
            a_run("softmax", 780, data="validation"), a_run("plain_nn", 780), a_run("softmax", 780, data="digits")]
    found = durations.by_the_records(runs, kept)
    assert [found.get(run) for run in runs] == pytest.approx([100, 200, 10, 100, None, None])


def test_a_busy_machine_does_not_count(tmp_path):
    keep(tmp_path, a_record("softmax", 777, 0.9, seconds=500.0, processor_seconds=100.0))
    keep(tmp_path, a_record("plain_nn", 777, 0.9, seconds=50.0, processor_seconds=100.0,
                            threads={"intra_op": 2, "inter_op": 2}))
    runs = [a_run("softmax", 780), a_run("plain_nn", 780)]
    assert list(durations.by_the_records(runs, tmp_path).values()) == pytest.approx([100, 50])


def test_what_is_left():
    first, second, other = a_run("softmax", 1), a_run("softmax", 2), a_run("plain_nn", 1)
    expected = {first: 100, second: 100, other: 40}
    assert durations.left([first, second, other], {}, {}, expected, 2) == 120
    assert durations.left([first], {}, {}, expected, 2) == 100  # no run is cut in two
    assert durations.left([other], {second: 20}, {first: 200}, expected, 1) == 80 + 180  # twice as slow as the records
    assert durations.left([other], {}, {first: 50}, {}, 1) == 50  # nothing better is known
    assert durations.left([first], {}, {}, {}, 2) is None and durations.left([], {}, {}, expected, 2) == 0


@pytest.mark.parametrize("seconds, words", [(5.4, "about 5 s"), (600, "about 10 min"), (50000, "about 14 hours")])
def test_in_words(seconds, words):
    assert durations.words(seconds) == words


def test_a_long_study_is_announced(capsys, monkeypatch):
    runs = [a_run("softmax", seed) for seed in range(10)]
    monkeypatch.setattr(durations, "by_the_records", lambda runs: dict.fromkeys(runs, 7200))
    schedule._View(runs, 2).foresee(runs)
    assert capsys.readouterr().out == ("10 runs to make, 2 at a time: about 10 hours by the records; you can stop it "
                                       "and start it again at any time\n")
    schedule._View(runs, 2).foresee([])
    monkeypatch.setattr(durations, "by_the_records", lambda runs: dict.fromkeys(runs, 5))
    schedule._View(runs, 2).foresee(runs)
    assert capsys.readouterr().out == ""


def test_images_are_hard_by_the_networks_that_learned():
    runs = {report.Series(network, epochs): {777: a_record(network, 777, accuracy), 778: a_record(network, 778, 0.98)}
            for network, epochs, accuracy in (("xavier_adam", None, 0.97), ("xavier_adam", 50, 0.97),
                                              ("relu_sgd", None, 0.1), ("wide_glorot_low_lr", None, 0.98))}
    runs[report.Series("cnn")] = {777: a_record("cnn", 777, 0.98)}
    assert list(report.that_learned(runs)) == [report.Series("xavier_adam")]
