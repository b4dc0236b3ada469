// Looks inside a compiled network: its layers, and what a unit of a layer that sees the image looks for.
import { SIDE } from "./prepare.js";

const WEIGHTED = ["MatMul", "Conv2D"];
const SAME = ["Reshape", "Move"];
const FEW = 512; // units that are drawn large
const TURQUOISE = [0, 118, 132]; // a positive weight
const ORANGE = [201, 86, 0]; // a negative one

// The layers of a compiled network: [{kind, step, value, units, seesImage}], where `value` is what the layer gives after
// its bias and activation.
export function layersOf({ steps, shapes }) {
  const taking = shapes.map((_, value) => steps.filter(([, inputs]) => inputs.includes(value)));
  const ofImage = new Set([0]);
  for (const [kind, inputs, output] of steps) {
    if (SAME.includes(kind) && ofImage.has(inputs[0])) ofImage.add(output);
  }
  const size = (value) => shapes[value].reduce((a, b) => a * b, 1);
  return steps
    .filter(([kind]) => WEIGHTED.includes(kind))
    .map((step) => {
      let value = step[2];
      for (;;) {
        const [next] = taking[value];
        if (taking[value].length !== 1 || [...WEIGHTED, ...SAME].includes(next[0])) break;
        if (size(next[2]) !== size(value) || next[1].some((input) => size(input) > size(value))) break;
        value = next[2];
      }
      const shape = shapes[value];
      return { kind: step[0], step, value, units: shape[shape.length - 1], seesImage: ofImage.has(step[1][0]) };
    });
}

// Draws the units of a layer into a canvas: dark where a unit answers strongly, below 0 with a line. Returns a function of a place on the
// canvas, in its pixels, that gives the unit there.
export function drawLayer(canvas, { values, shapes }, layer, chosen) {
  const shape = shapes[layer.value];
  const maps = shape.length === 4;
  const [height, width] = maps ? [shape[1], shape[2]] : [1, 1];
  const cell = maps ? SIDE : layer.units > FEW ? 5 : 10;
  const gap = maps ? 4 : 0;
  const across = Math.min(layer.units, Math.floor(320 / (cell + gap)));
  canvas.width = across * (cell + gap);
  canvas.height = Math.ceil(layer.units / across) * (cell + gap);
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  const activations = values[layer.value];
  const greatest = activations.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const [tall, wide] = [cell / height, cell / width];
  for (let i = 0; i < activations.length; i += 1) {
    const strength = Math.abs(activations[i]) / greatest;
    if (!(strength > 0.01)) continue;
    const unit = i % layer.units;
    const pixel = (i - unit) / layer.units;
    const left = (unit % across) * (cell + gap) + (pixel % width) * wide;
    const top = Math.floor(unit / across) * (cell + gap) + Math.floor(pixel / width) * tall;
    context.fillStyle = colour(activations[i] < 0 ? ORANGE : [0, 0, 0], strength);
    context.fillRect(left, top, Math.ceil(wide), Math.ceil(tall));
    if (activations[i] < 0 && !maps) {
      context.fillStyle = "#fff";
      context.fillRect(left, top + tall / 2 - 1, wide, 2);
    }
  }
  if (chosen !== null) {
    context.strokeStyle = "#b00020";
    context.lineWidth = 2;
    const [left, top] = [(chosen % across) * (cell + gap), Math.floor(chosen / across) * (cell + gap)];
    context.strokeRect(left + 1, top + 1, cell - 2, cell - 2);
  }
  return (x, y) => {
    const unit = Math.floor(y / (cell + gap)) * across + Math.min(across - 1, Math.floor(x / (cell + gap)));
    return unit >= 0 && unit < layer.units ? unit : null;
  };
}

const colour = ([red, green, blue], strength) => `rgba(${red},${green},${blue},${strength})`;

// What a unit of a layer that sees the image looks for: {numbers, what, filter}. `numbers` are 784: its weights, or what
// its filter finds at each pixel. null where its weights are no image.
export function unitOf({ values, shapes }, layer, unit) {
  const weights = values[layer.step[1][1]];
  const shape = shapes[layer.step[1][1]];
  if (layer.kind === "Conv2D") {
    const [height, width, , channels] = shape;
    const [, rows, columns] = shapes[layer.value];
    if (rows !== SIDE || columns !== SIDE || shape[2] !== 1) return null;
    const filter = Array.from({ length: height * width }, (_, i) => weights[i * channels + unit]);
    const map = Float32Array.from({ length: SIDE * SIDE }, (_, i) => values[layer.value][i * channels + unit]);
    return { numbers: map, what: "map", filter, across: width };
  }
  const [inputs, units] = shape;
  if (inputs !== SIDE * SIDE && inputs !== SIDE) return null;
  const numbers = Float32Array.from({ length: SIDE * SIDE }, (_, i) => weights[(i % inputs) * units + unit]);
  return { numbers, what: inputs === SIDE ? "row" : "weights", filter: null };
}

// Draws numbers as a square of coloured cells: turquoise above 0, orange with a line through it below. On them the
// image's ink, if it is given, as dots.
export function drawNumbers(canvas, numbers, across, ink = null) {
  const cell = canvas.width / across;
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  const greatest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  for (let i = 0; i < numbers.length; i += 1) {
    const [left, top] = [(i % across) * cell, Math.floor(i / across) * cell];
    const strength = Math.abs(numbers[i]) / greatest;
    if (strength > 0.01) {
      context.fillStyle = colour(numbers[i] < 0 ? ORANGE : TURQUOISE, strength);
      context.fillRect(left, top, cell, cell);
      if (numbers[i] < 0 && strength > 0.2) {
        context.fillStyle = "#fff";
        context.fillRect(left, top + cell / 2, cell, Math.max(1, cell / 10));
      }
    }
    if (ink?.[i] > 0.1) {
      context.fillStyle = "#000";
      context.beginPath();
      context.arc(left + cell / 2, top + cell / 2, (ink[i] * cell) / 3, 0, 2 * Math.PI);
      context.fill();
    }
  }
}
