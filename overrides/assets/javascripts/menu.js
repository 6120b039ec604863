// A menu of the header: a button and the links that it shows. The stylesheet opens it, by pointer or by focus, with or
// without this script; the script says whether it is open, and lets Escape and the button itself close it.
export const menu = (box, button) => {
  const say = () => {
    const open = !("closed" in box.dataset) && box.matches(":hover, :focus-within");
    button.setAttribute("aria-expanded", open);
  };
  const close = (closed) => {
    if (closed) box.dataset.closed = "";
    else delete box.dataset.closed;
    say();
  };
  const left = () => setTimeout(() => (box.matches(":hover, :focus-within") ? say() : close(false)));
  for (const event of ["focusin", "mouseenter"]) box.addEventListener(event, say);
  for (const event of ["focusout", "mouseleave"]) box.addEventListener(event, left);
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    if (box.matches(":focus-within")) button.focus();
    close(true);
  });
  // A click of a pointer comes after what opened the menu: only one from the keyboard may close it.
  button.addEventListener("click", ({ detail }) => detail || close(!("closed" in box.dataset)));
  button.addEventListener("keydown", (event) => {
    if (event.key !== " " || button instanceof HTMLButtonElement) return;
    event.preventDefault();
    button.click();
  });
  say();
};
