/** The script of a page of many entries: its field leaves only those in which what was typed stands. */

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-find]")) {
  const entries = [...document.querySelectorAll<HTMLElement>(field.dataset.find!)];
  const count = field.parentElement!.querySelector<HTMLElement>("[data-found]")!;
  const plain = (text: string) => text.normalize("NFKC").toLowerCase();
  const texts = entries.map((entry) => plain(entry.textContent ?? ""));
  field.addEventListener("input", () => {
    const wanted = plain(field.value).trim();
    let found = 0;
    entries.forEach((entry, at) => {
      entry.hidden = !texts[at].includes(wanted);
      if (!entry.hidden) found += 1;
    });
    for (const part of document.querySelectorAll<HTMLElement>("dl.entries")) {
      const empty = !part.querySelector(":scope > :not([hidden])");
      part.hidden = empty;
      const above = part.previousElementSibling;
      if (above instanceof HTMLHeadingElement) above.hidden = empty;
    }
    const { all, found: some, none } = count.dataset;
    count.textContent = (!wanted ? all : found ? some?.replace("#", String(found)) : none) ?? "";
  });
}
