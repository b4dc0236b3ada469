"""How Keras 2.2 turned, moved, sheared and zoomed an image (keras-preprocessing 1.1.2): tf-keras swaps the two axes and
has another middle, so ImageDataGenerator gives other images."""
import numpy


def apply_affine_transform(x, theta=0, tx=0, ty=0, shear=0, zx=1, zy=1, row_axis=0, col_axis=1, channel_axis=2,
                           fill_mode="nearest", cval=0.0, order=1):
    """The image, a float array. theta, shear: degrees; tx, ty: pixels along the rows' and the columns' axis; zx, zy:
    the part of each axis that is seen."""
    from scipy import ndimage  # not everybody who imports Keras needs it
    if (theta, tx, ty, shear) == (0, 0, 0, 0) and (zx, zy) == (1, 1):
        return x
    theta, shear = numpy.deg2rad(theta), numpy.deg2rad(shear)
    sine, cosine = numpy.sin(theta), numpy.cos(theta)
    matrix = numpy.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])
    for step in ([[1, 0, tx], [0, 1, ty], [0, 0, 1]],
                 [[1, -numpy.sin(shear), 0], [0, numpy.cos(shear), 0], [0, 0, 1]],
                 [[zx, 0, 0], [0, zy, 0], [0, 0, 1]]):
        matrix = matrix @ numpy.array(step)
    middle = numpy.array([x.shape[row_axis], x.shape[col_axis]]) / 2 + 0.5
    offset = matrix[:2, :2] @ -middle + matrix[:2, 2] + middle
    channels = [ndimage.affine_transform(channel, matrix[:2, :2], offset, order=order, mode=fill_mode, cval=cval)
                for channel in numpy.rollaxis(x, channel_axis, 0)]
    return numpy.rollaxis(numpy.stack(channels), 0, channel_axis + 1)
