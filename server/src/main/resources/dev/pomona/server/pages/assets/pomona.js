// SPDX-License-Identifier: Apache-2.0
// Keys, the choice of light or dark, live updates, and choosing rows. All that a page says and does can be had without it.
"use strict";
(function () {
  const root = document.documentElement;
  root.classList.add("js");

  const memory = {
    get(name) {
      try {
        return localStorage.getItem("pomona-" + name);
      } catch (refused) {
        return null;
      }
    },
    set(name, value) {
      try {
        if (value) localStorage.setItem("pomona-" + name, value);
        else localStorage.removeItem("pomona-" + name);
      } catch (refused) {
        // it holds for this page, then
      }
    },
  };

  function wear(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }
  // before anything is painted
  wear(memory.get("theme"));

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
    const choice = document.getElementById("theme-choice");
    const choose = (theme) => {
      memory.set("theme", theme);
      wear(theme);
      if (choice) choice.value = theme;
    };
    if (choice) {
      choice.value = memory.get("theme") || "";
      choice.addEventListener("change", () => choose(choice.value));
    }
    if (!button) return;
    button.addEventListener("click", () => {
      const isDark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      choose(isDark ? "light" : "dark");
    });
  }

  // g and a letter goes somewhere, j and k go through the rows of the first list, ? tells all of it.
  function keys() {
    const help = document.getElementById("keys");
    const opener = document.getElementById("show-keys");
    // by hand: an attribute autofocus would be processed when the page loads, while the dialog is still closed
    const open = () => {
      help?.showModal();
      help?.querySelector("button.main")?.focus();
    };
    opener?.addEventListener("click", open);
    const switches = ["keys-on", "keys-choice"].map((id) => document.getElementById(id)).filter(Boolean);
    for (const one of switches) {
      one.checked = memory.get("keys") !== "off";
      one.addEventListener("change", () => {
        memory.set("keys", one.checked ? "" : "off");
        for (const other of switches) other.checked = one.checked;
      });
    }
    const click = (selector) => document.querySelector(selector)?.click();
    let isGoing = false;
    const does = {
      "/": () => {
        const field = document.getElementById("find");
        if (!field) return;
        field.focus();
        field.select();
      },
      "?": open,
      j: () => step(1),
      k: () => step(-1),
      x: () => document.activeElement.closest("tr")?.querySelector('input[type="checkbox"]')?.click(),
      n: () => click("[data-next]"),
      b: () => click("[data-first]"),
      r: () => location.reload(),
      t: () => click("#theme"),
      g: () => {
        isGoing = true;
        setTimeout(() => (isGoing = false), 1500);
      },
    };
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const field = event.target;
      if (/^(SELECT|TEXTAREA)$/.test(field.tagName) || (field.tagName === "INPUT" && !/^(checkbox|radio)$/.test(field.type))) {
        if (event.key === "Escape") field.blur();
        return;
      }
      if (document.querySelector("dialog[open]") || memory.get("keys") === "off") return;
      if (isGoing) {
        isGoing = false;
        const link = document.querySelector('[data-go="' + CSS.escape(event.key) + '"]');
        if (!link) return;
        event.preventDefault();
        link.click();
      } else if (Object.hasOwn(does, event.key)) {
        event.preventDefault();
        does[event.key]();
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

  // Listens for changes while the page is looked at. A page is never changed under one's hands: one is told what is new,
  // and offered the page as it is now. The line at the foot says whether anybody listens.
  function live() {
    const line = document.getElementById("live");
    const offer = document.getElementById("fresh");
    if (!line || !offer || !line.dataset.mark) return;
    const query = "?mark=" + encodeURIComponent(line.dataset.mark);
    const EVERY = 15_000;
    const LATER = 60_000;
    let source = null;
    let asking = 0;
    let again = 0;

    const say = (state, words) => {
      line.dataset.state = state;
      line.textContent = words;
    };
    const count = (number, one, many) => (number === 1 ? "1 " + one : number.toLocaleString("en") + " " + many);
    const tell = (news) => {
      const said = [];
      if (news.opened) said.push(count(news.opened, "new finding", "new findings"));
      if (news.closed) said.push(count(news.closed, "finding closed", "findings closed"));
      if (news.verdicts) said.push(count(news.verdicts, "new verdict", "new verdicts"));
      offer.querySelector("span").textContent = said.join(", ") || "Something changed";
      offer.hidden = false;
    };
    offer.querySelector("button").addEventListener("click", () => location.reload());

    const stop = () => {
      source?.close();
      source = null;
      clearInterval(asking);
      clearTimeout(again);
    };
    const ask = async () => {
      try {
        const answer = await fetch("/live" + query, { headers: { Accept: "application/json" }, redirect: "manual" });
        if (answer.type === "opaqueredirect") {
          stop();
          say("off", "signed out; what is shown may be old");
        } else if (answer.ok) {
          say("asks", "asks every 15 seconds");
          const news = await answer.json();
          if (news.changed) tell(news);
        } else {
          say("off", "the server does not say what changed");
        }
      } catch (unreachable) {
        say("off", "the server can’t be reached; what is shown may be old");
      }
    };
    const askFromNowOn = () => {
      stop();
      ask();
      asking = setInterval(ask, EVERY);
      again = setTimeout(listen, LATER);
    };
    const listen = () => {
      stop();
      if (document.hidden) return;
      if (!window.EventSource) return askFromNowOn();
      source = new EventSource("/live/events" + query);
      source.onopen = () => say("live", "live");
      source.addEventListener("news", (event) => tell(JSON.parse(event.data)));
      source.addEventListener("full", askFromNowOn);
      source.onerror = () => {
        // it tries again by itself unless it was refused: too many listen, or nobody is signed in
        if (source.readyState === EventSource.CLOSED) askFromNowOn();
        else say("off", "connecting again; what is shown may be old");
      };
    };
    // browsers keep few connections to a server, so only what is looked at has one
    addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
    addEventListener("pagehide", stop);
    addEventListener("pageshow", (event) => event.persisted && listen());
    listen();
  }

  // One box for all, how many are chosen, and what can be done with them once some are.
  function selection() {
    for (const table of document.querySelectorAll("table[data-choose]")) {
      const boxes = Array.from(table.querySelectorAll('tbody input[type="checkbox"]'));
      const all = table.querySelector("thead input[type=checkbox]");
      const said = document.getElementById(table.dataset.choose);
      const say = () => {
        const chosen = boxes.filter((box) => box.checked).length;
        if (said) said.textContent = chosen === 0 ? "Choose findings to decide about several at once" : chosen + " chosen";
        said?.closest(".bulk")?.classList.toggle("some", chosen > 0);
        for (const box of boxes) box.closest("tr").classList.toggle("selected", box.checked);
        if (all) {
          all.checked = chosen > 0 && chosen === boxes.length;
          all.indeterminate = chosen > 0 && chosen < boxes.length;
        }
      };
      all?.addEventListener("change", () => {
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
        navigator.clipboard?.writeText(code.textContent).then(() => (button.textContent = "Copied"));
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
