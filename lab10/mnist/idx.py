"""Parsing of IDX, the format of the MNIST files, plain or gzipped.

Format: http://yann.lecun.com/exdb/mnist/ (a big-endian header of a magic number and the sizes, then the bytes).
"""
import gzip
import math
import struct
import zlib

import numpy

from lab10.terminal.errors import LabError

IMAGES_MAGIC = 0x00000803  # unsigned bytes in three dimensions
LABELS_MAGIC = 0x00000801  # unsigned bytes in one
LARGEST = 1 << 31  # bytes; a header that promises more is wrong


class IdxError(LabError, ValueError):
    """The file is not a good IDX file."""

    def __init__(self, path, problem, advice="delete the file, and the next run downloads a good one"):
        super().__init__(f"{path}: {problem}; {advice}")
        self.path, self.problem = path, problem


def read_images(path):
    """Return the images of an IDX file: uint8 [n, rows, columns].

    Raises IdxError if the file is truncated, corrupt, too long, or contains something else.
    """
    return _read(path, IMAGES_MAGIC, "images")


def read_labels(path):
    """Return the labels of an IDX file: uint8 [n]. Raises IdxError as `read_images` does."""
    return _read(path, LABELS_MAGIC, "labels")


def _read(path, magic, what):
    try:
        with _open(path) as stream:
            header = stream.read(4)
            found = int.from_bytes(header, "big")
            if len(header) == 4 and found != magic:
                raise IdxError(path, f"magic number {found}, but a file of {what} has {magic}")
            dimensions = magic & 0xFF
            sizes = stream.read(4 * dimensions)
            if len(header + sizes) < 4 + 4 * dimensions:
                raise IdxError(path, "truncated: it ends within its header")
            shape = struct.unpack(f">{dimensions}I", sizes)
            size = math.prod(shape)
            if size > LARGEST or max(shape) > LARGEST:  # 0 images may be of any size
                raise IdxError(path, f"its header promises {size} bytes of {what}")
            data = stream.read(size)
            if len(data) < size:
                raise IdxError(path, f"truncated: {len(data)} bytes of {what}, but its header promises {size}")
            if stream.read(1):
                raise IdxError(path, f"too long: more than the {size} bytes of {what} that its header promises")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise IdxError(path, f"truncated or corrupt gzip data ({error})") from error
    except OSError as error:
        raise LabError(f"{path}: cannot be read ({error.strerror}); check the file and its permissions") from error
    return numpy.frombuffer(data, numpy.uint8).reshape(shape)


def _open(path):
    with open(path, "rb") as stream:
        gzipped = stream.read(2) == b"\x1f\x8b"
    return gzip.open(path) if gzipped else open(path, "rb")
