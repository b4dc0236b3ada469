"""Make the notebooks from the scripts beside them, with what running them shows.

    python notebooks/make.py              all of them
    python notebooks/make.py 1_softmax    this one
    python notebooks/make.py --text       where only text has changed: with the outputs that there are

Each is executed once, in English. Its Korean edition in ko/ has the same code, and so the same outputs.
"""
import argparse
import sys
import time
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

from lab10.terminal import files

HERE = Path(__file__).parent
SCRIPTS = {script.stem: script for script in sorted(HERE.glob("[0-9]_*.py"))}


def read(script):
    """Return the notebook that a py:percent script makes, without outputs."""
    notebook = jupytext.read(script)
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
    for i, cell in enumerate(notebook.cells):
        cell.id = f"cell-{i + 1}"  # else a random one: the same script makes the same notebook
    return notebook


def execute(notebook, directory):
    """Run the cells of `notebook` in `directory`, keeping what they show. CellExecutionError where one fails."""
    NotebookClient(notebook, timeout=None, record_timing=False, coalesce_streams=True,
                   resources={"metadata": {"path": directory}}).execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":  # without the place where a progress bar was
            cell.outputs = [output for output in cell.outputs if output.get("data") != {"text/plain": ""}]


def make(script, text_only=False):
    """Write the notebook of `script` and its Korean edition; `text_only` keeps the outputs that the notebook has."""
    started = time.perf_counter()
    editions = {edition: read(edition) for edition in (script, script.parent / "ko" / script.name)}
    english, korean = ([cell.source for cell in notebook.cells if cell.cell_type == "code"]
                       for notebook in editions.values())
    if english != korean:
        sys.exit(f"{script.stem}: the two editions differ in their code")
    if text_only:
        executed = nbformat.read(script.with_suffix(".ipynb"), as_version=4)
    else:
        executed = read(script)
        execute(executed, script.parent)
    for edition, notebook in editions.items():
        _take_outputs(notebook, executed, edition)
        with files.replacing(edition.with_suffix(".ipynb")) as temporary:
            nbformat.write(notebook, temporary)
    print(f"{script.stem}: {time.perf_counter() - started:.0f} s, "
          f"{script.with_suffix('.ipynb').stat().st_size / 1e6:.2f} MB", flush=True)


def _take_outputs(notebook, executed, name):
    for cell, source in zip(notebook.cells, executed.cells, strict=True):
        if cell.cell_type == "code":
            if cell.source != source.source:
                sys.exit(f"{name}: other code than what was executed:\n{cell.source}")
            cell.outputs, cell.execution_count = source.outputs, source.execution_count


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SCRIPTS)}")
    parser.add_argument("--text", action="store_true", help="keep the outputs")
    arguments = parser.parse_args()
    if not set(arguments.names) <= set(SCRIPTS):
        parser.error(f"there are {', '.join(SCRIPTS)}")
    for name in arguments.names or SCRIPTS:
        make(SCRIPTS[name], arguments.text)
