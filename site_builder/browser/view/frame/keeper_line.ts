/** The line above a calculator in a frame that says who keeps the work, and asks before the page around does. */

import type { HostKeeper, Standing } from "../../embed/host_keeper.ts";
import { all, one, toggle, write } from "../elements.ts";

export interface KeeperLine {
  show(standing: Standing, host: string): void;
  /** The page is there. */
  begin(): void;
}

const ACTIONS = ["allow", "refuse"] as const;

export function keeperLine(keeper: () => HostKeeper): KeeperLine {
  let is: Standing = "waiting", around = "";

  function paint(): void {
    const line = document.querySelector<HTMLElement>("[data-keeper]");
    if (!line) return; // not there yet
    toggle(line, "hidden", is === "waiting" || is === "refused");
    line.dataset.keeper = is;
    const said = line.dataset[is];
    if (said) write(one(line, "[data-keeper-text]"), said.replace("#", () => around));
    for (const button of all(line, "[data-does]")) {
      toggle(button, "hidden", !button.dataset.when!.split(" ").includes(is));
    }
  }

  return {
    show(standing, host) {
      [is, around] = [standing, host === "null" ? document.referrer : host.replace(/^https?:\/\//, "")];
      paint();
    },
    begin() {
      for (const does of ACTIONS) {
        for (const button of all(document, `[data-keeper] [data-does="${does}"]`)) {
          button.addEventListener("click", () => keeper()[does]());
        }
      }
      paint();
    },
  };
}
