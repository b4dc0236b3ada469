"""`python -m lab10.tf1 --compare`: run programs under TensorFlow 1 itself and under lab10.tf1, and show where they
differ."""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from lab10.terminal.errors import LabError
from lab10.tf1 import comparison, environments, original
from lab10.tf1.arguments import NOTEBOOK

SEED = 1  # where none is given: without one no two runs would be alike
MOST = 500_000_000  # bytes of a folder that is copied for a run
SKIPPED = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "*.ckpt*")
# lab10.tf1 with the seed for Python's and NumPy's random numbers too
HERE = ("import random, sys; sys.path.append(sys.argv[1]); seed = int(sys.argv[2]); random.seed(seed); "
        "import numpy; numpy.random.seed(seed); del sys.argv[1:3]; from lab10.tf1 import command; command.main()")


class Run(NamedTuple):
    status: int  # None: it took too long
    out: str
    error: str  # the last line of standard error
    files: dict  # those that it wrote, by their paths below the folder
    told: list = []  # lab10's lines on standard error


def report(name, argv, options):
    """Compare a program, or each program in a folder, and print the results. Return 1 if one differs, otherwise 0."""
    if Path(name).is_dir():
        names = sorted(str(file) for file in Path(name).rglob("*") if file.suffix in (".py", NOTEBOOK))
        runs = [(name, [name]) for name in names]
    else:
        runs = [(name, argv)]
    if options.seed is None:
        options.seed = SEED
    counts = {}
    for name, argv in runs:
        found, lines = compare(name, argv, options)
        counts[found] = counts.get(found, 0) + 1
        print("\n    ".join([f"{name}: {lines[0]}", *lines[1:]]), flush=True)
    if len(runs) != 1:
        said = ", ".join(f"{number} {found}" for found, number in sorted(counts.items()))
        print(f"of {len(runs)} programs {said}" if runs else "no programs there")
    return 1 if set(counts) - {"agree"} else 0


def compare(name, argv, options):
    """Return the verdict on a program, and the lines that explain it."""
    text = original.read(name, options)
    extra = {}
    if text.code is not None and options.code is None and name != "-":  # of a note or notebook, under both as a script
        file = Path(name).with_suffix(".py").name
        extra[file], text = text.code, text._replace(file=str(Path(name).resolve().with_name(file)), code=None)
    interpreter = environments.python(original.kind(text), options.yes)
    version = original.kind(text).tensorflow
    with tempfile.TemporaryDirectory(prefix="lab10-") as directory:
        beside, here = Path(directory, "asked"), Path(directory, "run")
        beside.mkdir()
        folder = os.path.dirname(text.file) if os.path.isfile(text.file) or extra else ""
        if text.module is not None:
            folder = os.getcwd()
        program = os.path.basename(text.file)
        there = text._replace(file=str(here / program)) if folder else text
        words = original.command(interpreter, there, [program, *argv[1:]], options, beside, True, here)
        one = _run(words, original.environment(options), folder, here, Path(directory, "original"), options, extra)
        words = [sys.executable, "-c", HERE, original.HOME, str(options.seed), "--seed", str(options.seed),
                 *(["--python2"] if text.python_2 else []),
                 *(["-c", options.code] if options.code is not None else ["-m", text.module] if text.module else [
                     "-" if name == "-" else program]), *argv[1:]]
        other = _run(words, dict(os.environ), folder, here, Path(directory, "here"), options, extra)
        return _verdict(one, other, version, options)


def _run(words, environment, folder, here, afterwards, options, extra={}):
    """Run a program in a copy of its folder, with the same path for both, and remove the copy. extra: files to add."""
    if folder:
        _check_size(folder)
        shutil.copytree(folder, here, ignore=SKIPPED)
    else:
        here.mkdir()
    for name, text in extra.items():
        (here / name).write_text(text, encoding="utf-8")
    before = {file: file.stat().st_mtime_ns for file in _files(here)}
    environment.setdefault("PYTHONHASHSEED", "0")
    environment.update(PYTHONIOENCODING="utf-8", MPLBACKEND="agg", PYTHONDONTWRITEBYTECODE="1")
    try:
        ended = subprocess.run(words, cwd=here, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                               timeout=options.timeout)
        status, out, error = ended.returncode, ended.stdout, ended.stderr
    except subprocess.TimeoutExpired as expired:
        status, out, error = None, expired.stdout or b"", b""
    written = [file for file in _files(here) if before.get(file) != file.stat().st_mtime_ns]
    os.rename(here, afterwards)
    files = {file.relative_to(here).as_posix(): afterwards / file.relative_to(here) for file in written}
    lines = [line for line in error.decode("utf-8", "replace").splitlines() if line.strip()]
    told = [line for line in lines if line.startswith("lab10: ")]
    return Run(status, out.decode("utf-8", "replace"), lines[-1] if lines else "", files, told)


def _check_size(folder):
    size = sum(file.stat().st_size for file in _files(Path(folder)) if not any(
        part.startswith(".") for part in file.relative_to(folder).parts))
    if size > MOST:
        raise LabError(f"{folder}: holds {size / 1e9:.1f} GB, and would be copied for each run; move the program "
                       "into a folder with only the files that it needs")


def _files(folder):
    return [file for file in folder.rglob("*") if file.is_file()]


def _verdict(one, other, version, options):
    for run, where, elsewhere in ((one, version, "lab10.tf1"), (other, "lab10.tf1", version)):
        if run.status is None:
            return "take too long", [f"takes longer than {options.timeout} s under {where}"]
    if one.status and other.status and one.status == other.status and not one.out == other.out == "":
        pass  # both end so, as the program may want
    elif one.status:
        return "stop in the original", [f"stops under {version}: {one.error}"]
    elif other.status:
        return "stop here", [f"stops under lab10.tf1, but not under {version}: {other.error}"]
    printed = comparison.texts(one.out, other.out, options.tolerance)
    if printed.where:
        return "differ", [f"differs at {printed.where} of its output ({printed.numbers} numbers before it agree)",
                          f"{version}: {printed.first}", f"lab10.tf1: {printed.second}", *other.told]
    written = comparison.folders(one.files, other.files, options.tolerance)
    if written.where:
        return "differ", [f"prints the same, but a file that it writes differs: {written.where}",
                          f"{version}: {written.first}", f"lab10.tf1: {written.second}", *other.told]
    files = f", {written.lines} files" if written.lines else ""
    furthest = max(printed.furthest, written.furthest)
    return "agree", [f"agrees ({printed.lines} lines, {printed.numbers + written.numbers} numbers{files}; the largest "
                     f"difference is {furthest:.0e})"]
