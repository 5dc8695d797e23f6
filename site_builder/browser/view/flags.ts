/** Messages beside a field: an input that was refused, or a rule between values that does not hold. */

import { type Field, make, mark } from "./elements.ts";

type Kind = "refusal" | "must";

const flags = new WeakMap<Field, Partial<Record<Kind, string>>>();
let count = 0;

/** Sets or takes away one kind of message; a refusal is shown before a broken rule. */
export function setFlag(field: Field, kind: Kind, message: string | null): void {
  const known = flags.get(field);
  if ((known?.[kind] ?? null) === message) return;
  const now = { ...known, [kind]: message ?? undefined };
  flags.set(field, now);
  const text = now.refusal ?? now.must ?? null;
  const host = field.parentElement!;
  let bubble = host.querySelector<HTMLElement>(":scope > .flag");
  mark(field, "aria-invalid", text === null ? null : "true");
  if (text === null) {
    bubble?.remove();
    describe(field, bubble?.id ?? "", false);
    return;
  }
  if (!bubble) {
    bubble = make("span", { class: "flag", id: `flag-${++count}` });
    host.append(bubble);
    describe(field, bubble.id, true);
  }
  bubble.dataset.kind = now.refusal ? "refusal" : "must";
  bubble.textContent = text;
}

function describe(field: Field, id: string, on: boolean): void {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((other) => other && other !== id);
  if (on) ids.push(id);
  mark(field, "aria-describedby", ids.length > 0 ? ids.join(" ") : null);
}
