// The colour scheme: the one that was chosen, else the one that the system asks for. Set while the page is read, so that
// no dark page is light at first; and by ourselves, for Material's way has every element styled anew, three times over.
// What was chosen is kept as Material keeps it: versions of the site share it.
{
  const buttons = [...document.querySelectorAll("[data-schemes] button")];
  const header = document.querySelector(".md-header");
  const tint = document.createElement("meta");
  tint.name = "theme-color";

  const chosen = () => {
    try {
      return __md_get("__palette")?.color?.scheme;
    } catch {
      return undefined; // A browser that keeps nothing.
    }
  };

  const fitting = () =>
    buttons.find(({ dataset }) => dataset.scheme === chosen()) ??
    buttons.find(({ dataset }) => matchMedia(dataset.media).matches) ??
    buttons[0];

  const show = (button) => {
    const { media, scheme, primary, accent } = button.dataset;
    const color = { media, scheme, primary, accent };
    for (const [name, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${name}`, value);
    for (const each of buttons) each.hidden = each !== button;
    document.querySelector("meta[name=color-scheme]").content = button.dataset.shade;
    return color;
  };

  // The bar of a phone's browser takes the colour of the header.
  const tinge = () => {
    tint.content = getComputedStyle(header).backgroundColor;
    document.head.append(tint);
  };

  const change = (button) => {
    document.body.dataset.mdColorSwitching = ""; // Material's stylesheet: nothing glides from colour to colour.
    const color = show(button);
    requestAnimationFrame(() => {
      tinge();
      delete document.body.dataset.mdColorSwitching;
    });
    return color;
  };

  buttons.forEach((button, index) => {
    const next = (index + 1) % buttons.length;
    button.addEventListener("click", () => {
      __md_set("__palette", { index: next, color: change(buttons[next]) });
      buttons[next].focus();
    });
    matchMedia(button.dataset.media).addEventListener("change", () => change(fitting()));
  });
  if (buttons.length) {
    show(fitting());
    window.addEventListener("load", tinge);
  }
}
