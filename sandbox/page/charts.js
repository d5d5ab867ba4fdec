// A `data_visualization` block as bars in words and lengths, whatever its kind of chart.
import { el } from "./dom.js";

/** The chart as lists, one a series: each point with its label, a bar and its value. */
export function chart(block) {
  const { type, series = [], segments = [], axis_config: axes = {} } = block.chart ?? {};
  const all = type === "pie" ? [{ name: "", data: segments }] : series;
  const whole = type === "pie" ? segments.reduce((sum, { value }) => sum + (Number(value) || 0), 0) : 0;
  const most = Math.max(1, ...all.flatMap(({ data }) => data.map(({ value }) => Number(value) || 0)));
  return el(
    "figure",
    { class: "chart" },
    el("figcaption", {}, block.title),
    all.flatMap(({ name, data }) => [
      all.length > 1 && el("p", { class: "quiet" }, name),
      el("ul", { "aria-label": name || null }, data.map((point) => bar(point, most, whole))),
    ]),
    (axes.x_label || axes.y_label) &&
      el("p", { class: "quiet" }, [axes.x_label, axes.y_label].filter(Boolean).join(" / ")),
  );
}

/** One point; *whole* is what a pie adds up to, of which the share is said too (0: it is no pie). */
function bar({ label, value }, most, whole) {
  const length = el("span", { class: "bar", "aria-hidden": "true" });
  length.style.setProperty("--share", String(Math.max(0, Number(value) || 0) / most));
  const words = whole ? `${value} (${Math.round((100 * value) / whole)}%)` : String(value);
  return el("li", {}, el("span", {}, label), length, el("span", { class: "number" }, words));
}
