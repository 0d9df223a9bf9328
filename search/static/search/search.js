// SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
// SPDX-License-Identifier: EUPL-1.2
// htmx swaps the middle of the page; a search that cannot be read comes as 422 and is shown too.

document.addEventListener('htmx:beforeSwap', (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// Addresses without empty parameters.
document.addEventListener('htmx:configRequest', (event) => {
  const { parameters } = event.detail;
  for (const name of Object.keys(parameters)) if (parameters[name] === '') delete parameters[name];
});

// The drawer closes before its search replaces it.
document.addEventListener('htmx:beforeRequest', (event) => {
  event.detail.elt.closest('dialog[open]')?.close();
});
