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

  // A calculator's figures that are kept nowhere travel in the address.
  const keeps = () => {
    try {
      localStorage.setItem("armory:tried", "");
      localStorage.removeItem("armory:tried");
      return !document.querySelector('[data-topic="storage"]');
    } catch {
      return false;
    }
  };
  const carry = (event, calculator, to) => {
    event.preventDefault();
    const button = document.createElement("button");
    button.hidden = true;
    button.dataset.do = "carry";
    button.dataset.to = to;
    calculator.append(button);
    button.click();
    button.remove();
  };
  for (const link of nav.querySelectorAll("a")) {
    link.addEventListener("click", (event) => {
      link.hash = location.hash;
      const calculator = document.querySelector('[data-awake]:is([data-mode="mine"], [data-mode="linked"])');
      const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (calculator && !elsewhere && !keeps()) carry(event, calculator, link.href);
    });
  }
})();
