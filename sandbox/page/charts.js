// A `data_visualization` block as bars in words and lengths, whatever its kind of chart.
import { el } from "./dom.js";

/** The chart as lists, one a series: each point with its label, a bar and its value. */
export function chart(block) {
  const { type, series = [], segments = [], axis_config: axes = {} } = block.chart ?? {};
  const all = type === "pie" ? [{ name: "", data: segments }] : series;
  const most = Math.max(1, ...all.flatMap(({ data }) => data.map(({ value }) => Number(value) || 0)));
  return el(
    "figure",
    { class: "chart" },
    el("figcaption", {}, block.title),
    all.flatMap(({ name, data }) => [
      all.length > 1 && el("p", { class: "quiet" }, name),
      el("ul", { "aria-label": name || null }, data.map((point) => bar(point, most))),
    ]),
    (axes.x_label || axes.y_label) &&
      el("p", { class: "quiet" }, [axes.x_label, axes.y_label].filter(Boolean).join(" / ")),
  );
}

function bar({ label, value }, most) {
  const length = el("span", { class: "bar", "aria-hidden": "true" });
  length.style.setProperty("--share", String(Math.max(0, Number(value) || 0) / most));
  return el("li", {}, el("span", {}, label), length, el("span", { class: "number" }, String(value)));
}
