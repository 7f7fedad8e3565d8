// The choice of light or dark shows at once and is kept by the server; without this the form does both.
const form = document.querySelector("form.theme");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const theme = event.submitter.value;
  const sent = new FormData(form, event.submitter);
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
  const answer = await fetch(form.action, { method: "POST", body: sent, redirect: "manual" });
  if (answer.type !== "opaqueredirect") location.reload();
});

// A menu closes by Escape and by a click elsewhere.
for (const menu of document.querySelectorAll("details.menu")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// The list of a page's keys. Behind it no key acts.
const keys = document.getElementById("keys");
keys?.addEventListener("keydown", (event) => event.stopPropagation());
document.addEventListener("keydown", (event) => {
  if (event.key === "?" && !event.target.closest("input, textarea, select")) keys?.showModal();
});
