// Computes a network from the steps that export.py read from its graph, one image at a time.

const EACH = {
  Relu: (x) => Math.max(x, 0), // nan stays nan, as in TensorFlow
  Relu6: (x) => Math.min(Math.max(x, 0), 6),
  LeakyRelu: (x, alpha) => (x < 0 ? alpha * x : x),
  Elu: (x) => (x < 0 ? Math.expm1(x) : x),
  Selu: (x) => 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * Math.expm1(x) : x),
  Sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  Tanh: Math.tanh,
  Softplus: (x) => (x > 30 ? x : Math.log1p(Math.exp(x))),
  Softsign: (x) => x / (1 + Math.abs(x)),
  Exp: Math.exp,
  Log: Math.log,
  Neg: (x) => -x,
  Abs: Math.abs,
  Square: (x) => x * x,
  Sqrt: Math.sqrt,
  Rsqrt: (x) => 1 / Math.sqrt(x),
  Reciprocal: (x) => 1 / x,
  Sign: Math.sign,
  Cast: (x) => x, // true and false are 1 and 0 here
};

const add = (a, b) => a + b;
const divide = (a, b) => a / b;
const PAIRS = {
  Add: add,
  BiasAdd: add,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  RealDiv: divide,
  Div: divide,
  Maximum: Math.max,
  Minimum: Math.min,
  Pow: (a, b) => a ** b,
  SquaredDifference: (a, b) => (a - b) ** 2,
  Greater: (a, b) => (a > b ? 1 : 0),
  GreaterEqual: (a, b) => (a >= b ? 1 : 0),
  Less: (a, b) => (a < b ? 1 : 0),
  LessEqual: (a, b) => (a <= b ? 1 : 0),
};

const REDUCTIONS = {
  Sum: [0, add],
  Mean: [0, add],
  Max: [-Infinity, Math.max],
  Min: [Infinity, Math.min],
  Prod: [1, (a, b) => a * b],
};

const RANDOM = {
  RandomUniform: Math.random,
  RandomStandardNormal: normal,
};

// A number from N(0, 1), of two from [0, 1).
export function normal(random = Math.random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

const product = (shape) => shape.reduce((a, b) => a * b, 1);

// For each element of an array of shape `to`: which element of one of shape `from` is broadcast there.
function broadcast(from, to) {
  const strides = new Array(to.length).fill(0);
  for (let axis = from.length - 1, stride = 1; axis >= 0; axis -= 1) {
    if (from[axis] > 1) strides[axis + to.length - from.length] = stride;
    stride *= from[axis];
  }
  const index = new Int32Array(product(to));
  const place = new Array(to.length).fill(0);
  for (let i = 0, at = 0; i < index.length; i += 1) {
    index[i] = at;
    for (let axis = to.length - 1; axis >= 0; axis -= 1) {
      at += strides[axis];
      place[axis] += 1;
      if (place[axis] < to[axis]) break;
      at -= strides[axis] * to[axis];
      place[axis] = 0;
    }
  }
  return index;
}

// Each of these takes the step's arrays, their shapes and its attributes, and returns the function that computes it.
const KINDS = {
  Move: ([from, index], out) => () => {
    for (let i = 0; i < out.length; i += 1) out[i] = index[i] < 0 ? 0 : from[index[i]];
  },
  MatMul: ([left, right], out, [[rows, inner], [, columns]]) => {
    const sums = new Float64Array(columns);
    const finite = right.every(Number.isFinite); // else 0 times a weight may be nan
    return () => {
      for (let row = 0; row < rows; row += 1) {
        sums.fill(0);
        for (let i = 0; i < inner; i += 1) {
          const value = left[row * inner + i];
          if (value === 0 && finite) continue; // paper, or a ReLU that is off
          const start = i * columns;
          for (let column = 0; column < columns; column += 1) sums[column] += value * right[start + column];
        }
        out.set(sums, row * columns);
      }
    };
  },
  Conv2D: ([image, filter], out, [[, height, width, inner], [, , , channels]], shape, options) => {
    const sums = new Float64Array(channels);
    const finite = filter.every(Number.isFinite);
    return () => overWindows(height, width, shape, options, (at, place) => {
      if (place === null) {
        out.set(sums, at * channels);
        sums.fill(0);
        return;
      }
      const [pixel, weight] = place;
      for (let i = 0; i < inner; i += 1) {
        const value = image[pixel * inner + i];
        if (value === 0 && finite) continue;
        const start = (weight * inner + i) * channels;
        for (let channel = 0; channel < channels; channel += 1) sums[channel] += value * filter[start + channel];
      }
    });
  },
  MaxPool: ([image], out, [[, height, width, channels]], shape, options) => () => {
    out.fill(-Infinity);
    overWindows(height, width, shape, options, (at, place) => {
      if (place === null) return;
      for (let channel = 0; channel < channels; channel += 1) {
        const value = image[place[0] * channels + channel];
        if (value > out[at * channels + channel]) out[at * channels + channel] = value;
      }
    });
  },
  AvgPool: ([image], out, [[, height, width, channels]], shape, options) => {
    const sums = new Float64Array(channels);
    return () => {
      let count = 0;
      overWindows(height, width, shape, options, (at, place) => {
        if (place === null) {
          for (let channel = 0; channel < channels; channel += 1) out[at * channels + channel] = sums[channel] / count;
          sums.fill(0);
          count = 0;
          return;
        }
        count += 1;
        for (let channel = 0; channel < channels; channel += 1) sums[channel] += image[place[0] * channels + channel];
      });
    };
  },
  Softmax: rows(false),
  LogSoftmax: rows(true),
  Select: ([chosen, yes, no], out, shapes, shape) => {
    const [c, y, n] = shapes.map((from) => broadcast(from, shape));
    return () => {
      for (let i = 0; i < out.length; i += 1) out[i] = chosen[c[i]] ? yes[y[i]] : no[n[i]];
    };
  },
  AddN: (inputs, out) => () => {
    for (let i = 0; i < out.length; i += 1) {
      let sum = 0;
      for (const input of inputs) sum += input[i];
      out[i] = sum;
    }
  },
  Concat: (inputs, out, _shapes, _shape, { outer }) => () => {
    for (let block = 0, at = 0; block < outer; block += 1) {
      for (const input of inputs) {
        const size = input.length / outer;
        out.set(input.subarray(block * size, (block + 1) * size), at);
        at += size;
      }
    }
  },
};

for (const [kind, compute] of Object.entries(EACH)) {
  KINDS[kind] = ([input], out, _shapes, _shape, { alpha }) => () => {
    for (let i = 0; i < out.length; i += 1) out[i] = compute(input[i], alpha);
  };
}
for (const [kind, compute] of Object.entries(PAIRS)) {
  KINDS[kind] = ([left, right], out, shapes, shape) => {
    const [l, r] = shapes.map((from) => broadcast(from, shape));
    return () => {
      for (let i = 0; i < out.length; i += 1) out[i] = compute(left[l[i]], right[r[i]]);
    };
  };
}
for (const [kind, [first, compute]] of Object.entries(REDUCTIONS)) {
  KINDS[kind] = ([input], out, [from], _shape, { kept }) => {
    const index = broadcast(kept, from);
    const sums = new Float64Array(out.length);
    const count = kind === "Mean" ? input.length / out.length : 1;
    return () => {
      sums.fill(first);
      for (let i = 0; i < input.length; i += 1) sums[index[i]] = compute(sums[index[i]], input[i]);
      for (let i = 0; i < out.length; i += 1) out[i] = sums[i] / count;
    };
  };
}
for (const [kind, draw] of Object.entries(RANDOM)) {
  KINDS[kind] = (_inputs, out) => () => {
    for (let i = 0; i < out.length; i += 1) out[i] = draw();
  };
}

// Calls visit(place in the result, [pixel, place in the window]) for each pixel under each window, then with null.
function overWindows(height, width, [, rows, columns], { window: [tall, wide], stride, before }, visit) {
  const place = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      for (let i = 0; i < tall; i += 1) {
        const y = row * stride[0] + i - before[0];
        if (y < 0 || y >= height) continue;
        for (let j = 0; j < wide; j += 1) {
          const x = column * stride[1] + j - before[1];
          if (x < 0 || x >= width) continue;
          place[0] = y * width + x;
          place[1] = i * wide + j;
          visit(at, place);
        }
      }
      visit(at, null);
    }
  }
}

function rows(logarithm) {
  return ([input], out, _shapes, shape) => () => {
    const size = shape[shape.length - 1];
    for (let start = 0; start < out.length; start += size) {
      out.set(softmax(input.subarray(start, start + size), logarithm), start);
    }
  };
}

// The softmax of some numbers, or its logarithm.
export function softmax(numbers, logarithm = false) {
  const greatest = Math.max(...numbers);
  const sum = numbers.reduce((total, number) => total + Math.exp(number - greatest), 0);
  return numbers.map((number) =>
    logarithm ? number - greatest - Math.log(sum) : Math.exp(number - greatest) / sum,
  );
}

// Where the greatest number is; the first nan counts as the greatest, as for NumPy.
export function argmax(numbers) {
  let best = 0;
  for (let i = 0; i < numbers.length; i += 1) {
    if (Number.isNaN(numbers[i])) return i;
    if (numbers[i] > numbers[best]) best = i;
  }
  return best;
}

// Returns {values, shapes, steps, compute}: `compute` takes 784 numbers and returns the outputs, a Float32Array that it
// writes again the next time; `values` are the arrays of all steps.
// program: see export.py. constant: a function that returns the array of a place in the page's store.
export function compile({ shapes, constants, steps, output }, constant) {
  const values = shapes.map((shape, value) =>
    value in constants ? constant(constants[value]) : new Float32Array(product(shape)),
  );
  const computed = [];
  for (const [kind, inputs, out, attributes] of steps) {
    if (kind === "Reshape") {
      values[out] = values[inputs[0]];
    } else {
      const arrays = inputs.map((input) => values[input]);
      const from = inputs.map((input) => shapes[input]);
      computed.push(KINDS[kind](arrays, values[out], from, shapes[out], attributes));
    }
  }
  const compute = (pixels) => {
    values[0].set(pixels);
    for (const step of computed) step();
    return values[output];
  };
  return { values, shapes, steps, compute };
}

// The operations that `compile` knows.
export const OPERATIONS = [...Object.keys(KINDS), "Reshape"];
