/** Light or dark, as a page in a frame is asked for it. */

export const THEMES = ["light", "dark", "auto"] as const;
export type Theme = typeof THEMES[number];

export function isTheme(text: unknown): text is Theme {
  return THEMES.includes(text as Theme);
}
