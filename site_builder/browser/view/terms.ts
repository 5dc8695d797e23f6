/** Terms and sources in texts are links. Here they also show, beside the text, what they mean: on hover, on focus, and at
the first tap. The little window stays while the pointer is on it, and Escape closes it (WCAG 1.4.13). */

export function listenToTerms(): void {
  const tip = document.createElement("div");
  tip.className = "meaning";
  tip.hidden = true;
  const name = tip.appendChild(document.createElement("a"));
  name.className = "meaning__name";
  name.tabIndex = -1; // the term itself leads to the same place
  const means = tip.appendChild(document.createElement("p"));
  means.id = "meaning";
  (document.querySelector("main") ?? document.body).append(tip);
  let shown: HTMLAnchorElement | null = null;
  let waiting = 0;
  let touch = false;

  const hide = () => {
    clearTimeout(waiting);
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
    tip.hidden = true;
  };
  const hideSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(hide, 200);
  };
  const show = (term: HTMLAnchorElement) => {
    clearTimeout(waiting);
    if (shown === term) return;
    hide();
    shown = term;
    name.href = term.href;
    name.textContent = term.dataset.name ?? "";
    means.textContent = term.dataset.means ?? "";
    tip.hidden = false;
    term.setAttribute("aria-describedby", means.id);
    place(term);
  };
  // Below the line that the term begins on, within the window; above it where there is no room below.
  const place = (term: HTMLAnchorElement) => {
    const line = term.getClientRects()[0];
    const left = Math.min(line.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
    const below = line.bottom + tip.offsetHeight + 8 < innerHeight || line.top < tip.offsetHeight + 64;
    const from = (tip.offsetParent ?? document.documentElement).getBoundingClientRect();
    tip.style.left = `${Math.max(8, left) - from.left}px`;
    tip.style.top = `${(below ? line.bottom : line.top - tip.offsetHeight) - from.top}px`;
  };
  const termAt = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-means]") : null;

  addEventListener("pointerdown", (event) => touch = event.pointerType === "touch", true);
  document.addEventListener("keydown", (event) => {
    touch = false;
    if (event.key === "Escape" && shown) {
      event.stopPropagation();
      hide();
    }
  }, true);
  document.addEventListener("pointerover", (event) => {
    const term = termAt(event);
    if (term && event.pointerType !== "touch") show(term);
    else if (tip.contains(event.target as Node)) clearTimeout(waiting);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "touch" && (termAt(event) || tip.contains(event.target as Node))) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const term = termAt(event);
    if (term && !touch) show(term);
  });
  document.addEventListener("focusout", (event) => {
    if (termAt(event) && !touch) hideSoon();
  });
  document.addEventListener("click", (event) => {
    const term = termAt(event);
    if (term && touch && shown !== term) {
      event.preventDefault();
      show(term);
    } else if (!term && !tip.contains(event.target as Node)) hide();
  }, true);
  addEventListener("resize", hide);
}
