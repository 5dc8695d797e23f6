/** The best share of the final test that the quiz has kept: `{final: {best: 0.85}}` in, 0.85 out. */

export function finalScore(stored: unknown): number | null {
  const final = field(stored, "final"), best = field(final, "best");
  return typeof best === "number" && best >= 0 && best <= 1 ? best : null;
}

function field(part: unknown, name: string): unknown {
  return typeof part === "object" && part !== null ? (part as Record<string, unknown>)[name] : undefined;
}
