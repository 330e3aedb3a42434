// The page at the table: nothing typed is lost while the network, the server or the session is away.
//
// What is typed is kept in this browser at every key, by person, meeting, item and form. What is to be saved goes into
// a queue and is sent with its token until the server has answered; the server writes one row for each token, so that
// sending twice does no harm. An entry leaves the browser only when the server has it, or when it is discarded.
// Without this script the forms are ordinary ones.
"use strict";

(() => {
  const table = document.querySelector("[data-table]");
  if (!table) return;
  const words = table.dataset;
  const home = `table:${words.table}:`;
  const lines = document.getElementById("lines");
  const status = document.getElementById("table-status");
  const waiting = document.getElementById("table-waiting");
  const PATIENCE = 15000; // ms until a request counts as lost
  const PAUSES = [1000, 2000, 4000, 8000]; // ms before the next try
  const OURS = ["csrfmiddlewaretoken"]; // belongs to the page, not to what was typed
  const pristine = new WeakMap(); // how each form looks when nothing is typed in it

  // --- what this browser keeps
  const store = {
    get(key) {
      try { return JSON.parse(localStorage.getItem(home + key)); } catch { return null; }
    },
    set(key, value) {
      try { localStorage.setItem(home + key, JSON.stringify(value)); return true; } catch { return false; }
    },
    remove(key) {
      try { localStorage.removeItem(home + key); } catch { /* nothing is kept here at all */ }
    },
    keys(beginning) {
      try {
        return Object.keys(localStorage).filter((key) => key.startsWith(home + beginning))
          .map((key) => key.slice(home.length));
      } catch { return []; }
    },
  };

  const queued = () => store.keys("queue:").map((key) => ({ key, ...store.get(key) })).filter((one) => one.fields)
    .sort((a, b) => a.at - b.at);
  const unsent = () => queued().filter((one) => !one.told);

  // crypto.randomUUID is there only over HTTPS; an office's own server may not have that.
  function newToken() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // --- forms
  const draftKey = (form) => `draft:${form.dataset.item}:${form.dataset.tableForm}:${form.dataset.line}`;
  const field = (form, name) => form.querySelector(`[name="${form.dataset.tableForm}-${name}"]`);
  const typed = (form) => [...new FormData(form)].filter(([name]) => !OURS.includes(name));
  const said = (form) => JSON.stringify(typed(form).filter(([name]) => !/-(token|revision)$/.test(name)));
  const isTouched = (form) => said(form) !== pristine.get(form);

  function fill(form, fields) {
    const given = new Map();
    for (const [name, value] of fields) given.set(name, [...(given.get(name) || []), value]);
    for (const one of form.elements) {
      if (!one.name || OURS.includes(one.name)) continue;
      const values = given.get(one.name) || [];
      if (one.type === "checkbox" || one.type === "radio") one.checked = values.includes(one.value);
      else if (values.length) one.value = values[0];
      else if (one.type !== "hidden") one.value = "";
    }
    for (const apart of form.querySelectorAll("details")) {
      apart.open ||= [...apart.querySelectorAll("input, textarea, select")]
        .some((one) => (one.type === "checkbox" ? one.checked : one.value));
    }
  }

  // The kind stays as it was chosen: conclusions of a kind come one after the other.
  function clear(form) {
    const kind = field(form, "kind");
    for (const told of form.querySelectorAll(".form-errors, .field-error, .notice")) told.remove();
    for (const one of form.querySelectorAll(".faulty")) one.classList.remove("faulty");
    for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
    for (const one of form.elements) {
      if (one === kind || one.type === "hidden" || !one.name) continue;
      if (one.type === "checkbox") one.checked = false;
      else one.value = "";
    }
    field(form, "token").value = newToken();
    pristine.set(form, said(form));
    field(form, "text_sq").focus();
  }

  function keep(form) {
    if (!isTouched(form)) store.remove(draftKey(form));
    else if (!store.set(draftKey(form), typed(form))) say("noStore", "refused");
    else if (!queued().length) say("kept"); // what waits or was refused is the greater worry
  }

  function attach(form) {
    pristine.set(form, said(form));
    form.addEventListener("input", () => keep(form));
    form.addEventListener("change", () => keep(form));
    form.addEventListener("submit", (event) => submit(event, form));
  }

  function submit(event, form) {
    const { tableForm: name, line, item } = form.dataset;
    const key = `queue:${line}:${field(form, "token").value}`;
    const entry = { url: form.getAttribute("action"), name, line, item, fields: typed(form), at: Date.now() };
    if (!store.set(key, entry)) return; // the browser keeps nothing: the form is sent as any other
    event.preventDefault();
    event.stopPropagation(); // the button of a form that stays is not marked as busy
    store.remove(draftKey(form));
    if (line) form.inert = true;
    else clear(form);
    show();
    send();
  }

  // --- the line that says how things stand
  function say(what, tone = "", values = {}) {
    const text = Object.entries(values).reduce((said, [name, value]) => said.replace(`{${name}}`, value), words[what]);
    if (status.textContent !== text) status.textContent = text;
    status.className = `table-status ${tone}`;
  }

  function sayWaiting() {
    const count = unsent().length;
    say(count === 1 ? "waitingOne" : "waitingMany", "waiting", { count });
  }

  function saySaved() {
    const now = new Date();
    const time = [now.getHours(), now.getMinutes()].map((one) => String(one).padStart(2, "0")).join(":");
    say("saved", "saved", { time });
  }

  // --- what waits, and what was refused, as a list under the lines
  function show() {
    const entries = queued();
    waiting.hidden = !entries.length;
    waiting.replaceChildren(...entries.map(shown));
  }

  function shown(entry) {
    const row = document.createElement("li");
    const text = entry.fields.find(([name]) => name.endsWith("-text_sq"));
    const elsewhere = entry.item === words.item ? "" : ` (${words.elsewhere})`;
    row.className = entry.told ? "refused" : "";
    row.append(element("p", text ? text[1] : ""), element("small", (entry.told || words.waiting) + elsewhere));
    if (entry.told) row.append(button(words.putBack, () => correct(entry)), button(words.forget, () => forget(entry)));
    return row;
  }

  const element = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

  function button(text, act) {
    const one = Object.assign(element("button", text), { type: "button", className: "button quiet" });
    one.addEventListener("click", act);
    return one;
  }

  function forget(entry) {
    store.remove(entry.key);
    show();
  }

  function formOf(entry) {
    const found = table.querySelector(`form[data-table-form="${entry.name}"]`);
    const isSame = found && found.dataset.item === entry.item && (found.dataset.line || "") === entry.line;
    return isSame ? found : null;
  }

  function correct(entry) {
    const form = formOf(entry);
    if (form && isTouched(form)) say("busy", "refused");
    else if (form) putBack(entry, form);
    else open(`${location.pathname}?item=${entry.item}${entry.line && `&line=${entry.line}`}`, "_self");
  }

  // Into its form, with what the server said of it: from now on it is a draft again.
  function putBack(entry, form, html = "") {
    let place = form;
    if (html) {
      const drawn = document.createElement("template");
      drawn.innerHTML = html;
      place = drawn.content.querySelector("form");
      form.replaceWith(place);
      attach(place);
      pristine.set(place, "");
      place.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
      place.querySelector(".form-errors")?.focus();
    } else {
      place.inert = false;
      fill(place, entry.fields);
      field(place, "text_sq").focus();
    }
    store.set(draftKey(place), typed(place));
    store.remove(entry.key);
    show();
  }

  // --- sending
  let isSending = false, isOut = false, isLeaving = false, tries = 0, timer = null;

  async function post(entry) {
    const body = new URLSearchParams(entry.fields);
    body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    const answer = await fetch(entry.url, {
      method: "POST", body, redirect: "manual", headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    return { status: answer.type === "opaqueredirect" ? 401 : answer.status, data: isJson ? await answer.json() : null };
  }

  async function send() {
    const [entry] = unsent();
    if (isSending || isOut || !entry) return;
    isSending = true;
    clearTimeout(timer);
    if (!tries) say("saving");
    let answer;
    try { answer = await post(entry); } catch { answer = { status: 0 }; }
    isSending = false;
    take(entry, answer);
  }

  function take(entry, { status: code, data }) {
    if (code === 0 || code >= 500 || code === 408 || code === 429) return tryLater();
    tries = 0;
    if (code === 401 || code === 403) {
      isOut = true;
      return say("signedOut", "refused");
    }
    if (code === 200 && data) {
      if (store.get(entry.key)?.at === entry.at) store.remove(entry.key);
      written(entry, data);
    } else {
      refused(entry, data);
    }
    show();
    send();
  }

  function tryLater() {
    timer = setTimeout(send, PAUSES[Math.min(tries, PAUSES.length - 1)]);
    tries += 1;
    sayWaiting();
  }

  function written(entry, data) {
    saySaved();
    if (entry.line && formOf(entry)) {
      isLeaving = true;
      location.assign(data.back);
    } else if (String(data.item) === words.item && !table.querySelector("form[data-line]:not([data-line=''])")) {
      lines.innerHTML = data.lines;
    }
  }

  function refused(entry, data) {
    const told = (data && data.told) || words.gone;
    store.set(entry.key, { ...entry, told });
    const form = formOf(entry);
    if (form && data && (form.inert || !isTouched(form))) putBack(entry, form, data.form);
    say("refused", "refused");
  }

  // --- at the start: what was typed and not sent stands there again
  for (const form of table.querySelectorAll("form[data-table-form]")) {
    attach(form);
    const draft = store.get(draftKey(form));
    if (draft && !form.querySelector(".form-errors")) {
      fill(form, draft);
      say("kept");
    }
  }
  for (const entry of queued().filter((one) => one.told)) {
    const form = formOf(entry);
    if (form && !isTouched(form)) putBack(entry, form);
  }
  if (!store.set("probe", 1)) say("noStore", "refused");
  store.remove("probe");
  show();
  send();

  window.addEventListener("online", () => { tries = 0; send(); });
  window.addEventListener("storage", show);
  window.addEventListener("beforeunload", (event) => {
    if (queued().length && !isLeaving) event.preventDefault();
  });
})();
