"""Fetching the four files of a set: it returns verified files on the disk, or says why it cannot."""
import errno
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from lab10.mnist import sets
from lab10.terminal.errors import LabError

RETRIES = 1  # of a mirror that answered, a second apart
CONNECT = 4  # seconds to wait for a connection to each of a mirror's addresses
TIMEOUT = 20  # seconds to wait for an answer of a mirror, and for each next part of it
SILENCE = 3  # seconds after which a line says what is waited for
LONGEST = 900  # seconds for a file
LARGEST = 50_000_000  # bytes of a file; Fashion-MNIST's greatest has 26,421,880, MNIST's 9,912,422


class DownloadError(LabError):
    """No mirror has served the file. `problem` is the message without the advice."""

    def __init__(self, problem, known=sets.MNIST):
        super().__init__(f"{problem}; connect, {known.instead}")
        self.problem, self.known = problem, known


class ForbiddenError(DownloadError):
    """The file could not be stored, because the directory cannot be written."""

    def __init__(self, name, directory, error):
        super().__init__(f"{directory}: cannot store {name} ({error.strerror or 'no right to write there'})")
        self.args = f"{self.problem}; give a writable --data-dir",


@contextmanager
def or_digits():
    """For the block of a command that has --data: if MNIST cannot be had, the error also advises `--data digits`."""
    try:
        yield
    except DownloadError as error:
        if error.known is sets.MNIST and not isinstance(error, ForbiddenError):
            advice = error.known.instead.removeprefix("or ")
            error.args = f"{error.problem}; connect, {advice}, or take --data digits",
        raise


def fetch(name, directory, mirrors=None, known=sets.MNIST):
    """Return the path of the file `name` of a known set in `directory`. If it is not there, download it.

    name: one of sets.FILES; the file may also be there unpacked, without its `.gz`. This function does not check a file
    that is already there. mirrors: base URLs to try in turn (None: the set's). A download is verified under a temporary
    name and then moved into place, so no other process ever sees a part of it.
    Raises DownloadError if every mirror failed, ForbiddenError if the directory cannot be written, LabError if it is
    full.
    """
    directory = Path(directory)
    path = here(name, directory)
    if path:
        return path
    import requests  # here and below: it takes time, and is not needed if the files are there
    failures = []
    for mirror in mirrors or known.mirrors:
        try:
            return _download(name, directory, mirror, known.sha256[name])
        except (requests.RequestException, ValueError) as error:  # pooch: ValueError for a wrong checksum
            failures.append(f"{urlsplit(mirror).netloc}: {_reason(error)}")
        except OSError as error:
            if isinstance(error, PermissionError) or error.errno == errno.EROFS:
                raise ForbiddenError(name, directory, error) from error
            if error.errno is None:  # requests' own: $REQUESTS_CA_BUNDLE names no file, say
                failures.append(f"{urlsplit(mirror).netloc}: {error}")
                continue
            raise LabError(
                f"{directory}: cannot store {name} ({error.strerror}); make room or give a writable --data-dir"
            ) from error
    raise DownloadError(f"{name} is not in {directory} and could not be downloaded ({'; '.join(failures)})",
                        known)


def here(name, directory):
    """Return the path of the file `name` in `directory`, packed or unpacked; None if it is not there."""
    try:
        return next((path for path in (directory / name, directory / Path(name).stem) if path.exists()), None)
    except OSError as error:
        raise LabError(f"{directory}: cannot be read ({error.strerror}); give another --data-dir") from error


def _download(name, directory, mirror, sha256):
    import pooch
    import requests
    from rich.progress import DownloadColumn
    from lab10.terminal import progress
    pooch.get_logger().setLevel("ERROR")
    store = pooch.create(directory, mirror, registry={name: "sha256:" + sha256})
    with progress.bar(DownloadColumn()) as bar, _told(f"waiting for {urlsplit(mirror).netloc} ({name})"):
        downloader = pooch.HTTPDownloader(progressbar=_PoochBar(bar, name), chunk_size=1 << 10,
                                          timeout=(min(CONNECT, TIMEOUT), TIMEOUT))
        for tries_left in range(RETRIES, -1, -1):
            try:
                path = Path(store.fetch(name, downloader=downloader))
                break
            except (requests.ConnectTimeout, _Endless):
                raise
            except (requests.RequestException, ValueError):
                if not tries_left:
                    raise
                time.sleep(1)
    path.chmod(0o600 | path.parent.stat().st_mode & 0o044)  # who may read the directory may read it; pooch leaves 0600
    return path


@contextmanager
def _told(what):
    """Say `what` on standard error if the block takes long."""
    timer = threading.Timer(SILENCE, print, [f"lab10: {what}"], {"file": sys.stderr, "flush": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class _Endless(ValueError):
    """A mirror sends more, or takes longer, than a file of such a set can."""


def _reason(error):
    """One short clause for a failure of requests or pooch."""
    import requests
    if isinstance(error, _Endless):
        return str(error)
    if isinstance(error, requests.ConnectTimeout):
        return "no connection"
    if isinstance(error, requests.Timeout) or "Read timed out" in str(error):
        return f"no answer within {TIMEOUT} s"
    if isinstance(error, requests.HTTPError):
        return f"HTTP status {error.response.status_code}"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "the connection broke off"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not valid"
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy did not let it through"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    if isinstance(error, requests.RequestException):
        return type(error).__name__
    return "wrong checksum"


class _PoochBar:
    """A task of a rich progress bar, with the methods that pooch calls: total, update, reset, close."""

    def __init__(self, bar, name):
        self._bar = bar
        self._received, self._until = 0, time.monotonic() + LONGEST
        self._task = bar.add_task(name, total=None)

    @property
    def total(self):
        return self._bar.tasks[self._task].total

    @total.setter
    def total(self, size):
        self._bar.update(self._task, total=size)

    def update(self, size):
        self._received += size
        if self._received > LARGEST or time.monotonic() > self._until:
            raise _Endless("it sends more bytes than such a file has" if self._received > LARGEST else
                           f"not finished after {LONGEST} s")
        self._bar.update(self._task, advance=size)

    def reset(self):
        self._received = 0
        self._bar.update(self._task, completed=0)

    def close(self):
        """Do nothing: the bar's own `with` block closes it, also after a failure."""
