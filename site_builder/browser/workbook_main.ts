/** Loaded when a learner first asks for an Excel file. */

import { filled, type Places, tooMany } from "./workbook/fill.ts";

const excel = { filled, tooMany };
export type Excel = typeof excel;

/** Called by a tool's workbook script: the file, in base 64, and where its fields are. */
function workbook(tool: string, book: string, places: Places): void {
  books[tool] = { book: Uint8Array.from(atob(book), (sign) => sign.charCodeAt(0)), places };
}

export interface Book {
  book: Uint8Array;
  places: Places;
}
const books: Record<string, Book> = {};

declare const armory: { excel?: Excel; books?: Record<string, Book>; workbook?: typeof workbook };

Object.assign(armory, { excel, books, workbook });
