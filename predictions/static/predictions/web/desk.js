// One key for each thing a reviewer does. Keys act only outside of fields, and never with a modifier.
const form = document.getElementById("review");
const places = [...document.querySelectorAll(".queue a")];
const here = places.findIndex((place) => place.hasAttribute("aria-current"));

function go(to) {
  places[to]?.click();
}

function open(key) {
  const menu = document.querySelector(`details.menu[data-key="${key}"]`);
  if (!menu) return;
  menu.open = true;
  menu.querySelector("form :is(input:not([type=hidden]), select, button)").focus();
}

const KEYS = {
  j: () => go(here + 1),
  k: () => go(Math.max(here - 1, 0)),
  e: () => form?.elements.url.focus(),
  r: () => form?.requestSubmit(document.querySelector("button[data-key=r]")),
  n: () => open("n"),
  s: () => open("s"),
  h: () => open("h"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const field = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
  if (field) {
    if (event.key === "Escape") field.blur();
    return;
  }
  const answers = form ? [...form.querySelectorAll("[name=answer]")] : [];
  const answer = /^[1-9]$/.test(event.key) && answers[Number(event.key) - 1];
  if (answer) {
    answer.checked = true;
    answer.focus();
    answer.closest("label").querySelector(".inline input")?.focus();
    event.preventDefault();
  } else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});
