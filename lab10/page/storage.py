"""Numbers and images as text in a page: base64 of their bytes."""
import base64

import numpy

STEPS = 32767  # of a two-byte number, from 0 to the greatest weight


class Store:
    """Arrays one after another; an array that is already there is not stored again."""

    def __init__(self, whole):
        """whole: store each weight in four bytes, unchanged; otherwise in two bytes, as a share of the greatest."""
        self._whole, self._bytes, self._places = whole, bytearray(), {}

    def add(self, array):
        """Store a float32 or int32 array; return [kind, first byte, elements, scale]."""
        key = (array.dtype.char, array.tobytes())
        if key not in self._places:
            self._places[key] = self._add(array.ravel())
        return self._places[key]

    def _add(self, array):
        scale, kind = 1.0, "index" if array.dtype == numpy.int32 else "whole"
        if kind == "whole" and not self._whole and array.size > 1 and _fits_short(array):
            scale, kind = (float(numpy.abs(array).max()) or 1.0) / STEPS, "short"
            array = numpy.rint(array / scale)
        start = len(self._bytes)
        self._bytes += array.astype({"index": "<i4", "whole": "<f4", "short": "<i2"}[kind]).tobytes()
        self._bytes += bytes(-len(self._bytes) % 4)  # so that each array begins where four bytes do
        return [kind, start, array.size, scale]

    def text(self):
        return base64.b64encode(self._bytes).decode()


def packed(image):
    """Return an image, uint8 [784], as bytes: a run of zeros becomes a zero and its length."""
    out, zeros = bytearray(), 0
    for value in [*image.tolist(), None]:
        if value == 0 and zeros < 255:
            zeros += 1
            continue
        if zeros:
            out += bytes((0, zeros))
        zeros = 1 if value == 0 else 0
        if value:
            out.append(value)
    return bytes(out)


def images(stored, labels, order, room):
    """Return {"labels": text, "pixels": base64, "numbers": [...]}: as many images as fit into `room` bytes of text.

    stored: uint8 [n, 784]. labels: whole numbers [n]. order: which images, the most wanted first.
    """
    kept, pixels = [], bytearray()
    for number in order:
        one = packed(stored[number])
        if (len(pixels) + len(one)) * 4 / 3 + 7 * (len(kept) + 1) > room:
            break
        kept.append(int(number))
        pixels += one
    return {"numbers": kept, "labels": "".join(str(int(labels[number])) for number in kept),
            "pixels": base64.b64encode(pixels).decode()}


def _fits_short(array):
    """Can the weights be stored as shares of the greatest? After a training that diverged, a few are so large that
    all others would be rounded to zero."""
    return bool(numpy.isfinite(array).all() and abs(array).max() / STEPS < numpy.median(abs(array)) / 500)
