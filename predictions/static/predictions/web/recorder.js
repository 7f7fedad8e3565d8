// The form that records a forecast: the prediction is drawn by the server while it is edited.

const PAUSE = 300; // milliseconds without a keystroke

export function enliven(form) {
  const drawn = form.querySelector(".drawn");
  let timer;
  let latest = 0;

  async function draw() {
    if (!form.dataset.drawing) return; // a second coding, whose page shows no drawing
    const mine = ++latest;
    const answer = await fetch(form.dataset.drawing, { method: "POST", body: new FormData(form) });
    if (!answer.ok || mine !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    drawn.replaceChildren(...page.body.childNodes);
  }

  form.addEventListener("input", (event) => {
    const kind = event.target.name === "known" && event.target.selectedOptions[0].dataset.kind;
    if (kind) form.querySelector(`[name=kind][value="${kind}"]`).checked = true;
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE);
  });
  draw();
}

for (const form of document.querySelectorAll("form.recorder")) enliven(form);
