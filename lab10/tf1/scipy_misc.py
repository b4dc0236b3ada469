"""scipy.misc's image functions, which SciPy has removed, made with Pillow; after SciPy 1.1's scipy/misc/pilutil.py."""
import numpy
from PIL import Image

FILTERS = {"nearest": "NEAREST", "lanczos": "LANCZOS", "bilinear": "BILINEAR", "bicubic": "BICUBIC",
           "cubic": "BICUBIC"}


def imread(name, flatten=False, mode=None):
    """Read an image: uint8 [rows, columns] or [rows, columns, channels]; flattened to grey, float32 [rows, columns]."""
    with Image.open(name) as image:
        if mode is not None:
            image = image.convert(mode)
        elif image.mode == "P":
            image = image.convert("RGBA" if "transparency" in image.info else "RGB")
        if flatten:
            return numpy.array(image.convert("F"))
        return numpy.array(image.convert("L") if image.mode == "1" else image)


def imsave(name, arr, format=None):
    """Write an array as an image, its values stretched to [0, 255] unless they are uint8."""
    toimage(arr).save(name, format)


def toimage(arr, high=255, low=0, cmin=None, cmax=None, mode=None, channel_axis=None):
    """Make a Pillow image from an array [rows, columns], or with 3 or 4 channels, which are last, first, or
    `channel_axis`.

    Values that are not uint8 are stretched: cmin (or the smallest) becomes `low`, cmax (or the largest) becomes `high`.
    """
    data = numpy.asarray(arr)
    if data.ndim == 3:
        axis = next((axis for axis in (2, 1, 0) if data.shape[axis] in (3, 4)), None) \
            if channel_axis is None else channel_axis
        if axis is None:
            raise ValueError("Could not find channel dimension.")
        data = numpy.moveaxis(data, axis, 2)
    elif data.ndim != 2:
        raise ValueError("'arr' does not have a suitable array shape for any mode.")
    image = Image.fromarray(_stretched(data, high, low, cmin, cmax))
    return image.convert(mode) if mode else image


def _stretched(data, high, low, cmin, cmax):
    if data.dtype == numpy.uint8:
        return numpy.ascontiguousarray(data)
    least, most = data.min() if cmin is None else cmin, data.max() if cmax is None else cmax
    scaled = (data - least) * ((high - low) / ((most - least) or 1)) + low
    return (scaled.clip(low, high) + 0.5).astype(numpy.uint8)


def imresize(arr, size, interp="bilinear", mode=None):
    """Resize an image array to size: (rows, columns), a per cent (int), or a factor (float). Returns uint8."""
    image = toimage(arr, mode=mode)
    if isinstance(size, (int, numpy.integer)):
        size = size / 100.0
    if isinstance(size, (float, numpy.floating)):
        shape = tuple((numpy.array(image.size) * size).astype(int))
    else:
        shape = size[1], size[0]
    return numpy.array(image.resize(shape, Image.Resampling[FILTERS[interp]]))


def imrotate(arr, angle, interp="bilinear"):
    """Rotate an image array by degrees, counterclockwise, in its own size. Returns uint8."""
    return numpy.array(toimage(arr).rotate(angle, resample=Image.Resampling[FILTERS[interp]]))


def fromimage(im, flatten=False, mode=None):
    """The array of a Pillow image; flattened to grey, float32 [rows, columns]."""
    im = im.convert(mode) if mode is not None else im.convert("RGB") if im.mode == "P" else im
    return numpy.array(im.convert("F") if flatten else im.convert("L") if im.mode == "1" else im)


def bytescale(data, cmin=None, cmax=None, high=255, low=0):
    """An array as uint8, stretched as `toimage` does."""
    return _stretched(numpy.asarray(data), high, low, cmin, cmax)


def face(gray=False):
    """The picture of a raccoon, which SciPy downloads today: uint8 [768, 1024, 3]."""
    from scipy import datasets
    return datasets.face(gray)


def ascent():
    """The picture of a staircase, which SciPy downloads today: uint8 [512, 512]."""
    from scipy import datasets
    return datasets.ascent()
