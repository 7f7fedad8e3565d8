// Select words of the article, with the mouse or with the keyboard, and record the forecast they make.
import { enliven } from "./recorder.js";

const article = document.querySelector("article.read[data-record]");

// Characters as the server counts them: code points of the text, without the signs of the marks.
function placeIn(paragraph, node, offset) {
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  const content = before.cloneContents();
  for (const sign of content.querySelectorAll("a.ref")) sign.remove();
  return Number(paragraph.dataset.start) + [...content.textContent].length;
}

function paragraphOf(node) {
  return (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest("p[data-start]");
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const first = paragraphOf(range.startContainer);
  let last = paragraphOf(range.endContainer);
  if (!first || !article.contains(first)) return null;
  let end;
  if (last) end = placeIn(last, range.endContainer, range.endOffset);
  else {
    // Dragged beyond the paragraph: to its end.
    last = first;
    end = placeIn(last, last, last.childNodes.length);
  }
  const start = placeIn(first, range.startContainer, range.startOffset);
  return end > start ? { start, end, range, paragraph: first } : null;
}

function enable() {
  const pick = document.createElement("button");
  pick.type = "button";
  pick.className = "btn pick";
  pick.hidden = true;
  pick.append(article.dataset.recordLabel, Object.assign(document.createElement("kbd"), { textContent: "R" }));
  document.body.append(pick);

  let drawer = null;
  let back = null;

  function offer() {
    const found = drawer ? null : selected();
    pick.hidden = !found;
    if (!found) return;
    const box = found.range.getBoundingClientRect();
    const widest = document.documentElement.clientWidth - pick.offsetWidth - 16;
    pick.style.left = `${Math.min(Math.max(box.left, 16), widest) + scrollX}px`;
    pick.style.top = `${box.bottom + 8 + scrollY}px`;
  }

  async function open() {
    const found = selected();
    if (!found) return;
    back = found.paragraph;
    pick.hidden = true;
    const address = `${article.dataset.record}?start=${found.start}&end=${found.end}`;
    const answer = await fetch(address, { headers: { "X-Panel": "1" } });
    if (!answer.ok) {
      location.assign(address);
      return;
    }
    close();
    if (CSS.highlights) CSS.highlights.set("picked", new Highlight(found.range.cloneRange()));
    drawer = document.getElementById("drawer").content.firstElementChild.cloneNode(true);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    drawer.append(...page.body.childNodes);
    drawer.querySelector(".close").addEventListener("click", close);
    drawer.querySelector(".cancel").addEventListener("click", (event) => {
      event.preventDefault();
      close();
    });
    document.body.append(drawer);
    document.dispatchEvent(new Event("recording"));
    enliven(drawer.querySelector("form"));
    drawer.querySelector("[name=kind]:checked").focus();
  }

  function close() {
    if (!drawer) return;
    drawer.remove();
    drawer = null;
    CSS.highlights?.delete("picked");
    back?.focus();
  }

  document.addEventListener("selectionchange", offer);
  pick.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  pick.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (drawer) close();
      else leave();
    }
    const typing = event.target.closest("input, textarea, select");
    if (typing || drawer || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() === "r" && selected()) {
      event.preventDefault();
      open();
    }
  });

  // Browsers give a caret only to what can be edited: while this is on, paragraphs can, and refuse to be.
  const toggle = document.querySelector(".by-keyboard");
  const paragraphs = article.querySelectorAll("p[data-start]");

  function enter() {
    toggle.setAttribute("aria-pressed", "true");
    for (const paragraph of paragraphs) {
      paragraph.contentEditable = "true";
      paragraph.spellcheck = false;
      paragraph.setAttribute("role", "textbox");
      paragraph.setAttribute("aria-multiline", "true");
      paragraph.setAttribute("aria-readonly", "true");
      paragraph.setAttribute("aria-label", toggle.dataset.paragraph);
    }
    paragraphs[0]?.focus();
  }

  function leave() {
    if (toggle.getAttribute("aria-pressed") !== "true") return;
    toggle.setAttribute("aria-pressed", "false");
    for (const paragraph of paragraphs) {
      paragraph.removeAttribute("contenteditable");
      for (const name of ["role", "aria-multiline", "aria-readonly", "aria-label"]) paragraph.removeAttribute(name);
    }
    toggle.focus();
  }

  toggle.hidden = false;
  toggle.addEventListener("click", () => (toggle.getAttribute("aria-pressed") === "true" ? leave() : enter()));
  for (const type of ["beforeinput", "paste", "cut", "drop"]) {
    article.addEventListener(type, (event) => event.preventDefault());
  }
}

if (article) enable();
