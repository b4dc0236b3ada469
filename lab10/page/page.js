// The page: what one sees and does.
import { Drawing } from "./drawing.js";
import { disturb } from "./disturb.js";
import { drawLayer, drawNumbers, layersOf, unitOf } from "./inside.js";
import { argmax, compile, OPERATIONS, softmax } from "./network.js";
import { prepare, SIDE } from "./prepare.js";
import { WORDS } from "./words.js";

const DRAWS = 100;
const PATIENCE = 700; // milliseconds of rest before the answers are announced

const byId = (id) => document.getElementById(id);

function bytesOf(text) {
  const characters = atob(text);
  return Uint8Array.from({ length: characters.length }, (_, i) => characters.charCodeAt(i));
}

// Returns a function that gives the array of a place in the page's store: [kind, first byte, elements, scale].
function storeOf(text) {
  const { buffer } = bytesOf(text);
  const arrays = {};
  return ([kind, start, size, scale]) => {
    const key = `${kind} ${start}`;
    if (!(key in arrays)) {
      if (kind === "whole") arrays[key] = new Float32Array(buffer, start, size);
      else if (kind === "index") arrays[key] = new Int32Array(buffer, start, size);
      else arrays[key] = Float32Array.from(new Int16Array(buffer, start, size), (number) => number * scale);
    }
    return arrays[key];
  };
}

// The test images: Float32Arrays as the networks were fed with them. In the file a run of zeros is a zero and its length.
function imagesOf({ pixels, labels, numbers }) {
  const bytes = bytesOf(pixels);
  const scale = Math.fround(1 / 255);
  let at = 0;
  return numbers.map((number, i) => {
    const image = new Float32Array(SIDE * SIDE);
    for (let pixel = 0; pixel < image.length; at += 1) {
      if (bytes[at] === 0) {
        at += 1;
        pixel += bytes[at];
      } else {
        image[pixel] = bytes[at] * scale;
        pixel += 1;
      }
    }
    return { number, label: Number(labels[i]), pixels: image };
  });
}

const data = JSON.parse(byId("data").textContent);
const constant = storeOf(data.store);
const tests = imagesOf(data.tests);
const networks = data.networks.map((network) => {
  const program = compile(network.program, constant);
  return {
    ...network,
    program,
    dropout: network.dropout && compile(network.dropout, constant),
    layers: layersOf(program),
    answer: null,
    outputs: null,
  };
});

let language = navigator.language.startsWith("ko") ? "ko" : "en";
let test = null; // which test image is shown; null: the drawing
let pixels = null; // what the networks see
let waiting = false; // for a frame
let silence = 0; // the timer of the announcement
const inside = { network: 0, layer: 0, unit: 0 };

// A text in the page's language, with {name} replaced by a value.
function say(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function make(kind, className, text = "") {
  const element = document.createElement(kind);
  element.className = className;
  element.textContent = text;
  return element;
}

// --- what the networks see, and their answers ---

function source() {
  if (test !== null) return { pixels: tests[test].pixels };
  return prepare(byId("canvas"));
}

function disturbance() {
  return Object.fromEntries(["x", "y", "angle", "noise"].map((id) => [id, Number(byId(id).value)]));
}

// Computes and shows everything that depends on the image, once for each frame.
function refresh() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    frame();
  });
}

function frame() {
  const begun = performance.now();
  const seen = source();
  pixels = seen && disturb(seen.pixels, disturbance());
  for (const network of networks) {
    network.outputs = pixels && Float32Array.from(network.program.compute(pixels));
    network.answer = pixels && argmax(network.outputs);
  }
  showImage(seen);
  showAnswers();
  showInside();
  byId("cards").getBoundingClientRect(); // the layout is a part of the frame
  performance.measure("lab10 frame", { start: begun, end: performance.now() });
  clearTimeout(silence);
  silence = setTimeout(announce, PATIENCE);
}

function showImage(seen) {
  const image = new ImageData(SIDE, SIDE);
  for (let i = 0; pixels && i < pixels.length; i += 1) image.data[4 * i + 3] = Math.round(255 * pixels[i]);
  byId("image").getContext("2d", { willReadFrequently: true }).putImageData(image, 0, 0);
  let text = say("unprepared");
  if (test !== null) text = say("asItIs", { number: tests[test].number });
  else if (seen) {
    const { box, width, height, x, y } = seen;
    text = say("prepared", { box: `${box.width} × ${box.height}`, small: `${width} × ${height}`, x, y });
  }
  const changed = ["x", "y", "angle", "noise"].filter((id) => Number(byId(id).value) !== 0);
  const names = { x: "right_", y: "down", angle: "turn", noise: "noise" };
  const how = changed.map((id) => `${say(names[id])} ${byId(id).value}`).join(", ");
  put(byId("preparation"), how && seen ? `${text} ${say("disturbed", { how })}` : text);
}

// The answers as [[digit, names], ...], the most frequent first.
function grouped() {
  const groups = new Map();
  for (const { answer, name } of networks) groups.set(answer, [...(groups.get(answer) ?? []), name]);
  return [...groups].sort((one, other) => other[1].length - one[1].length);
}

function showAnswers() {
  const groups = pixels ? grouped() : [];
  const most = groups.length > 1 && groups[0][1].length > groups[1][1].length ? groups[0][0] : null;
  let verdict = say("nothing");
  if (groups.length === 1) verdict = say("agree", { digit: groups[0][0] });
  else if (groups.length) {
    const all = groups.map(([digit, names]) => say("says", { digit, names: names.join(", ") }));
    verdict = `${say("disagree")} ${all.join(" · ")}`;
  }
  put(byId("verdict"), verdict);
  const label = test === null ? null : tests[test].label;
  for (const network of networks) showCard(network, most, label);
  if (test !== null) {
    const right = networks.filter(({ answer }) => answer === label).length;
    put(byId("label"), say("label", { digit: label, right, all: networks.length }));
  } else put(byId("label"), "");
  const place = { place: (test ?? -1) + 1, count: tests.length };
  put(byId("place"), test === null ? "" : say("place", place));
}

function showCard({ card, outputs, answer, shares }, most, label) {
  const differs = most !== null && answer !== most;
  card.element.classList.toggle("other", differs);
  put(card.answer, answer === null ? "–" : String(answer));
  let [text, kind] = ["", "note"];
  if (label !== null && answer !== null) {
    [text, kind] = answer === label ? [say("right"), "good"] : [say("wrong", { digit: label }), "wrong"];
  } else if (differs) [text, kind] = [say("others", { digit: most }), "differs"];
  put(card.remark, text);
  card.remark.className = kind;
  const asShares = byId("bars").value === "shares";
  const shown = outputs && (asShares && !shares ? softmax(outputs) : outputs);
  const [least, greatest] = shown && !asShares ? [Math.min(...shown), Math.max(...shown)] : [0, 1];
  card.lines.forEach(({ line, fill, value }, digit) => {
    const number = shown ? shown[digit] : 0;
    const part = (number - least) / (greatest - least || 1);
    fill.style.transform = `scaleX(${Number.isFinite(part) ? part : 0})`;
    put(value, shown ? (asShares ? percent(number) : short(number)) : "");
    line.classList.toggle("best", digit === answer);
  });
}

// A share in percent: with a decimal where one tells more.
function percent(share) {
  const decimals = share < 0.095 || (share >= 0.9895 && share < 0.9995) ? 1 : 0;
  return `${(100 * share).toFixed(decimals)}%`;
}

// A number with three digits.
function short(number) {
  return String(Number(number.toPrecision(3))).replace("-", "−");
}

function announce() {
  const answers = networks.map(({ name, answer }) => `${name} ${answer}`).join(", ");
  put(byId("spoken"), pixels ? say("spoken", { answers }) : say("nothing"));
}

function makeBars() {
  const bars = make("div", "bars");
  const lines = Array.from({ length: 10 }, (_, digit) => {
    const [line, track, fill, value] = ["line", "track", "fill", "value"].map((name) => make("div", name));
    track.append(fill);
    line.append(make("div", "digit", String(digit)), track, value);
    bars.append(line);
    return { line, fill, value };
  });
  return { bars, lines };
}

function makeCards() {
  for (const network of networks) {
    const element = make("article", "card");
    const title = make("h3", "");
    for (const part of network.name.match(/[^_]*_?/g)) title.append(part, document.createElement("wbr"));
    const lesson = make("p", "small lesson");
    const [accuracy, trained] = [make("p", "small"), make("p", "small")];
    const says = make("div", "says");
    const answer = make("span", "answer");
    const remark = make("span", "note");
    says.append(answer, remark);
    const { bars, lines } = makeBars();
    element.append(title, accuracy, trained, says, bars, lesson);
    byId("cards").append(element);
    network.card = { element, accuracy, trained, answer, remark, lines, lesson };
  }
}

function writeCards() {
  for (const { card, lesson, correct, total, set, epochs, seed, shares } of networks) {
    card.lesson.lang = lesson[language] ? language : "en";
    put(card.lesson, lesson[card.lesson.lang]);
    const right = ((100 * correct) / total).toFixed(2);
    put(card.accuracy, say("accuracy", { percent: right, total: grouping(total), data: set }));
    const trained = say(epochs === 1 ? "trainedOne" : "trained", { epochs, seed });
    put(card.trained, shares ? `${trained}. ${say("probabilities")}` : trained);
  }
}

const grouping = (number) => number.toLocaleString("en-US");

// --- test images ---

function showTest(place) {
  if (!tests.length) return;
  drawing.clear();
  test = (place + tests.length) % tests.length;
  showOnField(tests[test].pixels);
}

// A test image on the field, with the field's pixels. It is not prepared again.
function showOnField(image) {
  const small = document.createElement("canvas");
  [small.width, small.height] = [SIDE, SIDE];
  const picture = new ImageData(SIDE, SIDE);
  image.forEach((value, i) => {
    picture.data[4 * i + 3] = Math.round(255 * value);
  });
  small.getContext("2d").putImageData(picture, 0, 0);
  const context = byId("canvas").getContext("2d");
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, byId("canvas").width, byId("canvas").height);
}

// --- look inside ---

function showInside() {
  const network = networks[inside.network];
  const { layers, program } = network;
  if (!pixels) {
    program.compute(new Float32Array(SIDE * SIDE));
    for (const array of layers.map(({ value }) => program.values[value])) array.fill(0);
  }
  const figures = byId("layers");
  if (figures.dataset.network !== `${inside.network} ${language}`) makeLayers(network);
  layers.forEach((layer, i) => {
    const canvas = figures.children[i].querySelector("canvas");
    layer.unitAt = drawLayer(canvas, program, layer, i === inside.layer ? inside.unit : null);
  });
  const layer = layers[inside.layer];
  byId("unit-view").hidden = layer === undefined;
  if (layer === undefined) return;
  const unit = unitOf(program, layer, inside.unit);
  byId("weights").hidden = unit === null;
  byId("filter").hidden = !unit?.filter;
  put(byId("unit-value"), String(inside.unit));
  if (unit === null) {
    put(byId("unit-text"), say("noImage"));
    return;
  }
  drawNumbers(byId("weights"), unit.numbers, SIDE, pixels);
  if (unit.filter) drawNumbers(byId("filter"), unit.filter, unit.across);
  const [least, most] = [Math.min(...unit.numbers), Math.max(...unit.numbers)].map(short);
  const size = unit.filter && `${unit.filter.length / unit.across} × ${unit.across}`;
  put(byId("unit-text"), say(unit.what, { unit: inside.unit, least, most, size }));
}

function makeLayers({ layers, program }) {
  const figures = byId("layers");
  figures.dataset.network = `${inside.network} ${language}`;
  figures.replaceChildren();
  byId("layer").replaceChildren();
  layers.forEach((layer, i) => {
    const shape = program.shapes[layer.value];
    const words = { number: i + 1, units: layer.units, size: shape.slice(1, -1).join(" × ") };
    const title = say(shape.length === 4 ? "layerMaps" : "layer", words);
    const figure = document.createElement("figure");
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", title);
    figure.append(make("figcaption", "small", layer.seesImage ? `${title} (${say("layerSees")})` : title), canvas);
    figures.append(figure);
    if (!layer.seesImage) return;
    canvas.className = "open";
    canvas.addEventListener("click", (event) => {
      const box = canvas.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left - canvas.clientLeft, event.clientY - box.top - canvas.clientTop];
      const unit = layer.unitAt((x * canvas.width) / canvas.clientWidth, (y * canvas.height) / canvas.clientHeight);
      if (unit !== null) choose(i, unit);
    });
    const option = make("option", "", title);
    option.value = String(i);
    byId("layer").append(option);
  });
  byId("which-layer").hidden = byId("layer").children.length < 2;
  choose(inside.layer, inside.unit, false);
}

// Chooses a unit of a layer that sees the image.
function choose(layer, unit, show = true) {
  const { layers } = networks[inside.network];
  inside.layer = layers[layer]?.seesImage ? layer : layers.findIndex(({ seesImage }) => seesImage);
  const units = layers[inside.layer]?.units ?? 1;
  inside.unit = Math.min(unit, units - 1);
  byId("unit").max = String(units - 1);
  byId("unit").value = String(inside.unit);
  byId("layer").value = String(inside.layer);
  if (show) showInside();
}

// --- dropout left on ---

const ballots = makeBars();
let votes = null; // {name, counts} of the last draws

function vote() {
  const network = networks[Number(byId("votes-network").value)];
  if (!pixels || !network) return;
  const counts = new Array(10).fill(0);
  for (let i = 0; i < DRAWS; i += 1) counts[argmax(network.dropout.compute(pixels))] += 1;
  votes = { name: network.name, counts };
  showVotes();
}

function showVotes() {
  ballots.bars.hidden = votes === null;
  if (votes === null) {
    put(byId("voted"), "");
    return;
  }
  const most = Math.max(...votes.counts);
  votes.counts.forEach((count, digit) => {
    const { line, fill, value } = ballots.lines[digit];
    fill.style.transform = `scaleX(${count / DRAWS})`;
    line.classList.toggle("best", count === most);
    put(value, String(count));
  });
  const drawn = votes.counts.map((count, digit) => ({ count, digit })).filter(({ count }) => count);
  drawn.sort((one, other) => other.count - one.count);
  const answers = drawn.map((one) => say("times", one)).join(", ");
  put(byId("voted"), say("voted", { name: votes.name, answers }));
}

// --- the page's language and controls ---

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = language;
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-word]")) put(element, say(element.dataset.word));
  for (const element of document.querySelectorAll("[data-name]")) {
    element.setAttribute("aria-label", say(element.dataset.name));
  }
  for (const one of Object.keys(WORDS)) byId(one).setAttribute("aria-pressed", String(one === language));
  const { set, total } = networks[0];
  put(byId("made"), say("made", { data: set, stored: say(data.whole ? "whole" : "short") }));
  const counts = { count: grouping(tests.length), total: grouping(total) };
  put(byId("tests-help"), say(tests.length ? "testsHelp" : "testsNone", counts));
  const none = !networks.some(({ dropout }) => dropout);
  put(byId("votes-help"), say(none ? "votesNone" : "votesHelp"));
  writeCards();
  showVotes();
  refresh();
}

function options(select, wanted) {
  networks.forEach(({ name }, i) => {
    if (!wanted(networks[i])) return;
    const option = make("option", "", name);
    option.value = String(i);
    select.append(option);
  });
}

const drawing = new Drawing(byId("canvas"), byId("cursor"), () => Number(byId("pen").value), () => {
  test = null;
  votes = null;
  showVotes();
  refresh();
});

function listen(id, event, action) {
  byId(id).addEventListener(event, action);
}


function stepTo(step) {
  showTest(test === null ? (step > 0 ? 0 : -1) : test + step);
}

function start() {
  makeCards();
  byId("ballots").append(ballots.bars);
  options(byId("inside-network"), ({ layers }) => layers.length);
  options(byId("votes-network"), ({ dropout }) => dropout);
  byId("vote").disabled = byId("votes-network").disabled = !byId("votes-network").children.length;
  for (const id of ["previous", "next"]) byId(id).disabled = !tests.length;

  for (const one of Object.keys(WORDS)) listen(one, "click", () => speak(one));
  listen("undo", "click", () => drawing.undo());
  listen("clear", "click", () => drawing.clear());
  listen("bars", "change", refresh);
  listen("previous", "click", () => stepTo(-1));
  listen("next", "click", () => stepTo(1));
  listen("tests", "keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    stepTo(step);
  });
  for (const slider of document.querySelectorAll("input[type=range]")) {
    const value = slider.parentElement.querySelector("output");
    const show = () => put(value, slider.value);
    slider.addEventListener("input", show);
    if (slider.closest("#disturb")) slider.addEventListener("input", refresh);
    show();
  }
  listen("reset", "click", () => {
    for (const slider of byId("disturb").querySelectorAll("input")) {
      slider.value = "0";
      slider.dispatchEvent(new Event("input"));
    }
  });
  listen("inside-network", "change", () => {
    Object.assign(inside, { network: Number(byId("inside-network").value), layer: 0, unit: 0 });
    showInside();
  });
  listen("layer", "change", () => choose(Number(byId("layer").value), 0));
  listen("unit", "input", () => choose(inside.layer, Number(byId("unit").value)));
  listen("vote", "click", vote);
  speak(language);
}

start();

// For tests, and for who wants to write more.
window.lab10 = {
  networks: networks.map(({ name, correct, total, epochs }) => ({ name, correct, total, epochs })),
  tests,
  operations: OPERATIONS,
  predict: (name, image) => Array.from(networks.find((one) => one.name === name).program.compute(image)),
  prepare,
  disturb,
};
