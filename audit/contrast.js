// Contrast in charts, as they are on the page. Gives lines: {svg, what, ratio, least}.
// Texts against what lies below them; marks that carry meaning against what lies beside their outline.
() => {
  const TEXT = 4.5, LARGE = 3, MARK = 3;
  const SAMPLES = 12, ALIKE = 8;
  // Drawn for orientation; what they say stands in words or figures beside them.
  const ORIENTS = ".rule, .ring, .band, .best, .frame, .cell, .tick";

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  function rgba(colour) {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  }
  const over = ([r, g, b, a], below) => [r, g, b].map((each, n) => each * a + below[n] * (1 - a));
  function luminance(colour) {
    const [r, g, b] = colour.map((each) => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function ratio(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }
  function faded(element) {
    let share = 1;
    for (let e = element; e && e.localName !== "svg"; e = e.parentElement) share *= Number(getComputedStyle(e).opacity);
    return share;
  }
  // A colour that is painted, with how much of it; a pattern has none of its own.
  function paint(element, name) {
    const style = getComputedStyle(element), said = style[name];
    if (said === "none" || said.startsWith("url(") || (name === "stroke" && parseFloat(style.strokeWidth) === 0)) return null;
    const [r, g, b, a] = rgba(said);
    const share = a * Number(style[`${name}Opacity`]) * faded(element);
    return share > 0 ? [r, g, b, share] : null;
  }
  const toScreen = (element, at) => new DOMPoint(at.x, at.y).matrixTransform(element.getScreenCTM());
  function within(element, x, y, what) {
    const at = new DOMPoint(x, y).matrixTransform(element.getScreenCTM().inverse());
    return what === "fill" ? element.isPointInFill(at) : element.isPointInStroke(at);
  }
  // The colour of a point on the screen, without `not`.
  function colourAt(x, y, not) {
    const layers = [];
    for (const e of document.elementsFromPoint(x, y)) {
      if (e === not || not.contains(e) || e.closest("text")) continue;
      let colours = [];
      if (e instanceof SVGGeometryElement) {
        colours = ["stroke", "fill"].filter((name) => within(e, x, y, name)).map((name) => paint(e, name)).filter(Boolean).slice(0, 1);
      } else if (!(e instanceof SVGElement)) {
        colours = [rgba(getComputedStyle(e).backgroundColor)].filter((colour) => colour[3] > 0);
      }
      layers.push(...colours);
      if (layers.at(-1)?.[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255]);
  }

  function* texts(svg) {
    for (const text of svg.querySelectorAll("text")) {
      const box = text.getBoundingClientRect(), style = getComputedStyle(text);
      if (!text.textContent.trim() || box.width === 0) continue;
      const x = box.x + box.width / 2, y = box.y + box.height / 2;
      const halo = style.paintOrder.startsWith("stroke") && parseFloat(style.strokeWidth) >= 3 ? paint(text, "stroke") : null;
      const below = halo ? over(halo, colourAt(x, y, text)) : colourAt(x, y, text);
      const colour = paint(text, "fill");
      if (!colour) continue;
      const size = parseFloat(style.fontSize) * text.getScreenCTM().a;
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      yield { element: text, ratio: ratio(over(colour, below), below), least: large ? LARGE : TEXT };
    }
  }

  // Places just outside of the outline; of a line, on both sides of it.
  function* outside(mark, away) {
    const length = mark.getTotalLength();
    for (let n = 0; n < SAMPLES; n++) {
      const at = ((n + 0.5) / SAMPLES) * length;
      const here = toScreen(mark, mark.getPointAtLength(at)), next = toScreen(mark, mark.getPointAtLength(Math.min(length, at + 0.1)));
      const run = Math.hypot(next.x - here.x, next.y - here.y) || 1;
      const normal = { x: -(next.y - here.y) / run, y: (next.x - here.x) / run };
      for (const side of [1, -1]) {
        const x = here.x + side * away * normal.x, y = here.y + side * away * normal.y;
        if (!within(mark, x, y, "fill") && !within(mark, x, y, "stroke")) yield [x, y];
      }
    }
  }
  function* marks(svg) {
    const seen = new Map();
    for (const mark of svg.querySelectorAll("rect, path, circle, line, polygon, polyline, ellipse")) {
      if (mark.closest("defs, pattern, clipPath, marker") || mark.matches(ORIENTS)) continue;
      const { width, height } = mark.getBoundingClientRect();
      const fill = paint(mark, "fill"), stroke = paint(mark, "stroke");
      if (width + height < 2 || (!fill && !stroke)) continue;
      const look = [mark.className.baseVal, fill, stroke].join();
      seen.set(look, (seen.get(look) ?? 0) + 1);
      if (seen.get(look) > ALIKE) continue;
      const thick = stroke ? parseFloat(getComputedStyle(mark).strokeWidth) * mark.getScreenCTM().a : 0;
      const ratios = [];
      for (const [x, y] of outside(mark, thick / 2 + 1.5)) {
        const beside = colourAt(x, y, mark);
        ratios.push(Math.max(...[fill, stroke].filter(Boolean).map((colour) => ratio(over(colour, beside), beside))));
      }
      // Marks touch: an outline is told apart where most of it is.
      ratios.sort((a, b) => a - b);
      if (ratios.length) yield { element: mark, ratio: ratios[Math.floor(ratios.length / 2)], least: MARK };
    }
  }

  const style = new CSSStyleSheet();
  style.replaceSync("svg.picture, svg.picture * { pointer-events: all !important } * { content-visibility: visible !important }");
  const before = document.adoptedStyleSheets;
  document.adoptedStyleSheets = [...before, style];
  const found = [];
  let looked = 0;
  for (const svg of document.querySelectorAll("svg.picture")) {
    if (svg.getBoundingClientRect().width === 0) continue;
    svg.scrollIntoView({ block: "center", behavior: "instant" });
    for (const { element, ratio, least } of [...texts(svg), ...marks(svg)]) {
      looked++;
      if (ratio >= least - 0.005) continue;
      const named = svg.closest("[data-chart]")?.dataset.chart ?? svg.className.baseVal;
      const what = `${element.localName}.${element.className.baseVal} ${element.textContent.trim().slice(0, 20)}`;
      found.push({ svg: named, what, ratio, least });
    }
  }
  document.adoptedStyleSheets = before;
  scrollTo({ top: 0, behavior: "instant" });
  return { looked, found };
}
