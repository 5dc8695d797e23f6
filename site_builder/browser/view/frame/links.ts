/** Links of a page in a frame: what leads elsewhere opens in a tab of its own, so that the host's page stays. */

/** Those that scripts make later, too; the build did so with the others. `tools`: from here to the pages of tools. */
export function openElsewhere(root: HTMLElement, tools: string): void {
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        for (const link of [node, ...node.querySelectorAll("a[href]")]) {
          if (link instanceof HTMLAnchorElement) lead(link, tools);
        }
      }
    }
  }).observe(root, { subtree: true, childList: true });
}

function lead(link: HTMLAnchorElement, tools: string): void {
  const address = link.getAttribute("href") ?? "";
  if (address === "" || address.startsWith("#") || link.target !== "" || link.hasAttribute("download")) return;
  if (/^[\w-]+\.html/.test(address)) link.setAttribute("href", tools + address); // another tool, as its page says it
  link.target = "_blank";
  link.rel = "noopener";
}
