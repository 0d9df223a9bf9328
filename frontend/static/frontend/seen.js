// SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
// SPDX-License-Identifier: EUPL-1.2
// Recently seen: a list that this browser keeps for itself. Nothing of it is sent anywhere; without storage or script there is none.

const KEY = 'seen';
const MOST = 12;
const LONGEST = 90 * 24 * 3600 * 1000; // milliseconds
const PAGE = /^\/(?:it|en|de)(\/(?:stays|experiences|businesses)\/[\w-]+\/)$/;
const PATH = /^\/(?:stays|experiences|businesses)\/[\w-]+\/$/;
const words = (value) => typeof value === 'string' && value.length > 0 && value.length < 400;
// A picture of the site, or of the place its pictures come from; the page's policy lets in no other.
const isPicture = (value) => words(value) && (/^\/(?!\/)/.test(value) || value.startsWith('https://'));

const isEntry = (entry) => entry !== null && typeof entry === 'object' && typeof entry.path === 'string' && PATH.test(entry.path)
  && words(entry.it) && typeof entry.at === 'number' && entry.at > Date.now() - LONGEST;

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept.filter(isEntry).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function write(entries) {
  try {
    if (entries.length) localStorage.setItem(KEY, JSON.stringify(entries.slice(0, MOST)));
    else localStorage.removeItem(KEY);
  } catch {
    // Full or forbidden: then nothing is remembered.
  }
}

// A page of a listing notes itself, with its titles in all languages; one that is gone is forgotten.
function note() {
  const [, path] = PAGE.exec(location.pathname) || [];
  if (!path) return;
  const here = document.querySelector('[data-seen]');
  const others = read().filter((entry) => entry.path !== path);
  if (!here || navigator.globalPrivacyControl) {
    write(others);
    return;
  }
  const { it, en, de, village } = here.dataset;
  const picture = document.querySelector('.headpicture img')?.getAttribute('src') || '';
  write([{ path, it, en, de, village, picture, at: Date.now() }, ...others]);
}

function card(section, entry, language) {
  const item = section.querySelector('template').content.cloneNode(true);
  const link = item.querySelector('a');
  link.href = `/${language}${entry.path}`;
  link.textContent = words(entry[language]) ? entry[language] : entry.it;
  item.querySelector('.overline').textContent = words(entry.village) ? entry.village : '';
  const image = item.querySelector('img');
  if (isPicture(entry.picture)) {
    image.addEventListener('error', () => image.remove());
    image.src = entry.picture;
  } else {
    image.remove();
  }
  return item;
}

function show(root) {
  const found = [...root.querySelectorAll('[data-seen-list]')];
  if (root.matches?.('[data-seen-list]')) found.push(root);
  const entries = navigator.globalPrivacyControl ? [] : read();
  for (const section of found) {
    const language = document.documentElement.lang;
    const list = section.querySelector('ul');
    if (!list) continue; // just forgotten
    list.replaceChildren(...entries.map((entry) => card(section, entry, language)));
    section.hidden = entries.length === 0;
  }
}

// Forgetting says so where the list was, and the keyboard goes on from there.
document.addEventListener('click', (event) => {
  const section = event.target.closest('[data-seen-forget]')?.closest('[data-seen-list]');
  if (!section) return;
  write([]);
  const told = document.createElement('p');
  told.tabIndex = -1;
  told.textContent = section.dataset.forgotten;
  section.firstElementChild.replaceChildren(told);
  section.removeAttribute('aria-labelledby');
  told.focus();
});

note();
show(document);
document.addEventListener('htmx:load', (event) => show(event.detail.elt));
// Coming back by the browser's button shows what was seen meanwhile.
window.addEventListener('pageshow', (event) => { if (event.persisted) show(document); });
