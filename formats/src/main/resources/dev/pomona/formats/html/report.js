// SPDX-License-Identifier: Apache-2.0
// Filters, sorting, deep links, copying and the choice of light or dark. Everything can be read without it.
"use strict";
(function () {
  const root = document.documentElement;
  root.classList.add("js");

  const remembered = (value) => {
    try {
      if (value) localStorage.setItem("pomona-theme", value);
      return localStorage.getItem("pomona-theme");
    } catch (refused) {
      return value;
    }
  };
  const theme = remembered();
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  document.addEventListener("DOMContentLoaded", () => {
    themes();
    copies();
    const list = document.getElementById("list");
    if (list) findings(list);
    openTarget();
    addEventListener("hashchange", openTarget);
  });

  function themes() {
    document.getElementById("theme").addEventListener("click", () => {
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = remembered(dark ? "light" : "dark") || (dark ? "light" : "dark");
    });
  }

  function copies() {
    for (const button of document.querySelectorAll(".copy")) {
      button.addEventListener("click", () => {
        const code = button.previousElementSibling;
        getSelection().selectAllChildren(code);
        const done = () => {
          button.textContent = "Copied";
        };
        if (navigator.clipboard) navigator.clipboard.writeText(code.textContent).then(done, () => {});
        else if (document.execCommand("copy")) done();
      });
    }
  }

  // A link to a finding opens it, whatever the filters hide.
  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.id.startsWith("finding-")) return;
    const item = target.closest("li");
    item.hidden = false;
    target.parentElement.open = true;
    item.scrollIntoView({ block: "center" });
    target.parentElement.firstElementChild.focus({ preventScroll: true });
  }

  function findings(list) {
    const items = Array.from(list.children);
    const rows = items.map((item, index) => ({ item, index, data: item.dataset, text: null }));
    const form = document.getElementById("filters");
    const shown = document.getElementById("shown");
    const nothing = document.getElementById("nothing");

    const words = (row) => {
      if (row.text === null) row.text = row.item.textContent.toLowerCase();
      return row.text;
    };

    function filter() {
      const wanted = Object.fromEntries(new FormData(form));
      const terms = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const row of rows) {
        const waived = row.item.classList.contains("waived");
        const fits =
          (!wanted.severity || row.data.severity === wanted.severity) &&
          (!wanted.ecosystem || row.data.ecosystem === wanted.ecosystem) &&
          (!wanted.manifest || row.data.manifest === wanted.manifest) &&
          (!wanted.scope || row.data.scope === wanted.scope) &&
          (!wanted.relation || row.data.relation === wanted.relation) &&
          (!wanted.state || (wanted.state === "waived") === waived) &&
          (!wanted.exploited || row.data.exploited === "1") &&
          (!wanted.fixable || row.data.fixable === "1") &&
          terms.every((term) => words(row).includes(term));
        if (row.item.hidden === fits) row.item.hidden = !fits;
        if (fits) count++;
      }
      shown.textContent = count.toLocaleString("en") + " of " + rows.length.toLocaleString("en");
      nothing.hidden = count > 0;
    }

    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, 120);
    });
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
      event.preventDefault();
      form.elements.text.focus();
    });

    // Numbers and legends of the charts are links that set a filter: name=value.
    for (const link of document.querySelectorAll("[data-set]")) {
      link.addEventListener("click", () => {
        form.reset();
        const set = link.dataset.set;
        const at = set.indexOf("=");
        const field = at > 0 ? form.elements[set.slice(0, at)] : null;
        if (field && field.type === "checkbox") field.checked = true;
        else if (field) field.value = set.slice(at + 1);
        if (set.indexOf("state=") !== 0) form.elements.state.value = "open";
        setTimeout(filter);
      });
    }

    const cell = (row, at) => row.item.querySelector("summary").children[at].textContent;
    const numbers = { 0: (row) => -row.data.severity, 4: (row) => -(row.data.epss || -1) };
    const collator = new Intl.Collator("en", { numeric: true });
    const buttons = Array.from(document.querySelectorAll(".columns button"));
    buttons.forEach((button, at) => {
      button.addEventListener("click", () => {
        const back = button.dataset.order === "up";
        for (const other of buttons) {
          delete other.dataset.order;
          other.setAttribute("aria-pressed", String(other === button));
        }
        button.dataset.order = back ? "down" : "up";
        const key = numbers[at] || ((row) => cell(row, at));
        const keyed = rows.map((row) => ({ row, key: key(row) }));
        const compare = numbers[at] ? (a, b) => a - b : collator.compare;
        keyed.sort((a, b) => (back ? -1 : 1) * compare(a.key, b.key) || a.row.index - b.row.index);
        const sorted = document.createDocumentFragment();
        for (const one of keyed) sorted.append(one.row.item);
        list.append(sorted);
      });
    });
    filter();
  }
})();
