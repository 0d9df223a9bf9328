// SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
// SPDX-License-Identifier: EUPL-1.2
// What every page can do better with script; every page works without. htmx: parts that arrive later are enhanced too.

document.documentElement.classList.add('js');

const once = (root, selector, enhance) => {
  const found = [...root.querySelectorAll(selector)];
  if (root.matches?.(selector)) found.push(root);
  for (const element of found) {
    if (element.dataset.ready) continue;
    element.dataset.ready = '1';
    enhance(element);
  }
};

// − and + round a number input.
function number(box) {
  const input = box.querySelector('input');
  const buttons = [...box.querySelectorAll('button[data-step]')];
  const least = Number(input.min || 0);
  const most = Number(input.max || 99);
  const show = () => {
    for (const button of buttons) button.disabled = button.dataset.step < 0 ? Number(input.value) <= least : Number(input.value) >= most;
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      input.value = Math.min(most, Math.max(least, Number(input.value || least) + Number(button.dataset.step)));
      input.dispatchEvent(new Event('change', { bubbles: true }));
      show();
    });
  }
  input.addEventListener('input', show);
  show();
}

// Check-out never before the day after check-in.
function dates(box) {
  const [start, end] = box.querySelectorAll('input[type=date]');
  const couple = () => {
    if (!start.value) return;
    const next = new Date(`${start.value}T12:00:00Z`);
    next.setUTCDate(next.getUTCDate() + 1);
    end.min = next.toISOString().slice(0, 10);
    if (end.value && end.value < end.min) end.value = end.min;
  };
  start.addEventListener('change', couple);
  couple();
}

// Time left, in words; said aloud at ten, five and one minute only.
function timeLeft(line) {
  const words = line.querySelector('[data-left]');
  const says = line.querySelector('[data-says]');
  if (!words) return;
  const expires = Date.parse(line.dataset.expires);
  const tick = () => {
    const seconds = Math.max(0, Math.floor((expires - Date.now()) / 1000));
    const minutes = Math.floor(seconds / 60);
    let text = (minutes === 1 ? line.dataset.one : line.dataset.many).replace(/\{n\}|\d+/, minutes);
    if (seconds < 60) text = line.dataset.last;
    if (seconds === 0) {
      words.parentElement.textContent = line.dataset.over;
      says.textContent = line.dataset.over;
      return;
    }
    if (words.textContent !== text) {
      words.textContent = text;
      if ([10, 5, 1].includes(minutes)) says.textContent = text;
    }
    setTimeout(tick, 1000 * Math.max(1, seconds % 60 || 60));
  };
  tick();
}

// Before and after: the range input moves the edge between two pictures.
function compare(box) {
  const range = box.querySelector('input[type=range]');
  box.classList.add('compare--live');
  range.disabled = false;
  const cut = () => box.style.setProperty('--cut', `${range.value}%`);
  range.addEventListener('input', cut);
  cut();
}

// Menus close on Escape, on a click elsewhere, and when the focus leaves them.
function drop(details) {
  const close = () => { details.open = false; };
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    close();
    details.querySelector('summary').focus();
  });
  document.addEventListener('click', (event) => { if (!details.contains(event.target)) close(); });
  details.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) close();
  });
}

// Drawers are <dialog>: the browser keeps the focus inside and gives it back.
function drawer(opener) {
  const dialog = document.getElementById(opener.dataset.opens);
  if (!dialog?.showModal) return;
  opener.addEventListener('click', (event) => {
    event.preventDefault();
    dialog.showModal();
  });
  dialog.addEventListener('click', (event) => {
    const closer = event.target.closest('[data-closes]');
    if (!closer && event.target !== dialog) return;
    if (closer) event.preventDefault();
    dialog.close();
  });
}

const enhance = (root) => {
  once(root, '[data-number]', number);
  once(root, '[data-dates]', dates);
  once(root, '[data-expires]', timeLeft);
  once(root, '[data-compare]', compare);
  once(root, '[data-drop]', drop);
  once(root, '[data-opens]', drawer);
};

enhance(document);
document.addEventListener('htmx:load', (event) => enhance(event.detail.elt));
