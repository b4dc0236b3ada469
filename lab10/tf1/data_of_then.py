"""What pandas, SciPy, Pillow and h5py did differently in 2019: dropped_names puts this into their modules."""
import functools
import sys
import warnings

import numpy


# pandas 0.24
class DataFrame:
    def as_matrix(self, columns=None):
        return (self if columns is None else self[columns]).values

    def append(self, other, ignore_index=False, verify_integrity=False, sort=False):
        import pandas
        if isinstance(other, (dict, pandas.Series)):
            other = pandas.DataFrame([other])
        others = other if isinstance(other, list) else [other]
        return pandas.concat([self, *others], ignore_index=ignore_index, verify_integrity=verify_integrity, sort=sort)

    def get_value(self, index, col):
        return self.at[index, col]

    def set_value(self, index, col, value):
        self.at[index, col] = value
        return self


class Series:
    def append(self, to_append, ignore_index=False, verify_integrity=False):
        import pandas
        others = to_append if isinstance(to_append, (list, tuple)) else [to_append]
        return pandas.concat([self, *others], ignore_index=ignore_index, verify_integrity=verify_integrity)

    def as_matrix(self, columns=None):
        return self.values

    def get_value(self, label):
        return self.at[label]

    def set_value(self, label, value):
        self.at[label] = value
        return self


class Ix:
    """DataFrame.ix and Series.ix: by labels; but whole numbers are positions if the labels are not whole numbers."""

    def __init__(self, owner):
        self._owner = owner

    def __getitem__(self, key):
        owner = self._owner
        if callable(key):
            key = key(owner)
        if owner.ndim == 1 or not isinstance(key, tuple):
            return _by(owner, key)[key]
        rows, columns = key
        part = _by(owner, columns, axis=1)[:, columns]
        return _by(part, rows)[rows]

    def __setitem__(self, key, value):
        owner = self._owner
        keys = key if isinstance(key, tuple) and owner.ndim == 2 else (key,)
        labels = [axis[one] if _are_places(axis, one) else one for axis, one in zip((owner.index, owner.columns)
                  if owner.ndim == 2 else (owner.index,), keys)]
        owner.loc[labels[0] if len(labels) == 1 else tuple(labels)] = value


ix = property(Ix)


def _are_places(axis, key):
    """Does this key of .ix mean positions along an axis?"""
    if isinstance(key, slice):
        return axis.dtype.kind not in "iuf" and all(
            end is None or isinstance(end, (int, numpy.integer)) for end in (key.start, key.stop))
    kind = numpy.asarray(key).dtype.kind
    return kind in "iu" and axis.dtype.kind not in "iuf"


def _by(owner, key, axis=0):
    return owner.iloc if _are_places(owner.axes[axis], key) else owner.loc


def by_label(method):
    """Series.argmax and argmin, which gave the label, as idxmax and idxmin do."""
    place = "arg" + method.__name__[3:]

    @functools.wraps(method)
    def label(series, axis=None, skipna=True, *arguments, **named):
        import pandas
        return series.index[getattr(super(pandas.Series, series), place)(axis, skipna)]
    return label


def with_numbers(get_dummies):
    """pandas.get_dummies, whose columns were uint8."""
    @functools.wraps(get_dummies)
    def get_dummies_of_then(*arguments, **named):
        return get_dummies(*arguments, **{"dtype": numpy.uint8, **named})
    return get_dummies_of_then


def with_objects(options):
    """pandas.options, with which columns of strings are columns of objects."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        options.future.infer_string = False
    return options


def telling_of_its_frame(setitem):
    """pandas.Series.__setitem__. Since pandas 3 it does not change the DataFrame from which the column was taken; it
    says so."""
    import pandas
    if int(pandas.__version__.partition(".")[0]) < 3:
        return setitem
    told = set()

    @functools.wraps(setitem)
    def set_and_tell(series, key, value):
        line = sys._getframe(1).f_lineno
        try:
            shared = series._mgr.blocks[0].refs.has_reference()
        except AttributeError:  # this private name has gone
            shared = True
        if shared and line not in told:
            told.add(line)
            print(f"lab10: line {line} writes into a column; until pandas 2 that changed its DataFrame too, but with "
                  f"pandas {pandas.__version__} it does not; pip install 'pandas<3'", file=sys.stderr)
        setitem(series, key, value)
    return set_and_tell


# SciPy 1.2
A = property(lambda matrix: matrix.toarray())
H = property(lambda matrix: matrix.conjugate().T)


# Pillow 6
def tostring(image, *arguments):
    return image.tobytes(*arguments)


def getsize(font, text, *arguments, **named):
    """ImageFont.getsize: (width, height) of a text."""
    return tuple(int(size) for size in font.getbbox(text, *arguments, **named)[2:])


def textsize(draw, text, font=None, spacing=4, **named):
    """ImageDraw.textsize: the same, also of several lines."""
    if "\n" not in text:
        return getsize(font or draw.getfont(), text)
    return tuple(int(size) for size in draw.multiline_textbbox((0, 0), text, font, spacing=spacing)[2:])


# h5py 2
value = property(lambda data: data[()], doc="Dataset.value: all of it.")


def opened_to_write(init):
    """h5py.File.__init__, which without a mode opens a file for reading and writing, and creates it if it is
    missing."""
    @functools.wraps(init)
    def init_of_then(file, name, mode=None, *arguments, **named):
        try:
            init(file, name, mode or "a", *arguments, **named)
        except OSError:
            if mode:
                raise
            init(file, name, "r", *arguments, **named)
    return init_of_then
