// SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
// SPDX-License-Identifier: EUPL-1.2
// A juror's desk: notes are saved as they are typed, kept in this browser while there is no connection, and sent when it is back.
// Keys: j and k go on and back, digits give points criterion after criterion. Without script there are buttons.

const form = document.querySelector('form[data-review]');
const PAUSE = 800; // milliseconds without a key before saving
const AGAIN = 15000;
const KEEP = 60 * 24 * 3600 * 1000;

function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: then what is typed waits in the page alone.
  }
}

function stored(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return kept && Array.isArray(kept.notes) && kept.at > Date.now() - KEEP ? kept : null;
  } catch {
    return null;
  }
}

function keepNotes() {
  const key = `jury:${form.dataset.review}`;
  const status = form.querySelector('.jury-status');
  const revision = form.elements.revision;
  let timer = 0;
  let sending = false;
  let changed = false;
  let stopped = false;

  const say = (words) => { status.textContent = words; };
  const notes = () => [...new FormData(form)].filter(([name]) => name !== 'csrfmiddlewaretoken' && name !== 'revision');

  function fill(entries) {
    for (const box of form.querySelectorAll('input[type=checkbox], input[type=radio]')) box.checked = false;
    for (const [name, value] of entries) {
      const control = form.elements[name];
      if (!control) continue;
      if (control.type === 'checkbox') control.checked = true;
      else control.value = value;
    }
  }

  async function send() {
    if (sending || stopped) return;
    sending = true;
    changed = false;
    const body = new FormData(form);
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' }, redirect: 'manual' });
      const said = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
      if (answer.ok) {
        revision.value = said.revision;
        if (!changed) store(key, null);
        say(form.dataset.saved);
      } else if (answer.status === 409) {
        stopped = true;
        say(said.code === 'stale' ? form.dataset.stale : said.message);
      } else if (answer.status === 422) {
        say(said.message || '');
      } else {
        throw new Error(String(answer.status)); // signed out, or the server is restarting: kept, and tried again
      }
    } catch {
      say(form.dataset.offline);
      clearTimeout(timer);
      timer = setTimeout(send, AGAIN);
    } finally {
      sending = false;
      if (changed) later();
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }

  function touched() {
    changed = true;
    store(key, { at: Date.now(), revision: revision.value, notes: notes() });
    later();
  }

  const kept = stored(key);
  if (kept) {
    fill(kept.notes);
    say(form.dataset.kept);
    if (kept.revision === revision.value) later();
    else {
      stopped = true;
      say(form.dataset.stale);
    }
  }
  form.addEventListener('input', touched);
  addEventListener('online', send);
  form.addEventListener('submit', () => { clearTimeout(timer); stopped = true; store(key, null); });
  addEventListener('beforeunload', (event) => { if (changed && !stopped && !stored(key)) event.preventDefault(); });
  return touched;
}

const touched = form ? keepNotes() : () => {};

function next() {
  const measures = [...document.querySelectorAll('[data-measure]')];
  return measures.find((measure) => measure.querySelector('input[type=radio]') && !measure.querySelector('input:checked'));
}

function mark() {
  const wanted = next();
  for (const measure of document.querySelectorAll('[data-measure]')) measure.classList.toggle('is-next', measure === wanted);
}

function give(points) {
  const focused = document.activeElement?.closest?.('[data-measure]');
  const radio = (focused || next())?.querySelector(`input[type=radio][value="${points}"]`);
  if (!radio || radio.matches(':disabled')) return;
  radio.checked = true;
  touched();
  mark();
}

const typing = (target) => target instanceof Element && target.matches('textarea, select, input:not([type=radio]):not([type=checkbox])');

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target) || document.querySelector('dialog[open]')) return;
  if (event.key === 'j') document.querySelector('.jury-bar a[rel=next]')?.click();
  else if (event.key === 'k') document.querySelector('.jury-bar a[rel=prev]')?.click();
  else if (/^\d$/.test(event.key)) give(event.key);
});
form?.addEventListener('change', mark);
mark();

const full = document.querySelector('dialog.jury-full');
const pictures = [...document.querySelectorAll('a[data-full]')];
let shown = 0;

function show(place) {
  shown = (place + pictures.length) % pictures.length;
  const small = pictures[shown].querySelector('img');
  const large = full.querySelector('img');
  large.src = pictures[shown].href;
  large.alt = small.alt;
  full.querySelector('figcaption').textContent = `${shown + 1}/${pictures.length} · ${small.alt}`;
}

if (full?.showModal) {
  pictures.forEach((link, place) => link.addEventListener('click', (event) => {
    event.preventDefault();
    show(place);
    full.showModal();
  }));
  full.querySelector('[data-close]').addEventListener('click', () => full.close());
  full.addEventListener('close', () => pictures[shown]?.focus());
  full.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowRight' || event.key === 'j') show(shown + 1);
    if (event.key === 'ArrowLeft' || event.key === 'k') show(shown - 1);
  });
}
