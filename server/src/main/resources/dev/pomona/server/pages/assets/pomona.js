// SPDX-License-Identifier: Apache-2.0
// Keys, the choice of light or dark, live updates, and lists that are filtered while one types. All that a page says and
// does can be had without it.
"use strict";
(function () {
  const root = document.documentElement;
  root.classList.add("js");
  const EVERY = 10_000;

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
    keys();
    live();
    selection();
    copies();
    submitsOnChange();
  });

  function themes() {
    const button = document.getElementById("theme");
    if (!button) return;
    button.addEventListener("click", () => {
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      const next = dark ? "light" : "dark";
      remembered(next);
      root.dataset.theme = next;
    });
  }

  // g and a letter goes somewhere, j and k go through the rows of the first list, ? tells all of it.
  function keys() {
    const help = document.getElementById("keys");
    const opener = document.getElementById("show-keys");
    if (opener && help) opener.addEventListener("click", () => help.showModal());
    let isGoing = false;
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
        if (event.key === "Escape") event.target.blur();
        return;
      }
      if (document.querySelector("dialog[open]")) return;
      if (isGoing) {
        isGoing = false;
        const link = document.querySelector('[data-go="' + CSS.escape(event.key) + '"]');
        if (link) {
          event.preventDefault();
          link.click();
        }
        return;
      }
      switch (event.key) {
        case "g":
          isGoing = true;
          setTimeout(() => (isGoing = false), 1500);
          break;
        case "/": {
          const field = document.getElementById("find");
          if (field) {
            event.preventDefault();
            field.focus();
            field.select();
          }
          break;
        }
        case "?":
          if (help) help.showModal();
          break;
        case "j":
          step(1);
          break;
        case "k":
          step(-1);
          break;
        case "x": {
          const box = document.activeElement.closest("tr")?.querySelector('input[type="checkbox"]');
          if (box) box.click();
          break;
        }
        case "n":
          document.querySelector("[data-next]")?.click();
          break;
        case "r":
          location.reload();
          break;
      }
    });
  }

  function step(by) {
    const links = Array.from(document.querySelectorAll("main tbody tr a.row-link"));
    if (links.length === 0) return;
    const row = document.activeElement.closest("tr");
    const at = links.findIndex((link) => link.closest("tr") === row);
    const next = links[Math.min(links.length - 1, Math.max(0, at + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  // Asks whether anything changed; a page is never changed under one's hands, one is offered the new one.
  function live() {
    const offer = document.getElementById("fresh");
    if (!offer || !offer.dataset.mark) return;
    offer.addEventListener("click", () => location.reload());
    const ask = async () => {
      if (document.hidden || !offer.hidden) return;
      try {
        const answer = await fetch("/live", { headers: { Accept: "application/json" } });
        if (answer.ok && (await answer.json()).mark !== offer.dataset.mark) offer.hidden = false;
      } catch (unreachable) {
        // the next time, perhaps
      }
    };
    setInterval(ask, EVERY);
    addEventListener("visibilitychange", ask);
  }

  // One box for all, and how many are chosen.
  function selection() {
    for (const table of document.querySelectorAll("table[data-choose]")) {
      const boxes = Array.from(table.querySelectorAll('tbody input[type="checkbox"]'));
      const all = table.querySelector("thead input[type=checkbox]");
      const said = document.getElementById(table.dataset.choose);
      const say = () => {
        const chosen = boxes.filter((box) => box.checked).length;
        if (said) said.textContent = chosen === 0 ? "none chosen" : chosen + " chosen";
        for (const box of boxes) box.closest("tr").classList.toggle("selected", box.checked);
        if (all) {
          all.checked = chosen > 0 && chosen === boxes.length;
          all.indeterminate = chosen > 0 && chosen < boxes.length;
        }
      };
      if (all)
        all.addEventListener("change", () => {
          for (const box of boxes) box.checked = all.checked;
          say();
        });
      for (const box of boxes) box.addEventListener("change", say);
      say();
    }
  }

  function copies() {
    for (const button of document.querySelectorAll("button[data-copy]")) {
      button.addEventListener("click", () => {
        const code = document.getElementById(button.dataset.copy);
        getSelection().selectAllChildren(code);
        if (navigator.clipboard) navigator.clipboard.writeText(code.textContent).then(() => (button.textContent = "Copied"));
      });
    }
  }

  function submitsOnChange() {
    for (const form of document.querySelectorAll("form[data-on-change]")) {
      for (const field of form.querySelectorAll("select, input[type=checkbox]")) {
        field.addEventListener("change", () => form.requestSubmit());
      }
    }
  }
})();
