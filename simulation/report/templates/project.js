"use strict";
(() => {
  const root = document.documentElement;
  const slides = Array.from(document.querySelectorAll("[data-slide]"));
  const bar = document.querySelector(".projector");
  const place = bar.querySelector("[data-place]");
  const least = 0.45;
  let at = 0;

  const on = () => root.classList.contains("projected");

  function fit() {
    for (let size = 1; size >= least; size -= 0.05) {
      root.style.setProperty("--fit", String(size));
      if (root.scrollHeight <= window.innerHeight && root.scrollWidth <= window.innerWidth) return;
    }
  }

  function show(next) {
    at = Math.max(0, Math.min(slides.length - 1, next));
    slides.forEach((slide, number) => slide.classList.toggle("shown", number === at));
    place.textContent = `${at + 1} / ${slides.length}`;
    window.scrollTo(0, 0);
    fit();
  }

  function project(wanted) {
    root.classList.toggle("projected", wanted);
    if (wanted) {
      show(at);
    } else {
      root.style.removeProperty("--fit");
      slides[at].scrollIntoView();
    }
  }

  const steps = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1,
    ArrowLeft: -1, ArrowUp: -1, PageUp: -1,
    Home: -Infinity, End: Infinity,
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && on()) {
      project(false);
    } else if (event.key === "p" || event.key === "P") {
      project(!on());
    } else if (on() && event.key in steps) {
      if (event.key === " " && event.target.closest("button")) return;
      event.preventDefault();
      const step = event.key === " " && event.shiftKey ? -1 : steps[event.key];
      show(at + step);
    }
  });
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.go === "project") project(!on());
    else show(at + Number(button.dataset.go));
  });
  window.addEventListener("resize", () => { if (on()) fit(); });
  bar.hidden = false;
  if (root.dataset.begin === "projected") project(true);
})();
