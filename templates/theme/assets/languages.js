// The language switch: it leads to the same place of the same page, and opens for fingers and keys as it does for a mouse.
(() => {
  const nav = document.querySelector(".languages");
  const button = nav.querySelector("button");

  function show(open) {
    nav.toggleAttribute("data-open", open);
    button.setAttribute("aria-expanded", String(open));
  }

  button.addEventListener("click", () => show(!nav.hasAttribute("data-open")));
  nav.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show(false);
    button.focus();
  });
  document.addEventListener("click", (event) => nav.contains(event.target) || show(false));
  nav.addEventListener("focusout", (event) => nav.contains(event.relatedTarget) || show(false));
  for (const link of nav.querySelectorAll("a")) {
    link.addEventListener("click", () => {
      link.hash = location.hash;
    });
  }
})();
