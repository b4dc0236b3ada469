"""Running a notebook as Jupyter runs it: in its own folder, with a kernel that has TensorFlow 1 from the first cell
on."""
import os
import re
import sys

from lab10 import input_data
from lab10.mnist import sets
from lab10.terminal import files
from lab10.terminal.errors import LabError
from lab10.tf1 import children, python2
from lab10.tf1.modules import require

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
PLACE = re.compile(r"Cell In ?\[(\d+)\], line (\d+)")
RUNS_PYTHON = ("%%time", "%%capture", "%%prun")  # cells of these, timeit too


def execute(name, options):
    """Run the notebook `name` cell by cell, print its output, and return the exit status.

    With `options.output` the executed notebook is written there, with its pictures, even if a cell failed.
    Raises LabError if the notebook cannot be read or cannot run at all.
    """
    notebook = read(name)
    if options.output:
        files.check_file(options.output)
    python_2, why = language(notebook, options.python_2)
    if python_2:
        python2.tell(name, python2.Parsed(None, True, why, frozenset()))
    folder = os.path.dirname(os.path.abspath(name))
    from nbclient import exceptions
    client = _client(name)(
        notebook, km=_kernel(notebook, python_2, options), timeout=options.timeout, startup_timeout=300,
        allow_errors=options.allow_errors, interrupt_on_timeout=options.allow_errors,
        resources={"metadata": {"path": folder}})
    client.owns_km = True  # so that it ends the kernel, and removes its file
    status = 0
    try:
        client.execute(cwd=folder)
    except exceptions.CellExecutionError as error:
        status = _failed(name, client, error.traceback, f"{error.ename}: {error.evalue}")
    except exceptions.CellTimeoutError:
        status = _failed(name, client, "", f"took longer than {options.timeout} s")
    except exceptions.DeadKernelError:
        status = _failed(name, client, "", "ended Python")
    except AssertionError:  # nbclient's, which has ended the kernel after Ctrl-C or SIGTERM
        raise KeyboardInterrupt from None
    finally:
        if options.output:
            import nbformat
            with files.replacing(options.output) as temporary:
                nbformat.write(notebook, temporary)
    return status


def read(name):
    """Return the notebook `name`, whatever its format, as one of today's format without outputs."""
    require("nbclient", "running a notebook")
    import nbformat
    try:
        notebook = nbformat.read(name, as_version=4)
        if not all(isinstance(cell.source, str) for cell in notebook.cells):
            raise TypeError("the source of a cell is no text")
    except OSError as error:
        raise LabError(f"{name}: cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError, nbformat.ValidationError) as error:
        raise LabError(f"{name}: not a notebook ({str(error).splitlines()[0][:80]})") from error
    language = _said(notebook, "kernelspec", "language") or "python"
    if "python" not in language.lower():
        raise LabError(f"{name}: a notebook in {language}, not in Python")
    for kind in "kernelspec", "language_info":
        if not isinstance(notebook.metadata.get(kind, {}), dict):
            del notebook.metadata[kind]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _said(notebook, kind, name):
    """What a notebook's metadata say; "" if they say nothing, or if they are malformed."""
    value = notebook.metadata.get(kind)
    value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def code_cells(notebook):
    """The code of its Python cells, as IPython reads it: (number from 1, code)."""
    from IPython.core.inputtransformer2 import TransformerManager
    transformer = TransformerManager()
    for number, cell in enumerate(_code(notebook), 1):
        source = cell.source.lstrip("\n")
        if source.lstrip().startswith(RUNS_PYTHON):
            source = "\n" + source.partition("\n")[2]
        if not source.lstrip().startswith("%%"):
            yield number, transformer.transform_cell(source)


def language(notebook, python_2=None):
    """Is it in Python 2, and why? Its metadata decide if its code does not contradict them; otherwise its code decides.

    (None, "") if nothing decides.
    """
    if python_2 is not None:
        return python_2, ""
    if _said(notebook, "kernelspec", "name") == "python2" or _said(notebook, "language_info", "version")[:2] == "2.":
        return True, "it says so"
    found, flags, of_3 = (None, ""), frozenset(), False
    cells = list(code_cells(notebook))
    around = [code for _, code in cells]
    for number, code in cells:
        try:
            parsed = python2.parse(code, f"cell {number}", None, flags, tells=False, around=around)
        except (SyntaxError, ValueError):
            continue
        flags = parsed.flags
        if parsed.python_2 and not found[0]:
            found = True, f"code cell {number}, {parsed.why}"
        of_3 |= not parsed.python_2 and python2.is_python_3(parsed.tree, code, flags)
    return (None, "") if of_3 and says_python_3(notebook) else found


def says_python_3(notebook):
    return _said(notebook, "language_info", "version")[:2] == "3."


def _code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _kernel(notebook, python_2, options):
    """A manager for this Python's own kernel, whatever other kernels Jupyter knows."""
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    tells = not says_python_3(notebook)
    # where lab10 may not be installed, and the notebook's folder may have another
    begin = (f"__import__('sys').path.append({children.HOME!r}); __import__('lab10.tf1.jupyter', fromlist=['begin'])"
             f".begin({python_2}, {options.seed}, {options.warnings}, {tells})")
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False",
            "--IPKernelApp.log_level=CRITICAL", f"--IPKernelApp.exec_lines={begin}"]
    data = {known.variable: os.path.abspath(input_data.default_directory(name)) for name, known in sets.KNOWN.items()}

    class Ours(KernelSpecManager):
        def get_kernel_spec(self, kernel_name):
            return KernelSpec(argv=argv, language="python", display_name="lab10.tf1", env=data)

    return AsyncKernelManager(kernel_name="python3", kernel_spec_manager=Ours())


def _client(name):
    from nbclient import NotebookClient

    class Client(NotebookClient):
        """Prints the cells while they run, and continues when a cell has used its time."""
        running = None  # the cell, its place in the notebook

        async def async_execute_cell(self, cell, cell_index, **more):
            if cell.cell_type == "code" and cell.source.strip():
                self.running = cell
                first, *others = cell.source.strip().splitlines()
                print(f"[{_number(self)}] {first}{' ...' if others else ''}", flush=True)
            try:
                return await super().async_execute_cell(cell, cell_index, **more)
            finally:
                if cell.cell_type == "code":
                    cell.outputs = _joined(cell.outputs)

        async def _async_handle_timeout(self, timeout, cell=None):
            if self.interrupt_on_timeout:
                _failed(name, self, "", f"took longer than {timeout} s")
            else:
                self.shutdown_kernel = "immediate"  # or it would show where it was interrupted
            return await super()._async_handle_timeout(timeout, cell)

        def output(self, outs, msg, display_id, cell_index):
            out = super().output(outs, msg, display_id, cell_index)
            if out:
                _show(out)
            return out

    return Client


def _joined(outputs):
    """The output of one stream between two other outputs, joined; a carriage return starts its line again."""
    joined, streams = [], {}
    for output in outputs:
        if output.output_type != "stream":
            streams = {}
        elif output.name in streams:
            streams[output.name].append(output.text)
            continue
        else:
            streams[output.name] = output.text = [output.text]
        joined.append(output)
    for output in joined:
        if output.output_type == "stream":
            output.text = "\n".join(map(_last_written, "".join(output.text).split("\n")))
    return joined


def _last_written(line):
    """The part of a line that a terminal would still show."""
    line = line[line.rstrip("\r").rfind("\r") + 1:]
    if "\b" not in line:
        return line
    shown = []
    for character in line:
        if character != "\b":
            shown.append(character)
        elif shown:
            shown.pop()
    return "".join(shown)


def _number(client):
    return 1 + next(place for place, cell in enumerate(_code(client.nb)) if cell is client.running)


def _show(out):
    if out.output_type == "stream":
        print(out.text, end="", flush=True, file=sys.stderr if out.name == "stderr" else sys.stdout)
    elif out.output_type == "error":
        text = "\n".join(out.traceback)
        print(text if sys.stderr and sys.stderr.isatty() else COLOURS.sub("", text), file=sys.stderr, flush=True)
    else:
        print(out.data.get("text/plain", "[" + ", ".join(out.data) + "]"), flush=True)


def _failed(name, client, tb, why):
    """Say in one line which cell failed, and why; return the exit status."""
    lines = [line for cell, line in PLACE.findall(COLOURS.sub("", tb)) if cell == str(client.running.execution_count)]
    place = f"code cell {_number(client)}" + (f", line {lines[-1]}" if lines else "")
    print(f"lab10: {name}: {place}: {COLOURS.sub('', why).splitlines()[0]}", file=sys.stderr)
    return 1
