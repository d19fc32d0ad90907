"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const list = byId("cards");
  const cards = list ? Array.from(list.children) : [];
  const tools = byId("tools");
  const pills = Array.from(document.querySelectorAll(".pill"));
  const [rule, source, sort, search] = ["rule", "source", "sort", "search"].map(byId);
  const collator = new Intl.Collator("en", { numeric: true });

  // What a card is looked up by, read once.
  const facts = new Map(cards.map((card, order) => [card, {
    order,
    verdict: card.dataset.verdict,
    rule: card.dataset.rule,
    sources: card.dataset.sources.split(" "),
    subject: card.querySelector(".subject").textContent,
    text: card.querySelector("summary").textContent.toLowerCase(),
  }]));

  const shown = () => cards.filter((card) => !card.hidden);

  function filter() {
    const verdicts = new Set(pills.filter((p) => p.ariaPressed === "true").map((p) => p.dataset.verdict));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const card of cards) {
      const fact = facts.get(card);
      const passes = verdicts.has(fact.verdict)
        && (!rule.value || fact.rule === rule.value)
        && (!source.value || fact.sources.includes(source.value))
        && words.every((word) => fact.text.includes(word));
      card.hidden = !passes;
      count += passes;
    }
    byId("status").textContent = count === cards.length
      ? `${count} finding${count === 1 ? "" : "s"}` : `${count} of ${cards.length} findings`;
    byId("empty").hidden = count > 0;
  }

  function order() {
    const keys = {
      subject: (f) => f.subject,
      rule: (f) => f.rule,
      source: (f) => f.sources[0],
    };
    const key = keys[sort.value];
    cards.sort((a, b) => {
      const [x, y] = [facts.get(a), facts.get(b)];
      return (key ? collator.compare(key(x), key(y)) : 0) || x.order - y.order;
    });
    list.append(...cards);
  }

  function reset() {
    for (const pill of pills) pill.ariaPressed = "true";
    for (const field of [rule, source, search]) field.value = "";
    filter();
  }

  // Cards get their true height when they come near the screen, which moves what is below them.
  function goTo(target, frames = 3) {
    target.scrollIntoView();
    if (frames > 0) requestAnimationFrame(() => goTo(target, frames - 1));
  }

  // A link may point into what is folded or filtered out.
  function reveal() {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.classList.contains("card")) {
      if (target.hidden) reset();
      target.querySelector("details").open = true;
    }
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
    }
    goTo(target);
    if (target.classList.contains("card")) target.focus({ preventScroll: true });
  }

  function step(by) {
    const all = shown();
    const now = all.indexOf(document.activeElement?.closest(".card"));
    const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by];
    next?.focus({ preventScroll: true });
    if (next) goTo(next);
  }

  if (tools) {
    tools.hidden = false;
    tools.addEventListener("submit", (event) => event.preventDefault());
    for (const pill of pills) {
      pill.addEventListener("click", () => {
        pill.ariaPressed = pill.ariaPressed === "true" ? "false" : "true";
        filter();
      });
    }
    rule.addEventListener("change", filter);
    source.addEventListener("change", filter);
    search.addEventListener("input", filter);
    sort.addEventListener("change", order);
    byId("reset").addEventListener("click", reset);
    filter();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur();
    } else if (event.key === "j" || event.key === "k") {
      step(event.key === "j" ? 1 : -1);
    } else if (event.key === "/" && search) {
      event.preventDefault();
      search.focus();
    }
  });

  for (const button of document.querySelectorAll(".copy")) button.hidden = !navigator.clipboard;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const code = button.parentElement.querySelector("code");
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      // Not allowed here: the command is marked, so that it can be copied by hand.
      getSelection().selectAllChildren(code);
      button.textContent = "Press Ctrl+C";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });

  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // Paper cannot be unfolded: clashes, and what was decided, are printed whole.
  addEventListener("beforeprint", () => {
    for (const ledger of document.querySelectorAll(".ledger")) ledger.open = true;
    for (const card of shown()) {
      if (card.dataset.verdict !== "agreement") card.querySelector("details").open = true;
    }
  });
})();
