/** Where all that a learner does is kept. On the site that is the browser's storage. A page around this one may lend its
own: the launch page of a course package, which a portal stands behind, or the page that has a tool in a frame. */

/** Like `localStorage`; may refuse, as that does. */
export type Texts = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** An answer to a question, as it was judged. */
export interface Answered {
  question: string; // `account_tiering.low_hhi`
  kind: "choice" | "several" | "truth" | "order" | "number";
  answer: string; // ids of options parted by spaces, or a number as it was typed
  right: string; // likewise; "" for a number
  correct: boolean;
  options: string[]; // all ids, in the order of the definition; none of a number
}

export interface Lender {
  scope: string; // in place of the site's path in all keys
  texts: Texts;
  answered?(answer: Answered): void;
}

type Lending = Window & { armoryLender?: Lender };

export function lender(): Lender | undefined {
  try {
    return (window as Lending).armoryLender ?? (parent as Lending).armoryLender;
  } catch {
    return undefined; // there is no page, or the one around is another site's
  }
}

export function texts(): Texts {
  return lender()?.texts ?? localStorage;
}
