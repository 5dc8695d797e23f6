/** The language switch: it leads to the same place of the same page, and opens for fingers and keys as it does for a
mouse. */

export function listenToLanguages(): void {
  const nav = document.querySelector(".languages");
  const button = nav?.querySelector("button");
  if (!nav || !button) return;

  const show = (open: boolean) => {
    nav.toggleAttribute("data-open", open);
    button.setAttribute("aria-expanded", String(open));
  };

  button.addEventListener("click", () => show(!nav.hasAttribute("data-open")));
  nav.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key !== "Escape") return;
    show(false);
    button.focus();
  });
  document.addEventListener("click", (event) => nav.contains(event.target as Node) || show(false));
  nav.addEventListener("focusout", (event) => nav.contains((event as FocusEvent).relatedTarget as Node) || show(false));

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
  const carry = (event: Event, calculator: Element, to: string) => {
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
}
