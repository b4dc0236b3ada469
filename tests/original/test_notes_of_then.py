"""The notes' own code as printed, under lab10.tf1, against TensorFlow 1.15.5: op seeds and the first twenty costs.

notes.json was made by first_steps.py, on MNIST, with `python -m lab10.tf1 --seed 777 --original`.
"""
import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from lab10.tf1 import original
from tf1.runs import write

HERE = Path(__file__).parent
NOTES = json.loads((HERE / "notes.json").read_text())


@pytest.mark.parametrize("number", [
    pytest.param(number, marks=[pytest.mark.slow] if number == "004" else []) for number in NOTES["facts"]])
def test_a_note_begins_as_in_tensorflow_1_15(number, run_tf1, mnist_dir, tmp_path):
    documents = os.environ.get("LAB10_DOCUMENTS")
    if not documents:
        pytest.skip("the notes: set LAB10_DOCUMENTS to their folder")
    note = next(Path(documents).glob(f"{number}_*.txt"))
    text = original.read(str(note), SimpleNamespace(code=None, module=None, blocks=None, python_2=None))
    program = write(tmp_path / "note.py", text.code)
    result = run_tf1("--seed", NOTES["seed"], HERE / "first_steps.py", program, tmp_path / "found.json",
                     LAB10_DATA_DIR=str(mnist_dir))
    assert result.status == 0, result.err
    found, facts = json.loads((tmp_path / "found.json").read_text()), NOTES["facts"][number]
    assert found["op_seeds"] == facts["op_seeds"]
    assert found["costs"] == pytest.approx(facts["costs"], rel=1e-5)
