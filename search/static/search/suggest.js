// SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
// SPDX-License-Identifier: EUPL-1.2
// Suggestions below a search box: the combobox pattern of WAI-ARIA with a grouped list. Without this module the box is a plain one.

const PAUSE = 140; // ms without a key before asking
const LEAST = 2;
let boxes = 0;

function make(tag, attributes, text) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

class Suggestions {
  constructor(input) {
    this.input = input;
    this.id = `suggest-${(boxes += 1)}`;
    this.options = [];
    this.at = -1;
    this.list = make('div', { class: 'suggest', id: this.id, role: 'listbox', 'aria-label': input.dataset.suggestLabel, hidden: '' });
    this.status = make('div', { class: 'visually-hidden', role: 'status' });
    input.after(this.list, this.status);
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.id })) input.setAttribute(name, value);
    input.addEventListener('input', () => this.later());
    input.addEventListener('keydown', (event) => this.key(event));
    input.addEventListener('blur', () => this.close());
    this.list.addEventListener('mousedown', (event) => event.preventDefault()); // the input keeps the focus
    this.list.addEventListener('click', (event) => this.go(event.target.closest('[role=option]')));
  }

  later() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.input.value.trim().length < LEAST) this.close();
    else this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const address = new URL(this.input.dataset.suggest, document.baseURI);
    address.searchParams.set('q', this.input.value.trim());
    this.asking = new AbortController();
    try {
      const answer = await fetch(address, { signal: this.asking.signal, headers: { Accept: 'application/json' } });
      if (answer.ok) this.show(await answer.json());
      else this.close();
    } catch {
      this.close(); // aborted, or no network: the box still searches
    }
  }

  show(groups) {
    this.options = [];
    this.at = -1;
    this.list.replaceChildren(
      ...groups.map((group, index) => {
        const label = make('div', { class: 'suggest__label', id: `${this.id}-${index}`, role: 'presentation' }, group.label);
        const box = make('div', { role: 'group', 'aria-labelledby': label.id });
        box.append(label, ...group.items.map((item) => this.option(item)));
        return box;
      }),
    );
    const count = this.options.length;
    const { suggestCount, suggestNone } = this.input.dataset;
    this.status.textContent = count ? suggestCount.replace('{count}', count) : suggestNone;
    if (!count || document.activeElement !== this.input) this.close();
    else this.open();
  }

  option(item) {
    const option = make('div', { class: 'suggest__option', role: 'option', id: `${this.id}-option-${this.options.length}`, 'aria-selected': 'false', 'data-url': item.url });
    option.append(make('span', {}, item.title), make('span', { class: 'suggest__detail' }, item.detail));
    this.options.push(option);
    return option;
  }

  open() {
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.input.removeAttribute('aria-activedescendant');
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  choose(index) {
    this.options[this.at]?.setAttribute('aria-selected', 'false');
    const count = this.options.length + 1; // one place is the box itself
    this.at = ((index + 1 + count) % count) - 1;
    const option = this.options[this.at];
    if (!option) return this.input.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', 'true');
    this.input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
    return undefined;
  }

  key(event) {
    const shown = !this.list.hidden;
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!shown) {
        if (this.options.length) this.open();
        else this.later();
      } else this.choose(this.at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Escape' && shown) this.close();
    else if (event.key === 'Enter' && shown && this.options[this.at]) this.go(this.options[this.at]);
    else {
      if (event.key === 'Enter') this.close();
      return;
    }
    event.preventDefault();
  }

  go(option) {
    if (option) window.location.assign(option.dataset.url);
  }
}

function attach() {
  for (const input of document.querySelectorAll('input[data-suggest]:not([role])')) new Suggestions(input);
}

attach();
document.addEventListener('htmx:afterSettle', attach); // the form comes anew with each search
