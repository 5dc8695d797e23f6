/** The script of questions, of the final test and of its certificate: fetched when the first of them comes near. */

import { say as wordOf } from "./model/page_data.ts";
import { readQuiz } from "./model/quiz_record.ts";
import { section, sectionKey } from "./model/section.ts";
import { all, fetchScript } from "./view/elements.ts";
import { card, type Handed, type Say } from "./view/quiz/card.ts";
import { certificate } from "./view/quiz/certificate.ts";
import { finalTest } from "./view/quiz/final.ts";
import { practise } from "./view/quiz/practice.ts";

interface QuizFacts {
  words: Record<string, string>;
  pass?: number;
  certificate?: boolean;
}

declare const armory: { handed: Handed; quizFacts: QuizFacts };

async function wake(siteRoot: string): Promise<void> {
  const roots = all(document, "[data-quiz]");
  const computed = roots.map((root) => JSON.parse(root.dataset.question!)).filter(({ kind }) => kind === "number");
  const slugs = [...new Set(computed.map(({ tool }) => tool as string))].filter((slug) => !armory.handed[slug]);
  const scripts = ["quiz-facts", ...slugs.map((slug) => `tools/${slug}`)];
  await Promise.allSettled(scripts.map((name) => fetchScript(`${siteRoot}assets/${name}.js`)));
  const { words, pass = 100, certificate: certified = false } = armory.quizFacts;
  const say: Say = (word, facts) => wordOf({ words }, word, facts);
  const kept = section(sectionKey(siteRoot, "quiz"), readQuiz);
  const cards = roots.map((root) => card(root, armory.handed, say));
  const final = document.querySelector<HTMLElement>("[data-final]");
  if (final) finalTest(final, cards, kept, { pass, certificate: certified }, say);
  else for (const each of cards) practise(each, kept, say);
  const sheet = document.querySelector<HTMLElement>("[data-certificate]");
  if (sheet) certificate(sheet, siteRoot, kept, pass, say);
  document.documentElement.dataset.questions = "on";
}

if (document.currentScript instanceof HTMLScriptElement) wake(new URL("..", document.currentScript.src).pathname);
