// Disturbs an image: turns it, shifts it, adds noise.
import { normal } from "./network.js";
import { SIDE } from "./prepare.js";

// A generator of numbers in [0, 1) that always gives the same ones (mulberry32), so that noise stands still.
function repeatable(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

// pixels: 784 numbers in [0, 1]. x, y: pixels to the right and down. angle: degrees, clockwise. noise: the standard
// deviation of what is added to each pixel. Returns a new array.
export function disturb(pixels, { x = 0, y = 0, angle = 0, noise = 0 }) {
  const turned = Float32Array.from(pixels);
  const [sine, cosine] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
  const middle = (SIDE - 1) / 2;
  const at = (row, column) =>
    row < 0 || row >= SIDE || column < 0 || column >= SIDE ? 0 : pixels[row * SIDE + column];
  for (let i = 0; (x || y || angle) && i < turned.length; i += 1) {
    const [right, down] = [(i % SIDE) - x - middle, Math.floor(i / SIDE) - y - middle];
    const column = cosine * right + sine * down + middle;
    const row = cosine * down - sine * right + middle;
    const [left, top] = [Math.floor(column), Math.floor(row)];
    const [beside, below] = [column - left, row - top];
    turned[i] =
      (1 - below) * ((1 - beside) * at(top, left) + beside * at(top, left + 1)) +
      below * ((1 - beside) * at(top + 1, left) + beside * at(top + 1, left + 1));
  }
  if (noise) {
    const random = repeatable(777);
    for (let i = 0; i < turned.length; i += 1) {
      turned[i] = Math.min(1, Math.max(0, turned[i] + noise * normal(random)));
    }
  }
  return turned;
}
