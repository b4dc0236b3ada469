"""`shuffle` and then `repeat` of a data set, in the order of TensorFlow 1.15.

In 1.15 the two were one kernel, whose random numbers continue from epoch to epoch; today's begin anew in each epoch.
The kernel's numbers are those of Philox (Salmon et al. 2011), with the data set's two seeds, so we can compute the
order: from a buffer with the next `size` elements of the epoch, the element at number % size is taken, and the first
element moves to its place.
"""
import functools

import numpy
import tensorflow.compat.v1 as tf

FOREVER = 2 ** 62
TOGETHER = 64  # elements, of which a few megabytes may be one
MULTIPLIERS, INCREMENTS = (0xD2511F53, 0xCD9E8D57), (0x9E3779B9, 0xBB67AE85)  # Philox 4x32, of 10 rounds
LOW = 0xFFFFFFFF
KEEPING = {"DatasetV1Adapter", "_MapDataset", "_ParallelMapDataset", "_PrefetchDataset", "_ShuffleDataset"}


def numbers(key, counter, start, count):
    """uint32 [count]: the generator's numbers, starting at this one, for the two seeds `key` and `counter`."""
    blocks = numpy.arange(start // 4, (start + count) // 4 + 1, dtype=numpy.uint64)
    words = [blocks & LOW, blocks >> 32, *(numpy.full_like(blocks, counter >> shift & LOW) for shift in (0, 32))]
    keys = [key & LOW, key >> 32 & LOW]
    for _ in range(10):
        first, second = (word * multiplier for word, multiplier in zip(words[::2], MULTIPLIERS))
        words = [second >> 32 ^ words[1] ^ keys[0], second & LOW, first >> 32 ^ words[3] ^ keys[1], first & LOW]
        keys = [key + increment & LOW for key, increment in zip(keys, INCREMENTS)]
    return numpy.stack(words, 1).ravel()[start % 4:][:count].astype(numpy.uint32)


def order(epoch, total, size, *seeds):
    """int64 [total]: the order of the elements in an epoch."""
    if size < 1:
        raise ValueError("buffer_size must be greater than zero.")
    places = numpy.arange(total)
    chosen = places + numbers(*seeds, epoch * total, total) % numpy.minimum(size, total - places)
    elements = places.tolist()
    found = []
    for place, at in enumerate(chosen.tolist()):
        found.append(elements[at])
        elements[at] = elements[place]
    return numpy.array(found, numpy.int64)


def plan(epoch, total, size, *seeds):
    """int32 [total + size - 1, 2]: the slots of the buffer into which elements go, and from which they are taken.

    One more slot is for steps that do only one of the two: before the buffer is full, and after the last element.
    """
    size = min(size, total)
    taken = order(epoch, total, size, *seeds).tolist()
    slots, free, steps = [size] * total, list(range(size)), numpy.full([total + size - 1, 2], size, numpy.int32)
    for step, (into, out_of) in enumerate(zip([*range(total), *[None] * (size - 1)], [*[None] * (size - 1), *taken])):
        if into is not None:
            slots[into] = steps[step, 0] = free.pop()
        if out_of is not None:
            steps[step, 1] = slots[out_of]
            free.append(slots[out_of])
    return steps


def repeated(source, size, seeds, count):
    """The data set `source`, shuffled with a buffer of this size and repeated, or None if this cannot be done.

    size, seeds, count: int64 tensors.
    """
    slices = _slices(source)
    if slices is None and not _can_be_stored(source):
        return None
    total = _total(source)
    if total is None:
        return None
    make = functools.partial(_of_slices, slices) if slices is not None else functools.partial(_through_buffer, source)

    epochs = tf.data.Dataset.range(FOREVER).take(count).map(lambda number: (number, total()))
    epochs = epochs.apply(tf.data.experimental.take_while(lambda _, counted: counted > 0))
    return epochs.flat_map(lambda number, counted: make([number, counted, size, *seeds]))


def _slices(source):
    """The tensors of a data set that is made from arrays; otherwise None."""
    while type(source).__name__ == "DatasetV1Adapter":  # in which each data set of tf.data of 1.15 is
        source = source._dataset
    tensors = getattr(source, "_tensors", None)
    spec = tf.nest.flatten(source.element_spec)
    if type(source).__name__ != "_TensorSliceDataset" or not all(isinstance(part, tf.TensorSpec) for part in spec):
        return None
    return tf.nest.pack_sequence_as(source.element_spec, tensors)


def _of_slices(slices, arguments):
    found = tf.numpy_function(lambda *numbers: order(*map(int, numbers)), arguments, tf.int64)
    found.set_shape([None])
    # together, as a call of a function for each element would take many times as long
    return tf.data.Dataset.from_tensor_slices(found).batch(TOGETHER).map(
        lambda at: tf.nest.map_structure(lambda tensor: tf.gather(tensor, at), slices)).unbatch()


def _can_be_stored(source):
    """Are all parts of its elements tensors of known rank?"""
    return all(isinstance(part, tf.TensorSpec) and part.shape.rank is not None
               for part in tf.nest.flatten(source.element_spec))


def _total(source):
    """A function that gives the number of elements in an epoch; None if counting them would run one of the program's
    functions, or draw, once more."""
    if not any(map(_acts, _all(source))):
        known = tf.data.experimental.cardinality(source)

        def counted():
            return tf.cond(known >= 0, lambda: known, lambda: source.reduce(
                numpy.int64(0), lambda number, *_: number + 1))
        return counted
    while type(source).__name__ in KEEPING:  # which give as many as they are given
        source = next(iter(_below(source)))
    return None if any(map(_acts, _all(source))) else _total(source)


def goes_on(source):
    """Is a data set shuffled with seeds, so that another iteration gives another order?"""
    return any(type(one).__name__ == "_ShuffleDataset" and one._reshuffle_each_iteration is not False
               and any(tf.get_static_value(seed) for seed in (one._seed, one._seed2)) for one in _all(source))


def _below(source):
    return [source._dataset] if hasattr(source, "_dataset") else source._inputs()


def _all(source):
    """A data set and all data sets from which it is made."""
    return [source, *(one for below in _below(source) for one in _all(below))]


def _acts(source):
    """Does it draw, or call Python?"""
    return type(source).__name__ == "_ShuffleDataset" or any(
        "seed" in node.attr or "Shuffle" in node.op or "PyFunc" in node.op
        for function in source._functions() for node in _nodes(function.function.graph.as_graph_def()))


def _nodes(graph_def):
    """The nodes of a graph, and of the functions that it calls."""
    return [*graph_def.node, *(node for function in graph_def.library.function for node in function.node_def)]


def _through_buffer(source, arguments):
    """One epoch, whose elements wait in lists of tensors until they are taken."""
    steps = tf.numpy_function(lambda *numbers: plan(*map(int, numbers)), arguments, tf.int32)
    steps.set_shape([None, 2])
    spec = source.element_spec
    parts = tf.nest.flatten(spec)
    nothing = tf.nest.map_structure(lambda part: tf.zeros([size or 0 for size in part.shape], part.dtype), spec)
    elements = source.concatenate(tf.data.Dataset.from_tensors(nothing).repeat())
    last = tf.cast(tf.minimum(*arguments[1:3]), tf.int32)
    empty = tuple(tf.raw_ops.TensorListSetItem(input_handle=tf.raw_ops.TensorListReserve(
        element_shape=-1, num_elements=last + 1, element_dtype=one.dtype), index=last, item=one)
        for one in tf.nest.flatten(nothing))

    def step(lists, given):
        (into, out_of), element = tf.unstack(given[0]), given[1]
        lists = tuple(tf.raw_ops.TensorListSetItem(input_handle=one, index=into, item=tensor)
                      for one, tensor in zip(lists, tf.nest.flatten(element)))
        taken = [tf.raw_ops.TensorListGetItem(input_handle=one, index=out_of, element_shape=-1,
                                              element_dtype=part.dtype) for one, part in zip(lists, parts)]
        for tensor, part in zip(taken, parts):
            tensor.set_shape(part.shape)
        return lists, (out_of < last, tf.nest.pack_sequence_as(spec, taken))

    stepped = tf.data.Dataset.zip((tf.data.Dataset.from_tensor_slices(steps), elements)).apply(
        tf.data.experimental.scan(empty, step))
    return stepped.filter(lambda is_taken, element: is_taken).map(lambda is_taken, element: element)
