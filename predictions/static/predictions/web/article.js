// The card of the mark under the pointer or the focus, beside it; and the card that a sign leads to, open.
import "./selection.js";

const peek = document.createElement("div");
peek.className = "peek";
peek.hidden = true;
peek.setAttribute("aria-hidden", "true"); // the sign's link leads to the very same card
document.body.append(peek);

let shownFor = null;

function cardOf(mark) {
  return document.getElementById(`c${mark.dataset.n}`);
}

function show(mark) {
  if (shownFor === mark) return;
  hide();
  const card = cardOf(mark);
  if (!card) return;
  shownFor = mark;
  card.classList.add("hot");
  for (const piece of document.querySelectorAll(`mark[data-n="${mark.dataset.n}"]`)) piece.classList.add("hot");
  if (card.open && matchMedia("(min-width: 50rem)").matches) return; // it can be read where it stands
  const copy = card.cloneNode(true);
  copy.removeAttribute("id");
  copy.classList.remove("hot");
  copy.open = true;
  copy.inert = true;
  peek.replaceChildren(copy);
  peek.hidden = false;
  const lines = [...mark.getClientRects()];
  const last = lines[lines.length - 1];
  const left = Math.min(Math.max(last.left, 16), document.documentElement.clientWidth - peek.offsetWidth - 16);
  const below = last.bottom + 10 + peek.offsetHeight < innerHeight || lines[0].top < peek.offsetHeight + 10;
  peek.style.left = `${left + scrollX}px`;
  peek.style.top = `${(below ? last.bottom + 10 : lines[0].top - peek.offsetHeight - 10) + scrollY}px`;
}

function hide() {
  peek.hidden = true;
  shownFor = null;
  for (const hot of document.querySelectorAll(".hot")) hot.classList.remove("hot");
}

const text = document.querySelector("article.read");
text?.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse" || event.buttons || document.querySelector(".drawer")) return;
  const mark = event.target.closest("[data-n]");
  if (mark) show(mark);
  else hide();
});
peek.addEventListener("pointerleave", hide);
text?.addEventListener("pointerleave", (event) => {
  if (!peek.contains(event.relatedTarget)) hide();
});
text?.addEventListener("focusin", (event) => {
  const sign = event.target.closest("a.ref");
  if (sign?.matches(":focus-visible")) show(sign);
  else if (!event.target.closest(".peek")) hide();
});
text?.addEventListener("focusout", hide);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
document.addEventListener("recording", hide);

function openTarget() {
  const card = document.getElementById(location.hash.slice(1));
  if (card?.matches("details.card")) card.open = true;
}
addEventListener("hashchange", openTarget);
openTarget();
