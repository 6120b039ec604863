// Material's own script takes a phone longer than everything else on a page, and nothing that a page is for waits for it:
// it comes once the page is there and the browser has nothing better to do.
const idle = window.requestIdleCallback ?? setTimeout;
const place = document.querySelector("script[data-src]");

const start = () =>
  idle(() => {
    const script = document.createElement("script");
    script.src = place.dataset.src;
    place.replaceWith(script);
  });

if (document.readyState === "complete") start();
else window.addEventListener("load", start);
