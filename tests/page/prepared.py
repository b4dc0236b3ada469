"""The preparation of a drawing, written out in NumPy."""
import numpy


def prepare(ink):
    """ink: float [rows, columns], how much of each pixel is covered. Return float [28, 28] as MNIST's images are."""
    rows, columns = numpy.nonzero(ink.any(1))[0], numpy.nonzero(ink.any(0))[0]
    box = ink[rows[0]:rows[-1] + 1, columns[0]:columns[-1] + 1]
    height, width = [max(1, int(20 * size / max(box.shape) + 0.5)) for size in box.shape]
    small = cover(box.shape[0], height) @ box @ cover(box.shape[1], width).T
    down, right = [int(numpy.floor(14 - (small.sum(other) * numpy.arange(size)).sum() / small.sum() + 0.5))
                   for other, size in ((1, height), (0, width))]
    down, right = numpy.clip(down, 0, 28 - height), numpy.clip(right, 0, 28 - width)
    image = numpy.zeros((28, 28))
    image[down:down + height, right:right + width] = small
    return image


def cover(old, new):
    """Which share of each of `new` pixels comes from each of `old` pixels: float [new, old], its rows sum to 1."""
    edges = numpy.arange(new + 1) * old / new
    starts, ends = edges[:-1, None], edges[1:, None]
    pixels = numpy.arange(old)
    return numpy.clip(numpy.minimum(ends, pixels + 1) - numpy.maximum(starts, pixels), 0, None) * new / old
