// SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
// SPDX-License-Identifier: EUPL-1.2
// The page of an application: saves by itself, counts words, hides questions whose condition is not met. Without it the page works alike.

const form = document.querySelector("[data-apply]");
const note = document.querySelector("[data-saved]");
const PAUSE = 2000;
const AGAIN = 15000;
const YES = ["sì", "si", "yes", "ja", "true", "1"];
let timer = 0;
let dirty = false;
let saving = false;
let stopped = false;

function say(text) {
  if (note.textContent !== text) note.textContent = text;
}

function body() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  data.set("action", "save");
  return data;
}

async function freshToken() {
  // Signing in elsewhere changes the token: the page of now has the one that counts.
  const answer = await fetch(form.dataset.tokenFrom, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[data-apply] input[name=csrfmiddlewaretoken]");
  if (!token) return false;
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token.value;
  return true;
}

function showMissing(problems) {
  const list = document.querySelector("[data-missing-list]");
  const stays = [...list.querySelectorAll("[data-stays]")];
  const rows = problems.map(({ name, label }) => {
    const link = document.createElement("a");
    link.href = `#row-${name}`;
    link.textContent = label;
    const row = document.createElement("li");
    row.append(link);
    return row;
  });
  if (!rows.length) {
    const row = document.createElement("li");
    row.textContent = document.querySelector("[data-missing]").dataset.none;
    rows.push(row);
  }
  list.replaceChildren(...rows, ...stays);
}

async function save(again = true) {
  if (saving || stopped || !dirty) return;
  saving = true;
  dirty = false;
  try {
    const answer = await fetch(form.action, {
      method: "POST", body: body(), headers: { Accept: "application/json" }, credentials: "same-origin",
    });
    if (answer.status === 403 && again && (await freshToken())) {
      saving = false;
      dirty = true;
      return save(false);
    }
    if (answer.ok) {
      const said = await answer.json();
      form.elements.revision.value = said.revision;
      say(said.saved);
      showMissing(said.problems);
    } else {
      // Nothing is sent over what somebody else wrote: the button shows both versions, or says why.
      dirty = true;
      stopped = answer.status === 409 || answer.status === 422;
      say(answer.status === 409 ? form.dataset.stale : form.dataset.refused);
    }
  } catch {
    dirty = true;
    say(form.dataset.failed);
    timer = setTimeout(save, AGAIN);
  } finally {
    saving = false;
  }
  if (dirty && !stopped) schedule(AGAIN);
}

function schedule(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

function count(area) {
  const place = document.querySelector(`[data-count-of="${CSS.escape(area.id)}"]`);
  if (!place) return;
  const words = area.value.trim() ? area.value.trim().split(/\s+/).length : 0;
  const shown = place.querySelector("[data-count]");
  shown.textContent = words;
  shown.toggleAttribute("data-over", words > Number(place.dataset.most));
}

function answersOf(name) {
  const inputs = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const single = inputs.length === 1 && inputs[0].type === "checkbox" && inputs[0].value === "on";
  if (single) return inputs[0].checked ? YES : [];
  const chosen = inputs.filter((input) => !["checkbox", "radio"].includes(input.type) || input.checked);
  return chosen.map((input) => input.value.trim().toLowerCase());
}

function hide() {
  for (const row of form.querySelectorAll("[data-when-field]")) {
    const asked = document.getElementById(`row-${row.dataset.whenField}`);
    const met = asked && !asked.hidden && answersOf(row.dataset.whenField).includes(row.dataset.whenValue.trim().toLowerCase());
    row.hidden = !met;
  }
}

if (form) {
  for (const when of form.querySelectorAll(".question__when")) when.hidden = true;
  hide();
  form.addEventListener("input", (event) => {
    dirty = true;
    if (event.target.matches("[data-words]")) count(event.target);
    hide();
    schedule(PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    dirty = false;
    stopped = true;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}
