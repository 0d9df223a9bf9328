// SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
// SPDX-License-Identifier: EUPL-1.2
// The map of the results: moves and zooms its SVG, searches what is shown, and keeps step with the list. Without it the map stands still.

const STEP = 0.25; // of what is shown, by an arrow key
const ZOOM = 1.5;
const CLOSEST = 20; // times

class Panel {
  constructor(svg, words) {
    this.svg = svg;
    this.whole = svg.viewBox.baseVal;
    this.box = { x: 0, y: 0, width: this.whole.width, height: this.whole.height };
    this.size = { width: this.whole.width, height: this.whole.height };
    [this.west, this.north, this.across, this.down] = svg.dataset.frame.split(',').map(Number);
    this.words = words;
    svg.classList.add('is-movable');
    svg.setAttribute('tabindex', '0');
    svg.setAttribute('aria-description', words.help);
    this.addTools();
    svg.addEventListener('keydown', (event) => this.key(event));
    svg.addEventListener('pointerdown', (event) => this.grab(event));
  }

  addTools() {
    const tools = document.createElement('div');
    tools.className = 'map__tools';
    const button = (text, label, does) => {
      const element = document.createElement('button');
      element.type = 'button';
      element.className = 'btn btn-outline-primary btn-sm';
      element.textContent = text;
      element.setAttribute('aria-label', label);
      element.addEventListener('click', does);
      tools.append(element);
    };
    button('+', this.words.closer, () => this.zoom(1 / ZOOM));
    button('−', this.words.farther, () => this.zoom(ZOOM));
    this.here = document.createElement('a');
    this.here.className = 'btn btn-primary btn-sm';
    this.here.textContent = this.words.here;
    this.here.hidden = true;
    tools.append(this.here);
    this.svg.after(tools);
  }

  show() {
    const { box, size } = this;
    this.svg.setAttribute('viewBox', `${box.x} ${box.y} ${box.width} ${box.height}`);
    const west = this.west + box.x / this.across;
    const north = this.north - box.y / this.down;
    const edges = [west, north - box.height / this.down, west + box.width / this.across, north].map((edge) => edge.toFixed(5));
    const address = new URL(this.words.address, window.location.href);
    address.searchParams.set('bbox', edges.join(','));
    this.here.href = address;
    this.here.hidden = false;
    // Points keep their size on the screen.
    const share = box.width / size.width;
    for (const circle of this.svg.querySelectorAll('circle')) {
      circle.dataset.r ??= circle.getAttribute('r');
      circle.setAttribute('r', circle.dataset.r * Math.max(share, 0.25));
    }
  }

  move(x, y) {
    this.box.x += x;
    this.box.y += y;
    this.show();
  }

  zoom(factor) {
    const { box, size } = this;
    const width = Math.min(size.width * 2, Math.max(size.width / CLOSEST, box.width * factor));
    const height = (width * size.height) / size.width;
    box.x += (box.width - width) / 2;
    box.y += (box.height - height) / 2;
    Object.assign(box, { width, height });
    this.show();
  }

  key(event) {
    if (event.target !== this.svg || event.ctrlKey || event.metaKey || event.altKey) return;
    const { width, height } = this.box;
    const does = {
      ArrowLeft: () => this.move(-STEP * width, 0),
      ArrowRight: () => this.move(STEP * width, 0),
      ArrowUp: () => this.move(0, -STEP * height),
      ArrowDown: () => this.move(0, STEP * height),
      '+': () => this.zoom(1 / ZOOM),
      '-': () => this.zoom(ZOOM),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  }

  grab(event) {
    if (event.button !== 0 || event.pointerType === 'touch') return; // a finger scrolls the page
    let at = [event.clientX, event.clientY];
    const start = at;
    const scale = this.box.width / this.svg.getBoundingClientRect().width;
    const far = () => Math.hypot(at[0] - start[0], at[1] - start[1]) > 6;
    let moved = false;
    const move = (next) => {
      const by = [at[0] - next.clientX, at[1] - next.clientY];
      at = [next.clientX, next.clientY];
      moved ||= far();
      if (moved) this.move(by[0] * scale, by[1] * scale);
    };
    const end = () => {
      window.removeEventListener('pointermove', move);
      // A drag that ends on a village is no click on it.
      if (moved) this.svg.addEventListener('click', (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
      setTimeout(() => { moved = false; }, 0);
    };
    event.preventDefault();
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end, { once: true });
  }
}

function attach() {
  const map = document.querySelector('#map[data-here]:not([data-attached])');
  if (!map) return;
  map.dataset.attached = '';
  const { here: address, hereWords: here, closer, farther, help } = map.dataset;
  for (const svg of map.querySelectorAll('svg[data-frame]')) new Panel(svg, { address, here, closer, farther, help });
}

// List and map in step: what the pointer or the focus is on is marked in both.
function mark(event, on) {
  const hit = event.target.closest?.('[data-hit]')?.dataset.hit;
  if (!hit) return;
  for (const element of document.querySelectorAll(`[data-hit="${CSS.escape(hit)}"]`)) element.classList.toggle('is-near', on);
}
for (const [name, on] of [['pointerover', true], ['pointerout', false], ['focusin', true], ['focusout', false]]) {
  document.addEventListener(name, (event) => mark(event, on));
}

// On a phone: to the map and back to the very place in the list.
let left = null;
document.addEventListener('click', (event) => {
  if (event.target.closest?.('[data-to-map]')) left = window.scrollY;
  if (left !== null && event.target.closest?.('[data-to-list]')) {
    event.preventDefault();
    window.scrollTo({ top: left, behavior: 'instant' });
    left = null;
  }
});

attach();
document.addEventListener('htmx:afterSettle', attach);
