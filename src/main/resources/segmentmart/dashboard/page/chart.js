// Charts by ECharts, which is loaded once the first of them is shown.

import {el} from "./dom.js";
import {t} from "./words.js";

const COLOURS = 6;

let library = null;
const drawn = new Set();

/** A colour of the page, such as `chart-1`, as the theme has it. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** The colour of the so manieth thing, from 0; after the last of them they begin again. */
export function colourOf(place) {
  return colour(`chart-${place % COLOURS + 1}`);
}

/**
 * A chart. Its text alternative stands for it: what can be done with it must be possible beside it as well.
 *
 * @param {string} description what it shows, in a sentence
 * @param {() => object} option the options of ECharts, asked for again when the theme changes
 * @param {(chart) => void} [begun] given the chart once it is drawn, to listen to clicks
 * @param {{height?: number}} [size] its height in pixels, where the usual one does not do
 */
export function chart(description, option, begun = () => {}, {height} = {}) {
  const canvas = el("div", {class: "chart", role: "img", "aria-label": description});
  if (height) {
    canvas.style.height = `${height}px`;
  }
  library ??= import("/assets/echarts.esm.min.js").catch(e => {
    // The next chart asks for it again.
    library = null;
    throw e;
  });
  library.then(echarts => {
    if (!canvas.isConnected) {
      return;
    }
    const made = echarts.init(canvas, null, {renderer: "canvas"});
    const draw = () => made.setOption(withPageStyle(option()), true);
    draw();
    begun(made);
    const resized = new ResizeObserver(() => made.resize());
    resized.observe(canvas);
    drawn.add({canvas, draw, end: () => {
      resized.disconnect();
      made.dispose();
    }});
    sweep();
  }, () => canvas.replaceWith(el("p", {class: "state"}, t("shell.chart.failed"))));
  return canvas;
}

function withPageStyle(option) {
  return {
    // The page is drawn anew for each choice: what moves then would only distract.
    animation: false,
    textStyle: {fontFamily: getComputedStyle(document.body).fontFamily, color: colour("text")},
    ...option,
    // Drawn into the canvas: a tooltip of HTML would want styles that the page does not allow.
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: colour("surface"),
      borderColor: colour("line"),
      textStyle: {color: colour("text"), fontFamily: getComputedStyle(document.body).fontFamily},
      ...option.tooltip,
    },
  };
}

/** Lets go of charts that are no longer on the page. */
function sweep() {
  for (const one of drawn) {
    if (!one.canvas.isConnected) {
      one.end();
      drawn.delete(one);
    }
  }
}

/** Draws all charts again, in the colours of the theme. */
export function redraw() {
  sweep();
  drawn.forEach(one => one.draw());
}
