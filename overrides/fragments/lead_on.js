// What was asked for of the page that stood here goes along; meta refresh alone would forget it.
addEventListener("DOMContentLoaded", () => {
  const link = document.querySelector("[data-leads-on]");
  const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const target = new URL(asked?.href ?? link.href);
  target.search ||= location.search;
  if (!asked) target.hash ||= location.hash;
  location.replace(target);
});
