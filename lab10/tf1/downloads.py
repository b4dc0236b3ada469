"""MNIST's four files under the addresses of then, the first of which has been closed for years: from lab10's own.

While a script runs, urllib, requests and the commands wget and curl get them so. Nothing else is touched.
"""
import email.message
import functools
import gzip
import io
import os
import shlex
import sys
import tempfile
import urllib.response
from contextlib import contextmanager
from urllib.parse import urlsplit

import lab10
from lab10 import input_data
from lab10.mnist import download
from lab10.tf1 import patches

PLACES = {  # hosts and folders
    "yann.lecun.com/exdb/mnist", "www.yann.lecun.com/exdb/mnist", "storage.googleapis.com/cvdf-datasets/mnist",
    "commondatastorage.googleapis.com/cvdf-datasets/mnist", "ossci-datasets.s3.amazonaws.com/mnist",
    "s3.amazonaws.com/ossci-datasets/mnist",
}
COMMANDS = ("wget", "curl")
_fetching = []  # not empty while lab10 itself downloads, from such an address


def file_of(url):
    """Which of MNIST's files this address is of; None where it is of none."""
    parts = urlsplit(url)
    folder, _, name = parts.path.replace("//", "/").rpartition("/")
    known = f"{parts.hostname}{folder}" in PLACES and name in download.SHA256 and not _fetching
    return name if known and parts.scheme in ("http", "https") else None


def content(name):
    """The bytes of MNIST's file `name`, packed, from lab10's data directory; downloaded to there where it is not."""
    path = download.fetch(name, input_data.default_directory())
    return path.read_bytes() if path.name == name else gzip.compress(path.read_bytes(), mtime=0)


def opening(open_url):
    """urllib.request.OpenerDirector.open, by which urlopen and urlretrieve open, with MNIST's files from here."""
    @functools.wraps(open_url)
    def opened(opener, fullurl, data=None, *timeout, **more):
        url = getattr(fullurl, "full_url", fullurl)
        name = file_of(url) if data is None and isinstance(url, str) else None
        if name is None:
            return open_url(opener, fullurl, data, *timeout, **more)
        packed, headers = content(name), email.message.Message()
        for header, value in _headers(packed).items():
            headers[header] = value
        return urllib.response.addinfourl(io.BytesIO(packed), headers, url, 200)
    return opened


def sending(send):
    """requests.adapters.HTTPAdapter.send, likewise."""
    @functools.wraps(send)
    def sent(adapter, request, **more):
        name = file_of(request.url) if request.method == "GET" else None
        if name is None:
            return send(adapter, request, **more)
        import urllib3
        packed = content(name)
        return adapter.build_response(request, urllib3.HTTPResponse(
            io.BytesIO(packed), _headers(packed), 200, preload_content=False))
    return sent


def _headers(packed):
    return {"Content-Type": "application/x-gzip", "Content-Length": str(len(packed))}


def fetching(fetch):
    """download.fetch, whose own requests go to the mirrors themselves."""
    @functools.wraps(fetch)
    def fetched(*arguments, **named):
        _fetching.append(arguments)
        try:
            return fetch(*arguments, **named)
        finally:
            _fetching.pop()
    return fetched


def serve():
    """Let the commands be found before the system's, in the PATH of what the script starts."""
    path = os.environ.get("PATH", os.defpath)
    directory = patches.enter(_commands(path))
    patches.put(os.environ, "PATH", os.pathsep.join([directory, path]))


@contextmanager
def _commands(path):
    """A directory with COMMANDS that hand what is not MNIST's to the system's own, in `path`."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(lab10.__file__)))
    code = f"import sys; sys.path.append({home!r}); from lab10.tf1 import downloading; downloading.main()"
    with tempfile.TemporaryDirectory(prefix="lab10-") as directory:
        for name in COMMANDS:
            file = os.path.join(directory, name)
            with open(file, "w", encoding="utf-8") as script:
                words = [sys.executable, "-c", code, name, path]
                script.write(f'#!/bin/sh\nexec {" ".join(map(shlex.quote, words))} "$@"\n')
            os.chmod(file, 0o700)
        yield directory
