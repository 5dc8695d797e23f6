/** Days and moments as texts, where the learner is. */

/** "2026-01-31". */
export function dayOf(time: Date): string {
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

export function today(): string {
  return dayOf(new Date());
}

/** The day after so many others. */
export function dayAfter(day: Date, days: number): string {
  return dayOf(new Date(day.getFullYear(), day.getMonth(), day.getDate() + days));
}

/** "09:05". */
export function hourOf(time: Date): string {
  return `${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** Day and hour of what a file or storage says; "" where that is no time. */
export function moment(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? "" : `${dayOf(time)} ${hourOf(time)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
