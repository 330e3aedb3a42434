// Shortens the way; every page works without it. Everything hangs on data- attributes, so that fragments
// fetched later behave like the page they come into.
"use strict";

const text = document.body.dataset;

// --- a calendar beside a date field: what is typed stays as it is typed, a picked day is written dd.mm.yyyy
const CALENDAR = '<svg viewBox="0 0 18 18" aria-hidden="true"><path d="M5 1v2H2v14h14V3h-3V1h-2v2H7V1zm-1 7h10v7H4z"/></svg>';

function addCalendar(input) {
  const box = document.createElement("span");
  const button = Object.assign(document.createElement("button"), { type: "button", innerHTML: CALENDAR });
  const picker = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1 });
  box.className = "date-box";
  button.setAttribute("aria-label", text.calendar);
  picker.setAttribute("aria-hidden", "true");
  input.removeAttribute("data-date");
  input.replaceWith(box);
  box.append(input, button, picker);
  button.addEventListener("click", () => {
    const [, day, month, year] = input.value.match(/^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*$/) || [];
    picker.value = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
    picker.showPicker();
  });
  picker.addEventListener("change", () => {
    if (!picker.value) return;
    input.value = picker.value.split("-").reverse().join(".");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
}

// --- an address that is there to be copied is chosen whole as soon as one comes to it
function addSelect(input) {
  input.addEventListener("focus", () => input.select());
}

// --- "choose all" in the heading of a column of checkboxes
function addChooseAll(all) {
  all.hidden = false;
  all.removeAttribute("data-choose-all");
  all.addEventListener("change", () => {
    for (const one of all.closest("table").querySelectorAll("input[data-choice]")) one.checked = all.checked;
  });
}

// --- a grid of fields moves and takes a paste as a spreadsheet does
function cellsOf(row) {
  return [...row.querySelectorAll("input:not([type=hidden], [type=date]), select, textarea")];
}

function pasteIntoGrid(event) {
  const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "").split("\n");
  if (lines.length === 1 && !lines[0].includes("\t")) return;
  event.preventDefault();
  const rows = [...event.currentTarget.querySelectorAll("tbody tr")];
  const first = rows.indexOf(event.target.closest("tr"));
  const column = cellsOf(rows[first]).indexOf(event.target);
  lines.slice(0, rows.length - first).forEach((line, i) => {
    const cells = cellsOf(rows[first + i]).slice(column);
    line.split("\t").slice(0, cells.length).forEach((value, j) => fill(cells[j], value.trim()));
  });
}

function fill(cell, value) {
  if (cell.tagName === "SELECT") {
    const wanted = value.toLowerCase();
    const option = [...cell.options].find((one) => one.text.toLowerCase() === wanted || one.value === value);
    if (option) cell.value = option.value;
  } else if (cell.type === "checkbox") {
    cell.checked = /^(x|po|yes|1)$/i.test(value);
  } else {
    cell.value = value;
  }
  cell.dispatchEvent(new Event("input", { bubbles: true }));
}

function moveInGrid(event) {
  const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  const isText = event.target.matches("input:not([type=checkbox])");
  if (!step || !isText || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...event.currentTarget.querySelectorAll("tbody tr")];
  const row = event.target.closest("tr");
  const next = rows[rows.indexOf(row) + step];
  if (!next) return;
  event.preventDefault();
  const cell = cellsOf(next)[cellsOf(row).indexOf(event.target)];
  if (cell) { cell.focus(); cell.select?.(); }
}

function addGrid(grid) {
  grid.addEventListener("paste", pasteIntoGrid);
  grid.addEventListener("keydown", moveInGrid);
}

// --- a file dropped on a row goes into the row's own form: <tr data-drop> ... <input type="file">
function addDrop(place) {
  const input = place.querySelector("input[type=file]");
  if (!input) return;
  const show = (on) => (event) => { event.preventDefault(); place.classList.toggle("dropping", on); };
  place.addEventListener("dragover", show(true));
  place.addEventListener("dragleave", show(false));
  place.addEventListener("drop", (event) => {
    show(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.form.requestSubmit();
  });
}

// --- one press, one sending: until the answer comes the button says that it works
document.addEventListener("submit", (event) => {
  const { submitter, target } = event;
  if (!submitter || target.method !== "post") return;
  if (submitter.getAttribute("aria-busy") === "true") event.preventDefault();
  submitter.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[aria-busy=true]")) button.removeAttribute("aria-busy");
});

// --- a fragment that could not be fetched says so where the page speaks
for (const fault of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(fault, () => {
    const said = Object.assign(document.createElement("p"), { className: "message error", textContent: text.failed });
    document.getElementById("messages")?.replaceChildren(said);
  });
}

function enhance(root) {
  root.querySelectorAll("input[data-date]").forEach(addCalendar);
  root.querySelectorAll("input[data-choose-all]").forEach(addChooseAll);
  root.querySelectorAll("input[data-select]").forEach(addSelect);
  root.querySelectorAll("table.grid").forEach(addGrid);
  root.querySelectorAll("[data-drop]").forEach(addDrop);
  root.querySelector(".form-errors")?.focus();
}

enhance(document);
document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) enhance(event.target); });
