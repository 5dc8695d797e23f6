/** An Excel file with live formulas and the figures that are shown: made here, without asking any host. */

import type { Calculator } from "../calculator.ts";
import { say } from "../model/page_data.ts";
import type { Book, Excel } from "../workbook_main.ts";
import { fetchScript, save } from "./elements.ts";
import { fetchWords } from "./more.ts";
import type { Notices } from "./notices.ts";

declare const armory: { excel?: Excel; books?: Record<string, Book> };

const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export async function saveWorkbook(calculator: Calculator, notices: Notices, assets: string): Promise<void> {
  const { data, scene, mode } = calculator;
  try {
    await fetchWords(assets);
    if (!armory.excel) await fetchScript(`${assets}workbook.js`);
    if (!armory.books![data.tool]) await fetchScript(`${assets}workbooks/${data.tool}.js`);
  } catch {
    return notices.show("excel", data.words.excel_missing);
  }
  const { book, places } = armory.books![data.tool], excel = armory.excel!;
  const [more] = excel.tooMany(places, scene);
  if (more) {
    const facts = { list: data.lists[more.list].label, rows: more.rows, room: more.room };
    return notices.show("excel", say(data, "excel_room", facts));
  }
  notices.hide("excel");
  const name = (list: string, id: string) => {
    const { items, shown_as } = data.lists[list];
    const item = items?.find((each) => each.id === id);
    if (item) return item.label;
    const texts = shown_as === undefined ? undefined : scene.sheet.typed[shown_as] as (string | null)[] | undefined;
    return texts?.[scene.ids[list].indexOf(id)] || id;
  };
  const example = mode === "example" ? data.examples[calculator.example].label : null;
  save(new Blob([excel.filled(book, places, scene, name, example)], { type: TYPE }), `${data.tool}.xlsx`);
}
