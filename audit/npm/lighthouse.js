// Lighthouse on many pages in one browser. Its argument is JSON: {port, runs: [{url, form, categories, throttled, skipped}]}.
// Each run is written as one line of JSON: the scores (0-1), the audits that failed, and what would make the page faster.
import lighthouse, { desktopConfig } from "lighthouse";

const { port, runs } = JSON.parse(process.argv[2]);
const SHOWN = 8;
const SHORT = { pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 300, cpuQuietThresholdMs: 300 }; // milliseconds

for (const run of runs) {
  const flags = { port, logLevel: "error", output: "json", onlyCategories: run.categories, skipAudits: run.skipped };
  // Without the category of speed nothing is timed, so nothing is waited for longer than the page takes.
  if (!run.throttled) Object.assign(flags, { disableFullPageScreenshot: true, ...SHORT });
  const { lhr } = await lighthouse(run.url, flags, run.form === "desktop" ? desktopConfig : undefined);
  console.log(JSON.stringify({ ...run, error: lhr.runtimeError?.message ?? null, ...told(lhr) }));
}
process.exit(0);

function told(lhr) {
  const scores = Object.fromEntries(Object.entries(lhr.categories).map(([id, { score }]) => [id, score]));
  const failed = Object.entries(lhr.categories).flatMap(([category, { auditRefs }]) =>
    auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
      .map(({ id, weight }) => ({ category, weight, ...audit(lhr.audits[id]) }))
  );
  const weighed = new Set(failed.map(({ id }) => id));
  const hints = (lhr.categories.performance?.auditRefs ?? [])
    .map(({ id }) => lhr.audits[id])
    .filter(({ id, score, details }) => !weighed.has(id) && score !== null && score < 1 && details !== undefined)
    .map(audit);
  const metrics = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];
  const speeds = Object.fromEntries(metrics.filter((id) => id in lhr.audits).map((id) => [id, lhr.audits[id].numericValue]));
  return { scores, speeds, machine: lhr.environment.benchmarkIndex, failed, hints };
}

function audit({ id, title, score, displayValue, metricSavings, details }) {
  const items = details?.items ?? [];
  return { id, title, score, displayValue, metricSavings, items: items.slice(0, SHOWN).map(item), more: Math.max(0, items.length - SHOWN) };
}

// What a reader needs of an item: where it is and how much.
function item(each) {
  const { node, ...rest } = each;
  const kept = Object.entries(rest).filter(([, value]) => ["string", "number"].includes(typeof value));
  return { ...Object.fromEntries(kept), ...(node ? { snippet: node.snippet, selector: node.selector } : {}) };
}
