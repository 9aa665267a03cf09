// What Vega expects of a browser and GraalJS lacks, and the one function that the renderer calls.
globalThis.setTimeout = (callback) => Promise.resolve().then(callback) && 0;
globalThis.clearTimeout = () => {};
globalThis.structuredClone = (value) => {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(structuredClone);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuredClone(item)]));
};

globalThis.heddle = {
  // Without a canvas Vega takes 0.8 em for every character, half as much again as a sans-serif has.
  textWidth(item, text) {
    const size = item.fontSize ?? 11;
    const units = [...String(text)].reduce((sum, character) => sum + heddle.units(character), 0);
    return units * size * (item.fontWeight === 'bold' ? 1.06 : 1);
  },

  units(character) {
    if ('iljft.,:;|!\'()[] '.includes(character)) return 0.33;
    if ('mwMW%'.includes(character)) return 0.9;
    return character >= 'A' && character <= 'Z' ? 0.7 : 0.58;
  },

  draw(json) {
    vega.textMetrics.width = heddle.textWidth;
    const outcome = {};
    const fail = (error) => { outcome.error = String(error.message ?? error); };
    const compiled = vegaLite.compile(JSON.parse(json)).spec;
    const view = new vega.View(vega.parse(compiled), {renderer: 'none', logLevel: vega.None});
    view.error = fail;
    view.toSVG().then((svg) => { if (!outcome.error) outcome.svg = svg; }, fail);
    return outcome;
  },
};
