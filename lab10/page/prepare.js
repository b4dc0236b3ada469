// Turns a drawing into an image as MNIST's were made: the digit's box is scaled into 20x20 pixels, and the image moved
// by whole pixels until its centre of mass is in the middle of 28x28. Grey levels are kept.

export const SIDE = 28;
export const BOX = 20;
const MIDDLE = 14; // of pixels numbered from 0: MNIST's own images have their centre of mass within half a pixel of it

// How much of each pixel of a canvas is covered: Float32Array in [0, 1].
function inkOf(canvas) {
  const { data } = canvas.getContext("2d", { willReadFrequently: true }).getImageData(0, 0, canvas.width, canvas.height);
  const ink = new Float32Array(canvas.width * canvas.height);
  for (let i = 0; i < ink.length; i += 1) ink[i] = data[4 * i + 3] / 255;
  return ink;
}

// The box around what is drawn, {left, top, width, height}, or null where nothing is.
function boxOf(ink, width) {
  let [left, right, top, bottom] = [width, -1, -1, -1];
  for (let i = 0; i < ink.length; i += 1) {
    if (ink[i] > 0) {
      const x = i % width;
      if (top < 0) top = (i - x) / width;
      bottom = (i - x) / width;
      if (x < left) left = x;
      if (x > right) right = x;
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

// For each of `to` pixels: which of `from` pixels it covers, as [first, shares]; the shares sum to 1.
function cover(from, to) {
  const step = from / to;
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * step, (i + 1) * step];
    const first = Math.floor(start);
    const shares = [];
    for (let pixel = first; pixel < Math.min(from, Math.ceil(end - 1e-9)); pixel += 1) {
      shares.push((Math.min(end, pixel + 1) - Math.max(start, pixel)) / step);
    }
    return [first, shares];
  });
}

// The part of a picture in `box`, scaled to width x height: each new pixel is the mean of what it covers.
function scaled(ink, across, box, width, height) {
  const between = new Float64Array(box.height * width);
  const columns = cover(box.width, width);
  for (let row = 0; row < box.height; row += 1) {
    const start = (box.top + row) * across + box.left;
    for (let column = 0; column < width; column += 1) {
      const [first, shares] = columns[column];
      let sum = 0;
      for (let i = 0; i < shares.length; i += 1) sum += shares[i] * ink[start + first + i];
      between[row * width + column] = sum;
    }
  }
  const small = new Float64Array(width * height);
  cover(box.height, height).forEach(([first, shares], row) => {
    for (let column = 0; column < width; column += 1) {
      let sum = 0;
      for (let i = 0; i < shares.length; i += 1) sum += shares[i] * between[(first + i) * width + column];
      small[row * width + column] = sum;
    }
  });
  return small;
}

// Returns {pixels, box, width, height, x, y} of what is drawn on a canvas: 784 numbers in [0, 1], the box in the
// canvas's pixels, its size when scaled, and where its corner is put in the image. null where nothing is drawn.
export function prepare(canvas) {
  const ink = inkOf(canvas);
  const box = boxOf(ink, canvas.width);
  if (box === null) return null;
  const longer = Math.max(box.width, box.height);
  const width = Math.max(1, Math.round((box.width * BOX) / longer));
  const height = Math.max(1, Math.round((box.height * BOX) / longer));
  const small = scaled(ink, canvas.width, box, width, height);
  let [mass, across, down] = [0, 0, 0];
  small.forEach((value, i) => {
    mass += value;
    across += value * (i % width);
    down += value * Math.floor(i / width);
  });
  const inside = (start, size) => Math.min(Math.max(Math.round(start), 0), SIDE - size);
  const [x, y] = [inside(MIDDLE - across / mass, width), inside(MIDDLE - down / mass, height)];
  const pixels = new Float32Array(SIDE * SIDE);
  small.forEach((value, i) => {
    pixels[(y + Math.floor(i / width)) * SIDE + x + (i % width)] = value;
  });
  return { pixels, box, width, height, x, y };
}
