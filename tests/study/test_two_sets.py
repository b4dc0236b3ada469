"""The study on MNIST and on Fashion-MNIST: which records count for which set, and what is said of both."""
from types import SimpleNamespace

import pytest

from lab10 import plots, study
from lab10.study import command, durations, listing, records, report, schedule, side_by_side, sources, tables
from lab10.study.claims import Series
from made_up import SOFTWARE, a_record, keep

PLACE = SimpleNamespace(executor=SimpleNamespace(submit=lambda ask: SimpleNamespace(result=lambda: SOFTWARE)))


def a_plan(data, directory):
    (run,) = schedule.plan([sources.find("softmax")], [777], None, data, "somewhere", "exact", directory, PLACE)
    return run


def test_a_records_name_knows_the_set(tmp_path):
    runs = [a_plan(data, tmp_path) for data in ("mnist", "fashion", "files:1a2b3c4d", "files:00000000")]
    assert len({run.path for run in runs}) == 4
    asked = [run.arguments[run.arguments.index("--data") + 1] for run in runs]
    assert asked == ["mnist", "fashion", "files", "files"]


def test_how_long_is_known_where_there_are_as_many_images(tmp_path):
    keep(tmp_path, a_record("softmax", 777, 0.9, seconds=50.0))
    runs = [a_plan(data, tmp_path) for data in ("fashion", "fashion-validation", "files:1a2b3c4d", "digits")]
    assert [durations.by_the_records(runs, tmp_path).get(run) for run in runs] == [50, 50, None, None]


def test_settings_are_compared_on_validation_images_of_either_set():
    asked = [command._parse(["softmax", *more], trial=True).data for more in ([], ["--data", "fashion"])]
    assert [command.TRIAL[data] for data in asked] == ["validation", "fashion-validation"]
    titles = [listing.title({"softmax": {777: {"data": data}}})
              for data in ("validation", "fashion-validation", "fashion")]
    assert titles == ["accuracy on the validation images", "accuracy on the validation images of Fashion-MNIST",
                      "test accuracy on fashion"]


@pytest.fixture
def kept(tmp_path):
    """A folder of records on MNIST, with those on Fashion-MNIST in it, where two more layers gain nothing."""
    for seed in range(777, 780):
        for network, mnist, fashion in (("softmax", 0.91, 0.826), ("plain_nn", 0.95, 0.8261 - seed % 2 / 1000),
                                        ("xavier_adam", 0.98, 0.88)):
            more = seed / 1e6
            keep(tmp_path, a_record(network, seed, mnist + more))
            (tmp_path / "fashion").mkdir(exist_ok=True)
            keep(tmp_path / "fashion", a_record(network, seed, fashion + more, data="fashion"))
    return tmp_path


@pytest.fixture
def both(kept):
    return report.read_runs(kept)[0], report.read_runs(kept / "fashion", "fashion")[0]


def test_each_set_has_its_own_records(kept, both):
    keep(kept, a_record("softmax", 780, 0.8, data="fashion"))  # in the wrong folder
    assert report.read_runs(kept)[0] == both[0] and len(both[0]) == len(both[1]) == 3
    assert {record["data"] for by_seed in both[1].values() for record in by_seed.values()} == {"fashion"}


def test_the_table_has_both_verdicts(both):
    lines = tables.both(*both, "en").splitlines()
    (row,) = [line.split(" | ") for line in lines if line.startswith("| Two hidden layers raise the accuracy.")]
    assert (row[3], row[5]) == ("**holds**", "**not decided** |") and row[2].startswith("+4.00 (+4.00 to +4.00), n 3")
    (row,) = [line.split(" | ") for line in lines if line.startswith("| Dropout raises the accuracy of equal")]
    assert row[2:] == ["", "**not measured yet**", "", "**not measured yet** |"]
    assert not [line for line in lines if "RBM" in line or "ladder" in line]
    made = [line for line in lines if line.startswith("    python -m lab10.study")]
    assert "    python -m lab10.study deep_xavier xavier_adam --epochs 50 --data fashion --seeds 5 " \
           "--results lab10/study/records/fashion" in made
    korean = tables.both(*both, "ko")
    assert "**성립**" in korean and "**아직 측정하지 않음**" in korean and " %" not in korean


def test_the_picture_has_two_axes_as_wide(both):
    rows = report.on_both(*both)
    assert [row[0] for row in rows] == ["softmax", "plain_nn", "xavier_adam"]
    assert rows[0][1:] == [[report.quantities.accuracy(record) for record in of_set[Series("softmax")].values()]
                           for of_set in both]
    outside = max(map(max, (row[2] for row in rows))) - side_by_side.WIDE
    rows += [["relu_sgd", [9.8, 36.2], [10.0, 10.0]], ["wide_glorot", rows[1][1], [outside, outside + 9]]]
    figure = side_by_side.draw(rows, {"MNIST": 0, "Fashion-MNIST": 1})
    mnist, fashion = figure.axes
    widths = [axes.get_xlim()[1] - axes.get_xlim()[0] for axes in figure.axes]
    assert widths == pytest.approx([side_by_side.WIDE] * 2) and fashion.get_xlim()[1] < mnist.get_xlim()[0] + 5
    assert [text.get_text() for axes in figure.axes for text in axes.texts] == [
        "◂ 10 to 36 %", "◂ 10 %", f"◂ {outside:.1f} %"]
    assert [label.get_text() for label in mnist.get_yticklabels()][0] == "softmax"
    points = [line.get_color() for line in mnist.lines if line.get_marker() == "o" and len(line.get_xdata())]
    assert points == [plots.LOOKS[row[0]][0] for row in rows if row[0] != "relu_sgd"]


def test_no_records_no_picture(both):
    assert report.on_both(both[0], {}) == [] and "fashion.png" not in report._drawings({}, {}, {})


def test_a_notebook_gets_the_runs_of_either_set():
    for data in ("mnist", "fashion"):
        found = study.runs(data=data)
        assert found and {record["data"] for runs in found.values() for record in runs.values()} == {data}
        assert study.runs("softmax", data=data) == found[Series("softmax")]


def test_the_committed_records_on_fashion_are_good():
    found, wrong = records.read_all(records.COMMITTED / report.FASHION)
    assert wrong == [] and all(record["data"] == "fashion" and record["total"] == 10000 for record in found.values())
