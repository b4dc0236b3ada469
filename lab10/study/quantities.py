"""The quantities of a record that are compared: each is a function of the record, None if the record does not have
it."""


def accuracy(record):
    """On the test images, in per cent."""
    return 100 * record["accuracy"]


def training_accuracy(record):
    """On the training images, in per cent."""
    return 100 * record["training_accuracy"] if record.get("training_accuracy") is not None else None


def gap(record):
    """How far the accuracy on the test images is below that on the training images, in points."""
    training = training_accuracy(record)
    return None if training is None else training - accuracy(record)


def members(record):
    """The mean accuracy of an ensemble's members, in per cent."""
    each = record.get("members")
    return 100 * sum(each) / len(each) if each else None


def first_cost(record):
    """Mean cost of the first epoch; None if it is nan."""
    return record["costs"][0]


def last_cost(record):
    """Mean cost of the last epoch; None if it is nan."""
    return record["costs"][-1]


def ends_in_nan(record):
    return record["costs"][-1] is None
