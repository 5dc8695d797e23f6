// A course portal for tests: scorm-again as its run-time, what it has recorded kept in this browser, and faults to order.
// ?standard=scorm12|scorm2004 &course=/a/index.html &seat=1 &learner=L01 &mode=review &popup &fault=none|throws|empty|short
const asked = new URLSearchParams(location.search);
const standard = asked.get("standard"), seat = asked.get("seat") ?? "1", fault = asked.get("fault") ?? "";
const SHORT = 400; // characters of suspend data that a portal with the fault "short" takes
const [CLASS, NAME, SET, COMMIT, ERROR] = {
  scorm12: ["Scorm12API", "API", "LMSSetValue", "LMSCommit", "LMSGetLastError"],
  scorm2004: ["Scorm2004API", "API_1484_11", "SetValue", "Commit", "GetLastError"],
}[standard];
const CALLS = {
  scorm12: ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError", "LMSGetErrorString"],
  scorm2004: ["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString"],
}[standard];

const key = `seat:${seat}`;

/** Whether its network is gone; what it has recorded. What was called stands in `calls:<seat>`, for after it is closed. */
const portal = { offline: false, record: () => JSON.parse(localStorage.getItem(key) ?? "null") };
Object.assign(window, { portal });

function open() {
  const api = new window[CLASS]({ autocommit: false, logLevel: 5 });
  const before = portal.record();
  const [learner, entry] = standard === "scorm12" ? ["cmi.core.student_id", "cmi.core.entry"] : ["cmi.learner_id", "cmi.entry"];
  const given = {
    [learner]: asked.get("learner") ?? "L01",
    [entry]: before ? "resume" : "ab-initio",
    ...asked.has("mode") ? { [standard === "scorm12" ? "cmi.core.lesson_mode" : "cmi.mode"]: asked.get("mode") } : {},
  };
  api.loadFromFlattenedJSON({ ...before, ...given }, "");
  const told = { ...before };
  window[NAME] = Object.fromEntries(CALLS.map((call) => [call, (...texts) => {
    if (fault === "throws") throw new Error("the portal broke");
    if (fault === "empty") return "";
    if (fault === "short" && call === SET && texts[0] === "cmi.suspend_data" && texts[1].length > SHORT) return "false";
    if (portal.offline && call === COMMIT) return "false";
    const given = api[call](...texts), error = String(api[ERROR]());
    if (call === ERROR || call.endsWith("ErrorString")) return given;
    const calls = JSON.parse(localStorage.getItem(`calls:${seat}`) ?? "[]");
    localStorage.setItem(`calls:${seat}`, JSON.stringify([...calls, [call, texts.join(" "), String(given), error]]));
    if (call === SET && String(given) === "true" && !/exit$|session_time$/.test(texts[0])) told[texts[0]] = texts[1];
    if (call === COMMIT || call === CALLS[1]) localStorage.setItem(key, JSON.stringify(told));
    return given;
  }]));
}

const runtime = document.createElement("script");
runtime.src = `/runtime/${standard}.min.js`;
runtime.addEventListener("load", () => {
  if (fault !== "none") open();
  if (asked.has("popup")) {
    const link = Object.assign(document.createElement("a"), { href: asked.get("course"), target: "_blank", rel: "opener" });
    return document.body.append(Object.assign(link, { textContent: "打開課程" }));
  }
  const course = document.createElement("iframe");
  course.title = "課程";
  course.src = asked.get("course");
  document.body.append(course);
});
document.head.append(runtime);
