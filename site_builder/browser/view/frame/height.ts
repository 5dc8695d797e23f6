/** How high a page in a frame is, told whenever that changes. */

const DIALOG = 560; // pixels that a dialog needs to be read
const MARGIN = 16;

/** `tell` hears of each new height in pixels. What lies over the page and sticks out below it counts too. */
export function followHeight(tell: (height: number) => void): void {
  let told = 0;
  const measure = () => {
    const height = Math.ceil(Math.max(document.body.getBoundingClientRect().bottom + scrollY, ...overlays()));
    if (height === told || height === 0) return;
    told = height;
    tell(height);
  };
  const soon = () => requestAnimationFrame(measure);
  new ResizeObserver(measure).observe(document.body);
  for (const type of ["focusin", "focusout", "pointerover", "toggle"]) document.addEventListener(type, soon, true);
  new MutationObserver(soon).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["open", "hidden"],
  });
  measure();
}

function overlays(): number[] {
  const open = [...document.querySelectorAll<HTMLElement>("dialog[open], .tip, .panel, .meaning")];
  return open.filter((each) => each.getClientRects().length > 0).map((each) => {
    const bottom = each.getBoundingClientRect().bottom + scrollY + MARGIN;
    return each.localName === "dialog" ? Math.max(DIALOG, bottom) : bottom;
  });
}

/** A frame as high as its page is higher than the window: its middle may be out of sight. What opens goes to where the
learner last was. */
export function openNearby(): void {
  let at = 0;
  const remember = ({ target }: Event) => {
    if (target instanceof Element && !target.closest("dialog, .tip")) at = target.getBoundingClientRect().top;
  };
  for (const type of ["pointerdown", "focusin", "keydown"]) document.addEventListener(type, remember, true);
  const place = (opened: HTMLElement) => {
    const room = innerHeight - opened.offsetHeight - MARGIN;
    opened.style.marginTop = `${Math.round(Math.max(MARGIN, Math.min(at - 2 * MARGIN, room)))}px`;
    opened.style.marginBottom = "auto";
  };
  new MutationObserver((changes) => {
    for (const { target } of changes) if (target instanceof HTMLDialogElement && target.open) place(target);
  }).observe(document.body, { subtree: true, attributeFilter: ["open"] });
  if (CSS.supports("anchor-name: --a")) return;
  document.addEventListener("toggle", (event) => {
    const { target, newState } = event as ToggleEvent;
    if (newState === "open" && target instanceof HTMLElement && target.matches(".tip")) place(target);
  }, true);
}
