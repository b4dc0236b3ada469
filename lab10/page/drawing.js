// The field to draw on: mouse, finger and pen by pointer events, or the keyboard.

const STEP = 7; // of the keyboard's pen, in the canvas's pixels

export class Drawing {
  // canvas: what is drawn on. cursor: the element that shows the keyboard's pen. width: a function that gives the pen's
  // width. changed: is called after each change.
  constructor(canvas, cursor, width, changed) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d", { willReadFrequently: true });
    this.cursor = cursor;
    this.width = width;
    this.changed = changed;
    this.strokes = [];
    this.active = null; // the pointer that draws
    this.down = false; // the keyboard's pen
    this.place = [canvas.width / 2, canvas.height / 4];
    canvas.addEventListener("pointerdown", (event) => this.start(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, (event) => this.end(event));
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("blur", () => this.lift());
    this.lift();
  }

  clear() {
    this.strokes = [];
    this.redraw();
  }

  undo() {
    this.strokes.pop();
    this.redraw();
  }

  redraw() {
    this.active = null;
    this.lift();
    this.wipe();
    for (const { width, points } of this.strokes) {
      for (let i = 1; i <= points.length; i += 1) this.line({ width, points: points.slice(0, i) }); // as it was drawn
    }
    this.changed();
  }

  wipe() {
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  start(event) {
    if (event.button !== 0 || this.active !== null) return; // a palm beside the pen draws nothing
    event.preventDefault();
    this.lift();
    this.canvas.focus({ preventScroll: true });
    if (event.isTrusted) this.canvas.setPointerCapture(event.pointerId); // a made-up pointer cannot be held
    this.begin(this.at(event));
    this.active = event.pointerId;
  }

  move(event) {
    if (event.pointerId !== this.active) return;
    const all = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
    for (const one of all.length ? all : [event]) this.extend(this.at(one));
    this.changed();
  }

  end(event) {
    if (event.pointerId === this.active) this.active = null;
  }

  begin(point) {
    if (!this.strokes.length) this.wipe(); // a test image may be shown here
    this.strokes.push({ width: this.width(), points: [point] });
    this.line(this.strokes[this.strokes.length - 1]);
    this.changed();
  }

  extend(point) {
    const stroke = this.strokes[this.strokes.length - 1];
    stroke.points.push(point);
    this.line(stroke);
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * this.canvas.width,
      ((event.clientY - box.top) / box.height) * this.canvas.height,
    ];
  }

  // Draws the last piece of a stroke: to its last point from the one before, or its only point.
  line({ width, points }) {
    Object.assign(this.context, { lineWidth: width, lineCap: "round" });
    const [x, y] = points[points.length - 1];
    this.context.beginPath();
    this.context.moveTo(...points[Math.max(0, points.length - 2)]);
    this.context.lineTo(points.length > 1 ? x : x + 0.01, y); // a line without length would not be drawn
    this.context.stroke();
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return; // the browser's
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const { width, height } = this.canvas;
    if (event.key in moves) {
      const [right, below] = moves[event.key];
      const inside = (number, most) => Math.min(Math.max(number, 0), most);
      this.place = [inside(this.place[0] + STEP * right, width), inside(this.place[1] + STEP * below, height)];
      if (this.down) {
        this.extend(this.place);
        this.changed();
      }
    } else if (event.key === " " || event.key === "Enter") {
      this.down = !this.down;
      if (this.down) this.begin(this.place);
    } else if (event.key === "Escape") {
      this.down = false;
    } else {
      return;
    }
    event.preventDefault();
    this.show(true);
  }

  lift() {
    this.down = false;
    this.show(false);
  }

  show(visible) {
    this.cursor.hidden = !visible;
    this.cursor.classList.toggle("down", this.down);
    this.cursor.style.left = `${(100 * this.place[0]) / this.canvas.width}%`;
    this.cursor.style.top = `${(100 * this.place[1]) / this.canvas.height}%`;
  }
}
