"""MNIST under the addresses of then, the first of which has been closed for years, and Fashion-MNIST: from lab10's own
files.

While a script runs, urllib, requests and the commands wget and curl get them so. Nothing else is touched.
"""
import email.message
import functools
import gzip
import io
import pickle
import re
import urllib.response
from urllib.parse import urlsplit

import numpy

from lab10 import input_data
from lab10.mnist import download, sets

MNIST = {  # hosts and folders
    "yann.lecun.com/exdb/mnist", "www.yann.lecun.com/exdb/mnist", "storage.googleapis.com/cvdf-datasets/mnist",
    "commondatastorage.googleapis.com/cvdf-datasets/mnist", "ossci-datasets.s3.amazonaws.com/mnist",
    "s3.amazonaws.com/ossci-datasets/mnist", "azureopendatastorage.blob.core.windows.net/mnist",
    "raw.githubusercontent.com/HIPS/hypergrad/master/data/mnist", "github.com/HIPS/hypergrad/raw/master/data/mnist",
}
FASHION = {
    "fashion-mnist.s3-website.eu-central-1.amazonaws.com", "storage.googleapis.com/tensorflow/tf-keras-datasets",
    "github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion",
    "raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
}
PLACES = {**dict.fromkeys(MNIST, ""), **dict.fromkeys(FASHION, "fashion/")}  # and what `file_of` puts before the name
ARCHIVES = {  # all of it in one file, by the name of that
    "mnist.npz": {"s3.amazonaws.com/img-datasets", "storage.googleapis.com/tensorflow/tf-keras-datasets"},
    "mnist.pkl.gz": {
        "deeplearning.net/data/mnist", "www.deeplearning.net/data/mnist", "www.iro.umontreal.ca/~lisa/deep/data/mnist",
        "github.com/mnielsen/neural-networks-and-deep-learning/raw/master/data",
        "raw.githubusercontent.com/mnielsen/neural-networks-and-deep-learning/master/data"},
}
ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\w+/")
_fetching = []  # not empty while lab10 itself downloads, from such an address


def file_of(url):
    """Which of MNIST's files, or of ARCHIVES, has this address; fashion/NAME for one of Fashion-MNIST's; None for
    any other address."""
    url = ARCHIVED.sub("", url)
    parts = urlsplit(url)
    folder, _, name = parts.path.replace("//", "/").rpartition("/")
    places = PLACES if name in sets.FILES else dict.fromkeys(ARCHIVES.get(name, ()), "")
    before = places.get(f"{parts.hostname}{folder}")
    return None if before is None or _fetching or parts.scheme not in ("http", "https") else before + name


def set_at(address):
    """Return the sets.Known whose files are in the folder at this address; None if there is no such set."""
    file = file_of(f"{address.rstrip('/')}/{sets.FILES[0]}")
    return file and _set_and_name(file)[0]


def _set_and_name(file):
    """The sets.Known and its file that a name from `file_of` means."""
    known, _, name = file.rpartition("/")
    return sets.KNOWN.get(known, sets.MNIST), name


def content(file):
    """The bytes of a file, packed, by its name from `file_of`, from lab10's data directory; a missing file is
    downloaded to there."""
    if file in ARCHIVES:
        return {"mnist.npz": _npz, "mnist.pkl.gz": _pickle}[file](*_arrays())
    path = fetch(file)
    return path.read_bytes() if path.suffix == ".gz" else gzip.compress(path.read_bytes(), mtime=0)


def fetch(file):
    """Return the path of the file, packed or not, in lab10's data directory. Downloads it as `content` does."""
    known, name = _set_and_name(file)
    return download.fetch(name, input_data.default_directory(known.name), known=known)


def _arrays():
    """(images, labels) of the training and of the test files, uint8, as they are in the files."""
    from lab10.tf1 import tutorials
    return tutorials.load_data()


def _npz(training, test):
    """The file that Keras downloads: x_train, y_train, x_test and y_test."""
    file = io.BytesIO()
    numpy.savez_compressed(file, x_train=training[0], y_train=training[1], x_test=test[0], y_test=test[1])
    return file.getvalue()


def _pickle(training, test):
    """The file that Theano's tutorials download: training, validation and test, each float32 [n, 784], pixels / 256,
    and int64."""
    images, labels = (numpy.concatenate(parts) for parts in zip(training, test))
    images, held_out = images.reshape(len(images), -1) / numpy.float32(256), len(training[0]) - len(test[0])
    parts = [(images[part], labels[part].astype(numpy.int64))
             for part in (slice(held_out), slice(held_out, len(training[0])), slice(len(training[0]), None))]
    return gzip.compress(pickle.dumps(tuple(parts), protocol=2), compresslevel=1, mtime=0)


def opening(open_url):
    """urllib.request.OpenerDirector.open, which urlopen and urlretrieve use; MNIST's files come from here."""
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
    """requests.adapters.HTTPAdapter.send, with MNIST's files from here."""
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
