"""Trials: settings are compared on the validation images alone, and each record says what its copy changes."""
import json
import shutil
import signal

import pytest

from conftest import POSIX, assert_one_line_error_of
from lab10 import input_data
from lab10.mnist.sets import MNIST
from lab10.study import records, sources, tables, trials, tried
from made_up import forks  # noqa: F401  (a fixture)
from made_up import a_record, contents, logged, run, start, wait_until, write_quick

EDITS = [("learning_rate = 0.001", "learning_rate = 0.0005"), ("training_epochs = 15", ""),
         ("(tf.matmul(X, W1) + b1)\n", "(tf.matmul(X, W1) + b1)\n    L1 = L1 | 0\n")]
CHANGES = [["learning_rate = 0.001", "learning_rate = 0.0005"], ["training_epochs = 15", ""], ["", "L1 = L1 | 0"]]


def a_copy(directory, *edits, name="copy"):
    """The Source of an edited copy of xavier_adam."""
    text = sources.find("xavier_adam").file.read_text()
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (directory / f"{name}.py").write_text(text)
    return sources.find(str(directory / f"{name}.py"))


def a_trial(directory, seed, accuracy, changes=(), digest=None, of="xavier_adam", **more):
    """Write the record of a trial that never was; return its path."""
    network = "copy" if changes else of
    digest = digest or sources.find(of).digest
    record = {**a_record(of, seed, accuracy, epochs=more.pop("epochs", 2), data="validation"), "network": network,
              "of": of, "digest": digest, "changes": list(changes), **more}
    path = directory / records.name_of(record)
    records.write(path, record)
    return path


def test_changes_are_the_lines_of_code(tmp_path):
    network = sources.find("xavier_adam")
    assert trials.changes(network, a_copy(tmp_path, *EDITS)) == CHANGES
    words = ('"""xavier_adam: ', '"""copy: in other words, '), ("batch_size = 100", "\n# a comment\nbatch_size = 100")
    assert trials.changes(network, a_copy(tmp_path, *words)) == []
    assert trials.changes(network, a_copy(tmp_path, *words, EDITS[0])) == CHANGES[:1]


def test_validation_images_stand_in_for_the_test_images(small_mnist, monkeypatch):
    monkeypatch.setattr(input_data, "HELD_OUT", 25)
    everything = input_data.load("mnist", small_mnist, validation_size=0).train
    for size in (0, 10):  # whatever a network asks for
        sets = input_data.load("validation", small_mnist, validation_size=size)
        assert (sets.test.images == everything.images[:25]).all() and (sets.test.labels == everything.labels[:25]).all()
        assert (sets.train.images == everything.images[25:]).all() and sets.train.num_examples == 35
        assert (sets.train.name, sets.test.name) == ("mnist", "validation")


def test_as_many_are_held_out_as_the_tutorials_did(mnist_dir):
    sets = input_data.load("validation", mnist_dir, validation_size=0)
    assert (sets.train.num_examples, sets.test.num_examples) == (55000, 5000)
    usual = input_data.load("mnist", mnist_dir)
    assert (sets.train.stored_images == usual.train.stored_images).all()
    assert not (sets.test.stored_images == usual.test.stored_images[:5000]).all(axis=1).any()


def test_without_mnist_there_are_no_validation_images(tmp_path, monkeypatch):
    monkeypatch.setattr(MNIST, "mirrors", ("http://127.0.0.1:9/",))
    with pytest.raises(input_data.download.DownloadError):
        input_data.load("validation", tmp_path)


def test_a_trial_is_kept_with_what_it_changes(tmp_path, mnist_dir):
    write_quick(tmp_path)
    text = (tmp_path / "quick.py").read_text()
    (tmp_path / "longer.py").write_text(text.replace("training_epochs = 2", "training_epochs = 3"))
    (tmp_path / "same.py").write_text("# nothing new\n" + text)
    arguments = "trial", "quick.py", "longer.py", "--epochs", "2", "--results", "kept"
    result = run(tmp_path, *arguments)
    assert result.returncode == 0 and result.stderr == "", result.stderr
    assert "accuracy on the validation images in %, by seed\nquick.py   mean  81.89" in result.stdout
    kept = contents(tmp_path / "kept")
    assert {record["network"]: (record["of"], record["changes"], record["data"]) for record, _ in kept.values()} == {
        "quick": ("quick", [], "validation"),
        "longer": ("quick", [["training_epochs = 2", "training_epochs = 3"]], "validation")}
    again = run(tmp_path, *arguments)
    assert again.stdout.startswith("2 of 2 runs are there already")
    assert {name: record for name, (record, _) in contents(tmp_path / "kept").items()} == {
        name: record for name, (record, _) in kept.items()}
    result = run(tmp_path, "trial", "quick.py", "same.py", "--results", "kept")
    assert_one_line_error_of(result, "same.py: the same code as quick.py; change a setting in it")


@POSIX
def test_what_was_made_before_a_stop_is_kept_as_a_trial(tmp_path, mnist_dir):
    write_quick(tmp_path)
    write_quick(tmp_path, seconds=600, name="slow")
    process = start(tmp_path, "trial", "quick.py", "slow.py", "--results", "kept", "--jobs", "1")
    wait_until(lambda: len(logged(tmp_path, "started")) == 2)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert [(record["of"], record["changes"]) for record, _ in contents(tmp_path / "kept").values()] == [("quick", [])]


@pytest.mark.parametrize("arguments, parts", [
    ([], ["required: NETWORK", "trial --help"]), (["softmax", "--data", "digits"], ["--data", "invalid choice"]),
    (["softmax", "nothing.py"], ["nothing.py: there is no such file"])])
def test_errors(tmp_path, arguments, parts):
    assert_one_line_error_of(run(tmp_path, "trial", *arguments), *parts)


def test_the_table_of_trials(tmp_path):
    for seed, accuracy in ((778, 0.98), (777, 0.976)):
        a_trial(tmp_path, seed, accuracy, CHANGES, "0" * 64)
    a_trial(tmp_path, 777, 0.97)
    a_trial(tmp_path, 777, 0.975, epochs=3)
    a_trial(tmp_path, 777, 0.9, of="softmax", loop="xla", digest="1" * 64)
    found, wrong = trials.read_all(tmp_path)
    assert wrong == []
    assert tables.trials(found, "en").splitlines()[2:] == [
        "| `softmax` |  | 2 | xla | 777 | 500 | 10.00 |",
        "| **`xavier_adam`** |  | 2 | exact | 777 | 150 | 3.00 |",
        "| `xavier_adam` | [`copy`](trials/README.md#copy) | 2 | exact | 777, 778 | 120, 100 | 2.20 ± 0.28 |",
        "| **`xavier_adam`** |  | 3 | exact | 777 | 125 | 2.50 |"]
    korean = tables.trials(found, "ko")
    assert "5,000장 중 오답" in korean and korean.splitlines()[2:] == tables.trials(found, "en").splitlines()[2:]
    assert tables.trials([], "en") == "(There are no trials yet.)"
    assert tables.changes(found).partition("## copy\n")[2] == (
        "\n`xavier_adam`.\n\n```diff\n- learning_rate = 0.001\n+ learning_rate = 0.0005\n- training_epochs = 15\n"
        "+ L1 = L1 | 0\n```\n")


def test_each_committed_trial_has_its_words_and_its_code():
    found, _ = trials.read_all(trials.COMMITTED)
    assert {trial.digest[:8] for trial in found} == set(tried.SHORT)
    page = tables.changes(found)
    for language in ("en", "ko"):
        table = tables.trials(found, language)
        for trial in found:
            assert getattr(tried.SHORT[trial.digest[:8]], language) in table
            assert not trial.changes or f"](trials/README.md#{trial.copy})" in table and f"\n## {trial.copy}\n" in page


def test_the_chosen_setting_is_marked(tmp_path):
    """The copy whose code the network has now."""
    path = a_trial(tmp_path, 777, 0.97, CHANGES, sources.find("xavier_adam").digest)
    (found,), _ = trials.read_all(tmp_path)
    assert found.is_now and json.loads(path.read_text())["network"] == "copy"


def test_what_is_no_trial_is_left_out_and_said(tmp_path):
    right = a_trial(tmp_path, 777, 0.97)
    shutil.copy(right, tmp_path / "xavier_adam-777-000000000000.json")
    a_trial(tmp_path, 778, 0.97, data="mnist")
    a_trial(tmp_path, 779, 0.97, of="softmax").write_text(json.dumps(a_record("softmax", 779, 0.9)))
    record = json.loads(right.read_text())
    records.write(tmp_path / "z.json", {**record, "of": "gone"})
    (found,), wrong = trials.read_all(tmp_path)
    assert list(found.by_seed) == [777] and len(wrong) == 4
    assert sum("not a trial on the validation images, or under a wrong name" in line for line in wrong) == 2
    assert "not the record of a run ('of')" in wrong[0] and "gone: not a network of the lab" in wrong[-1]


def test_the_committed_trials_are_whole():
    found, wrong = trials.read_all(trials.COMMITTED)
    assert wrong == []
    assert all(record["total"] == input_data.HELD_OUT for trial in found for record in trial.by_seed.values())
