"""Reads a built graph into the steps that the page computes: from the hypothesis back to the image.

Values that do not depend on the image (weights, or a rate that is fed) become constants. The page computes one image at
a time, so each value has a fixed shape.
"""
from typing import NamedTuple

import numpy

from lab10.terminal import import_tensorflow  # noqa: F401  (before tensorflow)
from lab10.terminal.errors import LabError
import tensorflow.compat.v1 as tf

RANDOM = {"RandomUniform", "RandomStandardNormal"}
OF_SHAPE = {"Shape", "ShapeN", "Size", "Rank", "ZerosLike", "OnesLike"}  # they ask for a tensor's shape, not its values
PASSED_ON = {"Identity", "StopGradient", "PreventGradient", "Snapshot", "CheckNumerics"}
EACH = {"Relu", "Relu6", "LeakyRelu", "Elu", "Selu", "Sigmoid", "Tanh", "Softplus", "Softsign", "Exp", "Log", "Neg",
        "Abs", "Square", "Sqrt", "Rsqrt", "Reciprocal", "Sign", "Cast"}
PAIRS = {"Add", "AddV2", "BiasAdd", "Sub", "Mul", "RealDiv", "Div", "Maximum", "Minimum", "Pow", "SquaredDifference",
         "Greater", "GreaterEqual", "Less", "LessEqual"}
ROWS = {"Softmax", "LogSoftmax"}  # along the last axis
REDUCTIONS = {"Sum", "Mean", "Max", "Min", "Prod"}
MOVES = {"Reshape", "ExpandDims", "Squeeze", "Transpose", "Unpack", "Split", "SplitV", "StridedSlice", "Slice", "Tile",
         "GatherV2", "ReverseV2", "Pad", "MirrorPad", "BroadcastTo", "SpaceToDepth", "DepthToSpace"}
WINDOWS = {"Conv2D", "MaxPool", "AvgPool"}
OTHERS = {"MatMul", "AddN", "ConcatV2", "Pack", "Select", "SelectV2"}


class Program(NamedTuple):
    """The steps that compute a network's ten outputs. Values are numbered; the image is 0."""

    shapes: list  # of each value: a list of whole numbers
    constants: dict  # {value: array}: float32, or int32 where it says which element comes from where
    steps: list  # [operation, values that it takes, value that it gives, {attribute: ...}]
    output: int  # the value with the ten outputs


class _Reader:
    """Reads the tensors of a graph in the order in which they are computed."""

    def __init__(self, sess, model, feed, network):
        self.network, self.sess, self.X = network, sess, model.X
        self.feed = {model.X: numpy.zeros((1, int(model.X.shape[1])), numpy.float32), **feed}
        self.varying = {model.X.name}  # the names of the tensors that depend on the image or on chance
        self.numbers = {model.X.name: 0}  # of the values, by the name of a tensor
        self.shapes, self.constants, self.steps = [[1, int(model.X.shape[1])]], {}, []

    def read(self, hypothesis):
        before = self._before(hypothesis, lambda operation: operation.inputs)
        for operation in before:
            of_values = operation.type not in OF_SHAPE and any(
                one.name in self.varying for one in self._inputs(operation))
            if operation.type in RANDOM or of_values:
                self.varying |= {output.name for output in operation.outputs}
        if hypothesis.name not in self.varying:
            raise LabError(f"{self.network}: its hypothesis does not depend on the image")
        needed = self._before(hypothesis, lambda operation: [
            one for one in self._inputs(operation) if one.name in self.varying])
        for operation in needed:
            self._check(operation)
        outside = {one.name: one for operation in needed for one in self._inputs(operation)
                   if one.name not in self.varying}
        self.known = dict(zip(outside, self._run(list(outside.values())), strict=True))
        inside = [output for operation in needed for output in operation.outputs]
        sizes = self._run([tf.shape(one) if one.dtype.is_floating or one.dtype.is_bool else one for one in inside])
        self.sizes = {one.name: [int(size) for size in shape] for one, shape in zip(inside, sizes, strict=True)}
        for operation in needed:
            self._step(operation)
        program = Program(self.shapes, self.constants, self.steps, self.numbers[hypothesis.name])
        self._check_outputs(program, hypothesis)
        return program

    def _run(self, tensors):
        return self.sess.run(tensors, self.feed)

    def _before(self, tensor, inputs):
        """The operations from the image to `tensor` in the order of their making, which puts each after its inputs.

        inputs: a function of an operation: the tensors that count.
        """
        waiting, found = [tensor.op], {self.X.op.name}
        while waiting:
            operation = waiting.pop()
            if operation.name not in found:
                found.add(operation.name)
                waiting += [one.op for one in inputs(operation)]
        return [one for one in self.sess.graph.get_operations() if one.name in found and one.name != self.X.op.name]

    def _inputs(self, operation):
        """The tensors that an operation takes. If a choice is already known, only the tensors that are chosen."""
        inputs = list(operation.inputs)
        if operation.type in ("Select", "SelectV2") and inputs[0].name not in self.varying and inputs[0].shape == ():
            return [inputs[1] if self._run(inputs[0]) else inputs[2]]
        return inputs

    def _check(self, operation):
        """Raise LabError where the page cannot compute this operation."""
        kinds = RANDOM | PASSED_ON | EACH | PAIRS | ROWS | REDUCTIONS | MOVES | WINDOWS | OTHERS
        if operation.type not in kinds:
            self._refuse(operation)
        if operation.type == "Cast" and (operation.inputs[0].dtype, operation.outputs[0].dtype) not in (
                (tf.bool, tf.float32), (tf.float32, tf.float32)):
            self._refuse(operation, f" to {operation.outputs[0].dtype.name}")
        if operation.type in WINDOWS | {"BiasAdd"} and operation.get_attr("data_format") != b"NHWC":
            self._refuse(operation, " with data_format NCHW")
        if operation.type == "Conv2D" and set(operation.get_attr("dilations")) != {1}:
            self._refuse(operation, " with dilations")
        if operation.type in WINDOWS and operation.get_attr("padding") not in (b"SAME", b"VALID"):
            self._refuse(operation, " with padding of its own")
        if operation.type == "Conv2D" and operation.inputs[1].name in self.varying:
            self._refuse(operation, " with a filter that depends on the image")
        if operation.type == "MatMul" and operation.get_attr("transpose_a"):
            self._refuse(operation, " with transpose_a")
        if operation.type == "MatMul" and operation.get_attr("transpose_b") and (
                operation.inputs[1].name in self.varying):
            self._refuse(operation, " with transpose_b of what depends on the image")
        if operation.type in REDUCTIONS:
            axes = self._run(operation.inputs[1])
            if any(operation.inputs[0].shape.as_list()[axis] is None for axis in numpy.ravel(axes)):
                self._refuse(operation, " over the images of a batch")

    def _check_outputs(self, program, hypothesis):
        """Raise LabError if there are not ten outputs, or if the outputs for an image depend on other images of the
        batch."""
        if program.shapes[program.output] != [1, 10]:
            raise LabError(f"{self.network}: the page shows ten outputs for an image, but its hypothesis has the shape "
                           f"{hypothesis.shape}; leave this network out")
        images = numpy.linspace(0, 1, 2 * self.shapes[0][1], dtype=numpy.float32).reshape(2, -1)
        together, again = (self.sess.run(hypothesis, {**self.feed, self.X: images}) for _ in range(2))
        alone = [self.sess.run(hypothesis, {**self.feed, self.X: image[None]})[0] for image in images]
        by_chance = not numpy.array_equal(together, again, equal_nan=True)
        if not by_chance and not numpy.allclose(together, alone, rtol=1e-3, atol=1e-4, equal_nan=True):
            self._refuse(hypothesis.op, ", which mixes the images of a batch")

    def _refuse(self, operation, how=""):
        raise LabError(f"{self.network}: the page cannot compute the operation {operation.type}{how} "
                       f"({operation.name}); leave this network out")

    def _step(self, operation):
        """Add what an operation computes."""
        inputs, kind = self._inputs(operation), operation.type
        if kind in PASSED_ON or len(inputs) == 1 and kind in ("Select", "SelectV2"):
            self.numbers[operation.outputs[0].name] = self._number(inputs[0])
        elif kind in MOVES:
            for output in operation.outputs:
                self._move(operation, output)
        elif kind in RANDOM:
            self._add(operation, kind, [])
        elif kind == "LeakyRelu":
            self._add(operation, kind, inputs, alpha=operation.get_attr("alpha"))
        elif kind == "MatMul":
            self._add(operation, kind, inputs, transposed=inputs[1:] if operation.get_attr("transpose_b") else ())
        elif kind in WINDOWS:
            self._add(operation, kind, inputs, **self._window(operation))
        elif kind in REDUCTIONS:
            axes = [int(axis) % len(self._shape(inputs[0])) for axis in numpy.ravel(self.known[inputs[1].name])]
            kept = [1 if axis in axes else size for axis, size in enumerate(self._shape(inputs[0]))]
            self._add(operation, kind, inputs[:1], kept=kept)
        elif kind in ("ConcatV2", "Pack"):
            axis = operation.get_attr("axis") if kind == "Pack" else int(self.known[inputs.pop().name])
            size = self.sizes[operation.outputs[0].name]
            self._add(operation, "Concat", inputs, outer=int(numpy.prod(size[:axis % len(size)])))
        elif kind == "Select" and inputs[0].shape.rank != inputs[1].shape.rank:
            self._refuse(operation, " by rows")
        else:
            self._add(operation, kind.removesuffix("V2"), inputs)

    def _add(self, operation, kind, inputs, transposed=(), **attributes):
        numbers = [self._number(one, one in transposed if transposed else False) for one in inputs]
        self.steps.append([kind, numbers, self._new(operation.outputs[0]), attributes])

    def _new(self, tensor):
        self.shapes.append(self.sizes[tensor.name])
        self.numbers[tensor.name] = len(self.shapes) - 1
        return self.numbers[tensor.name]

    def _shape(self, tensor):
        return self.shapes[self._number(tensor)]

    def _number(self, tensor, transpose=False):
        """The number of the value of a tensor, which becomes a constant unless it is computed."""
        name = tensor.name + " transposed" * transpose
        if name not in self.numbers:
            value = numpy.asarray(self.known[tensor.name], numpy.float32)
            self.numbers[name] = self._constant(value.T if transpose else value)
        return self.numbers[name]

    def _constant(self, value):
        self.shapes.append(list(value.shape))
        self.constants[len(self.shapes) - 1] = numpy.ascontiguousarray(value)
        return len(self.shapes) - 1

    def _move(self, operation, output):
        """Add a step that only moves elements. TensorFlow itself shows from where each comes, by moving 1, 2, 3, ..."""
        moved = [one for one in operation.inputs if one.name in self.varying]
        if len(moved) > 1 or not moved[0].dtype.is_floating:
            self._refuse(operation, " by what depends on the image")
        shape = self._shape(moved[0])
        places = numpy.arange(1, numpy.prod(shape) + 1, dtype=numpy.float32).reshape(shape)
        index = self.sess.run(output, {**self.feed, moved[0]: places}).ravel().astype(numpy.int32) - 1
        if numpy.array_equal(index, numpy.arange(places.size)):
            self.steps.append(["Reshape", [self._number(moved[0])], self._new(output), {}])
        else:
            numbers = [self._number(moved[0]), self._constant(index)]
            self.steps.append(["Move", numbers, self._new(output), {}])

    def _window(self, operation):
        """Size, stride and padding of a convolution or of pooling."""
        _, *size, _ = self._shape(operation.inputs[0])
        convolves = operation.type == "Conv2D"
        window = self._shape(operation.inputs[1])[:2] if convolves else operation.get_attr("ksize")[1:3]
        stride = operation.get_attr("strides")[1:3]
        _, *result, _ = self.sizes[operation.outputs[0].name]
        before = [max((out - 1) * step + wide - there, 0) // 2 if operation.get_attr("padding") == b"SAME" else 0
                  for out, step, wide, there in zip(result, stride, window, size, strict=True)]
        return {"window": list(window), "stride": list(stride), "before": before}


def read(sess, model, feed, network):
    """Return the Program of a training.Model's hypothesis under `feed`, with the values of the variables in `sess`.

    Raises LabError for an operation that the page cannot compute; its line begins with `network`.
    """
    return _Reader(sess, model, feed, network).read(model.hypothesis)


def dropout(sess, model, network):
    """Return the Program with the values that the network feeds in training, if this drops units at random;
    otherwise None."""
    try:
        program = read(sess, model, model.train_feed, network)
    except LabError:
        return None  # as in batch normalization, which takes the statistics of a batch there
    return program if any(step[0] == "RandomUniform" for step in program.steps) else None
