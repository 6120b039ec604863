// Opens search over the page: by its button, or by the keys `/` and `s`. Loads nothing of it before. Also marks, on a page
// that a result led to, what was searched for.

const opener = document.querySelector("[data-search-open]");
const inPage = document.querySelector("[data-search]");
let dialog;

if (inPage) start(inPage, { keepsAddress: true });

opener?.setAttribute("aria-haspopup", "dialog");
opener?.addEventListener("click", event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  show();
});

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !["/", "s"].includes(event.key)) return;
  if (!opener || dialog?.open) return;
  // A dialog that was closed keeps its focus until the browser paints: nobody writes there.
  if (event.target.closest("input, textarea, select, [contenteditable]") && !dialog?.contains(event.target)) return;
  event.preventDefault();
  // Material has keys of its own.
  event.stopPropagation();
  show();
}, { capture: true });

const wanted = new URLSearchParams(location.search).get("h");
if (wanted && !inPage) import("./search/highlight.js").then(({ highlight }) => highlight(wanted));

async function show() {
  if (inPage) return inPage.querySelector("input").focus();
  dialog ??= await makeDialog();
  if (dialog.open) return;
  dialog.showModal();
  dialog.querySelector("input")?.select();
}

async function makeDialog() {
  const made = document.createElement("dialog");
  made.className = "search-dialog md-typeset";
  document.body.append(made);
  const address = new URL(opener.href);
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(String(answer.status));
    const panel = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-search]");
    made.setAttribute("aria-label", opener.title);
    made.append(panel);
    await start(panel, { base: address, close: () => made.close() });
  } catch {
    // What can't be loaded into a dialog may still be had as a page, or the browser says why not.
    location.assign(address);
  }
  made.addEventListener("click", event => { if (event.target === made) made.close(); });
  return made;
}

async function start(panel, options) {
  const { mount } = await import("./search/panel.js");
  mount(panel, options);
}
