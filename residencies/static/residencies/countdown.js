// SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
// SPDX-License-Identifier: EUPL-1.2
// Keeps "in 12 days" true while the page stands open, and says a call's times on the reader's own clock.

const language = document.documentElement.lang || "it";
const STEPS = [["day", 86400], ["hour", 3600], ["minute", 60]];
const running = new Set();
const relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });
const clock = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

function refresh() {
  for (const place of document.querySelectorAll("[data-countdown]")) {
    const left = (new Date(place.dataset.countdown) - Date.now()) / 1000;
    if (left > 0) {
      const [unit, seconds] = STEPS.find(([, size]) => left >= 2 * size) || STEPS[2];
      place.textContent = relative.format(Math.max(1, Math.floor(left / seconds)), unit);
      running.add(place);
    } else if (running.has(place)) {
      location.reload(); // it ended under the reader's eyes: the server says what the call is now
    }
  }
}

function showYours() {
  for (const time of document.querySelectorAll("[data-yours]")) {
    const instant = new Date(time.dateTime);
    const here = -instant.getTimezoneOffset();
    const there = /([+-])(\d\d):(\d\d)$/.exec(time.dateTime);
    const offset = there ? (there[1] === "-" ? -1 : 1) * (Number(there[2]) * 60 + Number(there[3])) : 0;
    if (here === offset) continue;
    const note = document.createElement("small");
    note.textContent = `${time.dataset.yours} ${clock.format(instant)}`;
    time.after(note);
  }
}

showYours();
if (document.querySelector("[data-countdown]")) {
  refresh();
  setInterval(refresh, 30000);
}
