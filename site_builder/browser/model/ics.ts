/** Calendar files (RFC 5545): what takes place in the weeks of a year; a day to be reminded of. */

export interface YearRow {
  name: string;
  year: number[]; // how often in each week
}

const DAY = 86_400_000;

/** An entry for each week in which a row takes place, on the Monday-to-Friday of that week; week 1 begins on `first`
(2026-01-05). The same rows and day give the same text. */
export function calendarFile(tool: string, title: string, rows: YearRow[], first: string): string {
  const begin = Date.parse(`${first}T00:00:00Z`), stamp = `${compact(begin)}T000000Z`;
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//armory//${tool}//ZH`, "CALSCALE:GREGORIAN"];
  lines.push(`X-WR-CALNAME:${escaped(title)}`);
  rows.forEach(({ name, year }, row) => {
    year.forEach((times, week) => {
      if (times < 1) return;
      const monday = begin + week * 7 * DAY, often = times > 1 ? ` ×${times}` : "";
      lines.push("BEGIN:VEVENT", `UID:${tool}-${row + 1}-${week + 1}-${compact(begin)}@armory`, `DTSTAMP:${stamp}`);
      lines.push(`DTSTART;VALUE=DATE:${compact(monday)}`, `DTEND;VALUE=DATE:${compact(monday + 5 * DAY)}`);
      lines.push(`SUMMARY:${escaped(name + often)}`, "TRANSP:TRANSPARENT", "END:VEVENT");
    });
  });
  lines.push("END:VCALENDAR");
  return lines.map(folded).join("\r\n") + "\r\n";
}

/** One day to be reminded of, from nine in the morning on. `uid` and `stamp` (a day) tell one such file from another. */
export function reminderFile(uid: string, title: string, text: string, day: string, stamp: string): string {
  const begin = Date.parse(`${day}T00:00:00Z`);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//armory//path//ZH", "CALSCALE:GREGORIAN", "BEGIN:VEVENT"];
  lines.push(`UID:${uid}@armory`, `DTSTAMP:${compact(Date.parse(`${stamp}T00:00:00Z`))}T000000Z`);
  lines.push(`DTSTART;VALUE=DATE:${compact(begin)}`, `DTEND;VALUE=DATE:${compact(begin + DAY)}`);
  lines.push(`SUMMARY:${escaped(title)}`, `DESCRIPTION:${escaped(text)}`, "TRANSP:TRANSPARENT");
  lines.push("BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(title)}`, "TRIGGER:PT9H", "END:VALARM");
  lines.push("END:VEVENT", "END:VCALENDAR");
  return lines.map(folded).join("\r\n") + "\r\n";
}

/** The Monday after today, or today if it is one. */
export function nextMonday(today: Date): string {
  const day = new Date(Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()));
  return new Date(day.getTime() + ((8 - day.getUTCDay()) % 7) * DAY).toISOString().slice(0, 10);
}

function compact(time: number): string {
  return new Date(time).toISOString().slice(0, 10).replaceAll("-", "");
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/** At most 75 bytes a line; a character is never cut. */
function folded(line: string): string {
  const bytes = new TextEncoder(), lines = [""];
  let room = 75;
  for (const sign of line) {
    const size = bytes.encode(sign).length;
    if (size > room) {
      lines.push(" ");
      room = 74;
    }
    lines[lines.length - 1] += sign;
    room -= size;
  }
  return lines.join("\r\n");
}
