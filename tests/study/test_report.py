"""The report: the same tables and figures from the same records, others from others, and a check that sees it."""
import ast
import base64
import json
import shutil
import zlib
from types import SimpleNamespace

import numpy
import pytest
from PIL import Image

from lab10 import evaluation
from lab10.runs import arithmetic
from lab10.runs.networks import networks
from lab10.study import first_layer, origins, report, records, sources, tables
from lab10.study.notation import NOTATION
from lab10.study.printed import PRINTED
from lab10.terminal.errors import LabError
from made_up import a_record, keep

ACCURACIES = {"softmax": 0.917, "plain_nn": 0.945, "xavier_adam": 0.978, "xavier_sgd": 0.98}


@pytest.fixture(scope="module")
def written_once(tmp_path_factory):
    """A checkout's READMEs, a directory `kept` of records, and their report. It is written once, as drawing takes time,
    and copied for each test."""
    home = tmp_path_factory.mktemp("report")
    room = home / report.ROOM
    (room / "kept").mkdir(parents=True)
    for folder, markers in ((home, ["notes", "networks"]),
                            (room, ["results", "original", "trials", "claims", "fashion"])):
        for name in ("README.md", "README.ko.md"):
            marked = "".join(f"<!-- {marker} -->\nold\n<!-- /{marker} -->\n" for marker in markers)
            (folder / name).write_text(f"# lab10\n\n{marked}the end\n")
    for network, accuracy in ACCURACIES.items():
        for k in range(3):
            keep(room / "kept", a_record(network, 777 + k, accuracy + k / 1000, costs=(150.0, 0.5)))
    blank = SimpleNamespace(serve=lambda places: numpy.zeros((len(places), 784)), labels=numpy.zeros(10000, int))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report.input_data, "load", lambda *_, **__: SimpleNamespace(test=blank))
        assert report.write(room / "kept", home) == []
    return home


@pytest.fixture
def written(written_once, tmp_path):
    return shutil.copytree(written_once, tmp_path / "checkout")


@pytest.fixture
def kept(written):
    return written / report.ROOM / "kept"


def test_a_network_of_a_readers_own_has_a_row_when_it_has_records(monkeypatch):
    found = networks()
    monkeypatch.setattr(tables, "networks", lambda: {**found, "mine": found["softmax"]})
    assert "| `mine` |" not in tables.results({}, "en") and "| `softmax` |" in tables.results({}, "en")
    runs = {tables.Series("mine"): {777: a_record("softmax", 777, 0.9)}}
    assert "| `mine` |" in tables.results(runs, "en")


def test_the_front_page(written):
    """The notes' networks alone, in the order in which the notes go on."""
    english, korean = ((written / name).read_text() for name in ("README.md", "README.ko.md"))
    for text in (english, korean):
        assert text.startswith("# lab10\n\n<!-- notes -->\n") and text.endswith("<!-- /networks -->\nthe end\n")
        assert "| 000 | `plain_nn`, `xavier_adam` | 2 | 0.0 |" in text  # and how long these train
        assert "\nold\n" not in text and names_of_rows(text) == list(origins.NOTES)
    ours = "97.90 ± 0.10 (3) | 0.0 |"
    assert f"| `xavier_adam` | plain_nn with Xavier-initialised weights | 97.69 %, 98 % | {ours}" in english
    assert f"| `xavier_adam` | plain_nn의 가중치를 Xavier로 | 97.69%, 98% | {ours}" in korean


def test_minutes_are_the_median_of_the_runs():
    runs = {report.Series("softmax"): {777 + place: {**a_record("softmax", 777 + place, 0.9), "seconds": seconds}
                                       for place, seconds in enumerate((60.0, 90.0, 6000.0))}}
    assert "| 90.00 ± 0.00 (3) | 1.5 |" in tables.front(runs, "en")


def names_of_rows(text):
    return [line.split("`")[1] for line in text.splitlines() if line.startswith("| `") and "lab10." not in line]


def test_the_tables(written):
    english, korean = ((written / report.ROOM / name).read_text() for name in ("README.md", "README.ko.md"))
    row = "| `plain_nn` | 784-256-256-10 | N(0,1) | Adam 0.001 | 15 | 000, 004 | 95 %; cost 184 → 0.88 | 3 "
    row += "| 94.60 ± 0.10 | 150 → 0.5 | 0.0 |"
    assert row in english and row.replace(" %", "%") in korean
    for text in (english, korean):
        assert text.startswith("# lab10\n\n<!-- results -->\n") and "\nold\n" not in text
    assert "| Xavier, normal | Adam 0.01 |  | 002 | 96 % | 0 | not measured yet |  |" in english
    assert "아직 측정하지 않음" in korean and "not measured" not in korean
    assert "From 12 [records](records)" in english
    assert "`xavier_adam` 97.90 ± 0.10, `plain_nn` 94.60 ± 0.10, n 3 | +3.30 (+3.30 to +3.30) | **holds**" in english
    assert "python -m lab10.study deep_xavier xavier_adam --epochs 50 --results lab10/study/records" in english


def test_the_original_beside_lab10():
    """Over the seeds that both have, in points."""
    there = {"softmax": {777: 91.0, 778: 92.0, 779: 90.0}, "plain_nn": {777: 95.0}}
    here = {"softmax": {777: 91.1, 778: 92.1, 780: 70.0}, "plain_nn": {777: 95.0}}
    table = tables.original(there, here, "en")
    assert "| `softmax` | 2 | 91.50 ± 0.71 | 91.60 ± 0.71 | +0.10 (+0.10 to +0.10) |" in table
    assert "plain_nn" not in table  # one seed has no interval
    assert tables.original({}, {}, "en") == "(There are no such runs yet.)"


def test_the_original_is_compared_with_the_same_draws(kept):
    """A record of older random numbers, of other epochs or of the compiled loop is none of them."""
    assert set(report.of_the_same_draws(kept)["softmax"]) == {777, 778, 779}
    for change in ({"arithmetic": arithmetic.ARITHMETIC - 1}, {"epochs": 3}, {"loop": "xla"}):
        keep(kept, {**a_record("softmax", 790, 0.9), **change})
    assert set(report.of_the_same_draws(kept)["softmax"]) == {777, 778, 779}


def test_networks_stand_in_the_order_of_the_story(written):
    results = (written / report.ROOM / "README.md").read_text().partition("<!-- /results -->")[0]
    order = [*origins.NOTES, *origins.LECTURE, *origins.FRONTIER]
    assert names_of_rows(results) == order and sorted(order) == sorted(networks())


def test_the_lectures_table_has_no_figures():
    """The lecture prints none: so it has no columns for them."""
    lecture = tables.results({}, "en").partition("### The lecture's networks\n\n")[2].splitlines()
    assert lecture[0] == "| `lab10.` | network | weights | optimizer | epochs | n | ours (%) | our cost | minutes |"
    assert lecture[2].startswith("| `deep_sigmoid` |") and lecture[2].endswith("| 0 | not measured yet |  |  |")


def test_seeds_far_apart_have_no_mean():
    runs = {report.Series("relu_sgd"): {
        777: a_record("relu_sgd", 777, 0.098, costs=(None, None)), 778: a_record("relu_sgd", 778, 0.5156)}}
    (row,) = [line for line in tables.results(runs, "en").splitlines() if line.startswith("| `relu_sgd`")]
    assert row.endswith("| cost is nan | 2 | 9.80 to 51.56 | nan: 1 of 2 | 0.0 |")


def test_the_check_agrees_with_what_was_written(written, kept):
    before = {path: path.read_bytes() for path in written.rglob("*") if path.is_file()}
    assert len([path for path in before if path.suffix == ".png"]) == 5
    assert report.check(kept, written) == []
    assert {path: path.read_bytes() for path in written.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("key, value", [("correct", 1), ("cpu", "another"), ("accuracy", 0.5)])
def test_an_edited_record_is_noticed(written, kept, key, value):
    path = next(kept.glob("softmax-778-*"))
    records.write(path, {**records.read(path), key: value})
    found = report.check(kept, written)
    assert {f"{report.ROOM}/README.md", f"{report.ROOM}/README.ko.md"} <= {line.partition(":")[0] for line in found}
    assert all("\n" not in line for line in found)


@pytest.mark.parametrize("change, figures", [
    (lambda record: a_record("softmax", 777, 0.5, costs=(150.0, 0.5)), {"gains.png", "notes.png", "hardest.png"}),
    (lambda record: {**record, "costs": [*record["costs"][:-1], 0.7]}, {"costs.png"}),
    (lambda record: {**record, "mistakes": a_record("softmax", 6, record["accuracy"])["mistakes"]}, {"hardest.png"})])
def test_a_figure_knows_its_numbers(written, kept, change, figures):
    path = next(kept.glob("softmax-777-*"))
    records.write(path, change(records.read(path)))
    found = report.check(kept, written)
    assert {line.partition(":")[0].rpartition("/")[2] for line in found if ".png" in line} == figures


def test_the_hardest_images():
    runs = {report.Series("softmax"): {}, report.Series("plain_nn"): {}}
    right = evaluation.RIGHT
    for place, mistakes in enumerate([[right, 3, 5, right], [right, 7, right, right], [right, 7, 5, 0],
                                      [right, right, right, right], [right, 3, right, right], [right, 7, right, 9]]):
        kept = base64.b64encode(zlib.compress(bytes(mistakes))).decode()
        runs[list(runs)[place % 2]][777 + place] = {"mistakes": kept}
    images, taken_for, counts, n = report.hardest(runs)
    assert (images, counts, n) == ([1, 2, 3, 0], [5, 2, 2, 0], 6)
    assert taken_for[:3] == [7, 5, 0]  # of 0 and 9 the smaller, as both are as frequent


def test_edited_text_and_lost_figures_are_noticed(written, kept):
    readme, figure = written / report.ROOM / "README.ko.md", written / report.FIGURES / "gains.png"
    readme.write_text(readme.read_text().replace("97.90", "98.90"))
    figure.unlink()
    found = report.check(kept, written)
    assert [line.partition(":")[0] for line in found] == [
        f"{report.ROOM}/README.ko.md", f"{report.FIGURES}/gains.png"]
    Image.new("L", (1, 1)).save(figure)
    assert len(report.check(kept, written)) == 2


def test_what_does_not_belong_is_left_out_and_said(written, kept):
    path = next(kept.glob("softmax-778-*"))
    path.rename(path.with_name("softmax-778-000000000000.json"))
    (kept / "notes.json").write_text("{}")
    keep(kept, a_record("softmax", 777, 0.5, data="digits"))
    keep(kept, a_record("softmax", 777, 0.5, loop="xla"))
    runs, wrong = report.read_runs(kept)
    assert sorted(runs[report.Series("softmax")]) == [777, 779]
    assert len(wrong) == 2 and "the record was changed" in wrong[1] and "notes.json" in wrong[0]


def test_the_check_says_which_files_are_torn(written, kept, layers):
    torn = [kept / "torn.json", layers / "plain_nn.json", written / report.ROOM / "trials" / "torn.json"]
    torn[-1].parent.mkdir()
    for path in torn:
        path.write_text("{")
    assert [line.partition(":")[0] for line in report.check(kept, written)[:3]] == [str(path) for path in torn]


def test_one_run_has_one_record(kept):
    keep(kept, a_record("softmax", 777, 0.5, onednn=True))
    with pytest.raises(LabError, match="the same run as softmax-777.*remove one of the two"):
        report.read_runs(kept)


def frontier_runs(kept):
    """Keep made-up records of the frontier, and of each by the other loop one that is not to be reported."""
    for k in range(3):
        for network, accuracy in (("batch_norm_noise", 0.9918), ("ladder", 0.9943)):
            keep(kept, a_record(network, 777 + k, accuracy + k / 10000, loop="xla"))
            keep(kept, a_record(network, 777 + k, 0.5))
    keep(kept, a_record("softmax", 777, 0.5, loop="xla"))
    return report.read_runs(kept)[0]


def test_the_frontier_is_reported_by_the_compiled_loop(kept):
    runs = frontier_runs(kept)
    assert {record["loop"] for record in runs[report.Series("ladder")].values()} == {"xla"}
    assert {record["loop"] for record in runs[report.Series("softmax")].values()} == {"exact"}
    english, korean = tables.results(runs, "en"), tables.results(runs, "ko")
    (row,) = [line for line in english.splitlines() if line.startswith("| `ladder`")]
    assert row.startswith("| `ladder` |") and "| Rasmus et al. 2015 | error 0.57 ± 0.02 % | 3 | 99.44 ± 0.01 |" in row
    assert "| 오류율 0.57 ± 0.02% |" in korean and "| Rasmus et al. 2015 | error 0.80 % | 3 |" in english
    (row,) = [line for line in english.splitlines() if line.startswith("| `batch_norm` |")]
    assert "| no figure | 0 | not measured yet |" in row
    claims = tables.claims(runs, "en")
    assert "`ladder --loop xla` 99.44 ± 0.01, `batch_norm_noise --loop xla` 99.19 ± 0.01, n 3 | +0.25" in claims
    assert "\n    python -m lab10.study batch_norm --loop xla --results lab10/study/records" in claims


def test_the_pictures_mark_the_frontier(kept):
    runs = {series: list(by_seed.values()) for (series, _), by_seed in frontier_runs(kept).items()}
    gains = report._gains(runs)
    assert gains.numbers[1]["ladder"] == [pytest.approx(99.43)] and gains.numbers[1]["plain_nn"] == [95]
    (axes,) = gains.draw().axes
    assert {"ladder †", "batch_norm_noise †", "softmax"} <= {label.get_text() for label in axes.get_yticklabels()}
    drawn = {line.get_label(): line.get_xdata() for line in axes.lines}
    assert sorted(drawn["the paper (†)"]) == pytest.approx([99.2, 99.43])
    assert sorted(drawn["the note"]) == pytest.approx([91, 95, 97.69, 98, 98.02])
    titles = {axes.get_title() for axes in report._costs(runs).draw().axes}
    assert {"ladder †", "softmax"} <= titles and "softmax †" not in titles


def test_other_epochs_are_another_series(kept):
    keep(kept, a_record("xavier_adam", 777, 0.98, epochs=50))
    runs, _ = report.read_runs(kept)
    assert list(runs[report.Series("xavier_adam", 50)]) == [777] and 777 in runs[report.Series("xavier_adam")]


def test_without_records_there_is_a_report_too(written, tmp_path):
    assert report.write(tmp_path / "nowhere", written) == report.check(tmp_path / "nowhere", written) == []
    assert "There are no records yet." in (written / report.ROOM / "README.md").read_text()


def test_without_mnist_nothing_is_written(written, kept, monkeypatch):
    def lacking(*_, **__):
        raise LabError("MNIST is not there")
    monkeypatch.setattr(report.input_data, "load", lacking)
    keep(kept, a_record("softmax", 780, 0.917))
    before = {path: path.read_bytes() for path in written.rglob("*") if path.is_file()}
    with pytest.raises(LabError, match="MNIST is not there"):
        report.write(kept, written)
    assert {path: path.read_bytes() for path in written.rglob("*") if path.is_file()} == before


def test_a_readme_without_its_marks_is_refused(written, kept):
    (written / "README.md").write_text("# lab10\n")
    with pytest.raises(LabError, match="README.md: needs one line <!-- notes -->"):
        report.check(kept, written)


def test_the_report_of_the_committed_records():
    """What is committed agrees, and is small enough to be."""
    home = report.home()
    assert report.check(records.COMMITTED, home) == []
    assert sum(path.stat().st_size for path in (home / report.FIGURES).glob("*.png")) < 800_000
    assert sum(path.stat().st_size for path in records.COMMITTED.rglob("*.json")) < 2_000_000


@pytest.mark.parametrize("network", NOTATION)
def test_the_notation_is_the_sources(network):
    """Optimizer, learning rate and first weights of the table are those of the code."""
    source = sources.find(network).file.read_text()
    layers, weights, optimizer = NOTATION[network]
    kind = {"Adam": "AdamOptimizer(", "SGD": "GradientDescentOptimizer("}[optimizer.split()[0]]
    (rate,) = [node.value.value for node in ast.parse(source).body if isinstance(node, ast.Assign)
               and node.targets[0].id == "learning_rate"]
    assert kind in source and float(optimizer.split()[1]) == rate
    initializer = {"N(0,1)": "tf.random_normal([", "Xavier": "glorot_uniform_initializer",
                   "Xavier, normal": "glorot_normal_initializer"}.get(weights)
    assert initializer is None or f"W{1}" in source and initializer in source
    assert network in PRINTED or network in (*origins.LECTURE, *origins.FRONTIER)
    assert ("→ 0" in optimizer) == ("total_steps" in source)  # the rate falls


def test_controls_differ_from_their_networks_by_their_lesson():
    for name in ("wide_glorot", "wider_glorot"):
        ours, theirs = (ast.parse(sources.find(one).file.read_text()).body[1:] for one in (f"{name}_low_lr", name))
        changed = [(ast.unparse(a), ast.unparse(b)) for a, b in zip(ours, theirs, strict=True)
                   if ast.dump(a) != ast.dump(b)]
        assert changed == [("learning_rate = 0.001", "learning_rate = 0.01")]


def test_records_are_in_the_wheel():
    import configparser
    config = configparser.ConfigParser()
    config.read(report.home() / "setup.cfg")
    assert config["options.package_data"]["lab10.study"] == "records/*.json"


@pytest.fixture
def layers(kept):
    return shutil.copytree(first_layer.COMMITTED, kept / "first_layer")


def test_first_layers_are_drawn_and_checked(written, kept, layers):
    figure = written / report.FIGURES / "first_layer.png"
    assert not figure.exists()
    (line,) = report.check(kept, written)
    assert line.startswith(f"{report.FIGURES}/first_layer.png: ")
    drawing = report._drawings({}, {}, first_layer.read(layers)[0])["first_layer.png"]
    drawing.draw().savefig(figure, metadata={"Numbers": drawing.digest})
    assert report.check(kept, written) == []
    record = json.loads((layers / "plain_nn.json").read_text())
    (layers / "plain_nn.json").write_text(json.dumps({**record, "greatest": record["greatest"] * 1.01}))
    assert report.check(kept, written) == [line]


@pytest.mark.parametrize("change, said", [
    ({"digest": "another"},
     "plain_nn or the random numbers have changed; make it again: python -m lab10.study.first_layer"),
    ({"arithmetic": arithmetic.ARITHMETIC - 1}, "or the random numbers have changed"),
    ({"before": "AAAA"}, "not a record of first weights"), ({"trained": None}, "not a record of first weights")])
def test_first_layers_that_do_not_belong_are_said(layers, change, said):
    record = json.loads((layers / "plain_nn.json").read_text())
    (layers / "plain_nn.json").write_text(json.dumps({**record, **change}))
    found, (line,) = first_layer.read(layers)
    assert list(found) == ["xavier_adam"] and said in line and "\n" not in line


def test_the_kept_first_layers_are_of_the_kept_runs():
    """The same training as the record of that seed, and first weights as each network draws them."""
    found, wrong = first_layer.read(first_layer.COMMITTED)
    assert wrong == [] and set(found) == set(first_layer.NETWORKS)
    runs, _ = records.read_all(records.COMMITTED)
    for name, record in found.items():
        same = [run for run in runs.values() if run["epochs"] == sources.find(name).epochs
                and all(run[key] == record[key] for key in ("network", "digest", "arithmetic", "seed"))]
        assert [run["correct"] for run in same] in ([], [record["correct"]])  # or that run is not made yet
    before = {name: first_layer.images(record)["before"] for name, record in found.items()}
    assert before["plain_nn"].std() == pytest.approx(1, abs=0.03)
    assert abs(before["xavier_adam"]).max() == pytest.approx((6 / (784 + 256)) ** 0.5, rel=0.05)


@pytest.mark.slow
def test_a_first_layer_is_kept_from_before_the_training_and_from_after():
    record = first_layer.train("xavier_adam")
    kept = json.loads((first_layer.COMMITTED / "xavier_adam.json").read_text())
    assert record.keys() == kept.keys() and record["digest"] == kept["digest"]
    ours, theirs = first_layer.images(record), first_layer.images(kept)
    assert abs(ours["before"] - theirs["before"]).max() < 2 * kept["greatest"] / first_layer.STEPS
    assert abs(ours["trained"]).max() > 3 * abs(ours["before"]).max()
