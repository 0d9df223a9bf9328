// SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
// SPDX-License-Identifier: EUPL-1.2
// The calendar table: arrow keys move from day to day. Where the page has date fields in a form with data-calendar-form,
// a chosen day fills them (and the form hears "change") in place of loading the page anew.

const iso = (date) => date.toISOString().slice(0, 10);
const shift = (day, days) => {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return iso(date);
};
const KEYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function calendar(box) {
  const days = [...box.querySelectorAll('[data-date]')];
  const byDate = new Map(days.map((day) => [day.dataset.date, day]));
  const form = document.querySelector('form[data-calendar-form]');
  const start = form?.querySelector('[name=check_in]');
  const end = form?.querySelector('[name=check_out]');

  box.addEventListener('keydown', (event) => {
    const here = event.target.closest('[data-date]');
    if (!here || !(event.key in KEYS)) return;
    event.preventDefault();
    let date = here.dataset.date;
    for (let i = 0; i < 62; i += 1) {
      date = shift(date, KEYS[event.key]);
      const next = byDate.get(date);
      if (!next) return;
      if (next.href) {
        next.focus();
        return;
      }
    }
  });
  if (!start || !end) return;

  const paint = () => {
    for (const day of days) {
      const date = day.dataset.date;
      day.classList.toggle('cal__day--start', date === start.value);
      day.classList.toggle('cal__day--end', date === end.value);
      day.classList.toggle('cal__day--in', Boolean(end.value) && date > start.value && date < end.value);
    }
  };
  // All nights from the arrival to the day before must be free.
  const reachable = (date) => {
    for (let night = start.value; night < date; night = shift(night, 1)) {
      if (byDate.get(night)?.dataset.free !== '1') return false;
    }
    return true;
  };
  box.addEventListener('click', (event) => {
    const day = event.target.closest('[data-date]');
    if (!day || event.ctrlKey || event.metaKey) return;
    const date = day.dataset.date;
    const ends = start.value && !end.value && date > start.value && day.dataset.departure === '1' && reachable(date);
    if (ends) end.value = date;
    else if (day.dataset.free === '1' && day.dataset.arrival === '1') {
      start.value = date;
      end.value = '';
    } else return;
    event.preventDefault();
    paint();
    if (ends) end.dispatchEvent(new Event('change', { bubbles: true }));
  });
  for (const field of [start, end]) field.addEventListener('change', paint);
  paint();
}

const enhance = (root) => {
  const boxes = [...root.querySelectorAll('[data-calendar]')];
  if (root.matches?.('[data-calendar]')) boxes.push(root);
  for (const box of boxes) {
    if (box.dataset.ready) continue;
    box.dataset.ready = '1';
    calendar(box);
  }
};
enhance(document);
document.addEventListener('htmx:load', (event) => enhance(event.detail.elt));
