// Narrows the agenda index. The filter stands in the address (agenda/?presenter=lsjbd), so it can be shared and
// survives the language switch. Without this script the whole list is there and the form stays hidden.
const index = document.querySelector("[data-agenda-index]");
const form = index?.querySelector("[data-filters]");

if (form) {
  const selects = [...form.querySelectorAll("select")];
  const items = [...index.querySelectorAll("[data-item]")];
  const groups = [...index.querySelectorAll("[data-group]")].reverse();
  const languageLinks = [...document.querySelectorAll("a[data-language-link]")];

  const matches = (item) =>
    selects.every(({ name, value }) => !value || item.dataset[name].split(" ").includes(value));

  const apply = () => {
    let shown = 0;
    for (const item of items) {
      item.hidden = !matches(item);
      shown += item.hidden ? 0 : 1;
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-item]:not([hidden])");
    form.querySelector("[data-shown]").textContent = shown;
    index.querySelector("[data-none]").hidden = shown > 0;
    const query = new URLSearchParams(selects.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    for (const link of [window.location, ...languageLinks]) {
      const address = new URL(link.href);
      address.search = query;
      if (link === window.location) window.history.replaceState(null, "", address);
      else link.href = address;
    }
  };

  const read = () => {
    const query = new URLSearchParams(window.location.search);
    for (const select of selects) {
      const value = query.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
  };

  read();
  form.hidden = false;
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
}
