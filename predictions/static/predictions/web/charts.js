// Charts stand on the page as the server drew them. Whoever points at one gets what its points say, by Vega.

const OPTIONS = {
  ast: true, // interpreted, not evaluated: the policy of the pages forbids that
  renderer: "svg",
  actions: false,
  defaultStyle: false,
  tooltip: { disableDefaultStyle: true, theme: "ours" },
};

async function enliven(figure) {
  const { vegaEmbed } = await import(figure.dataset.vega);
  const specs = figure.querySelectorAll("script"); // light and dark, as the places for them
  for (const [number, place] of figure.querySelectorAll(":scope > div").entries()) {
    const drawn = document.createElement("div");
    await vegaEmbed(drawn, JSON.parse(specs[number].textContent), OPTIONS);
    place.replaceChildren(drawn);
  }
  figure.classList.add("lively");
}

// Not of the class “chart”: Unfold takes what has it for its own.
for (const figure of document.querySelectorAll("figure.plotted[data-vega]")) {
  figure.addEventListener("pointerenter", () => enliven(figure), { once: true });
}
