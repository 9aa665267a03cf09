// Replaces each picture with an interactive view; where that fails the picture stays.
const specs = JSON.parse(document.getElementById('specs').textContent);
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
const choices = [...document.querySelectorAll('#who input')];
const shown = () => choices.filter((choice) => choice.checked).map((choice) => choice.value);
const views = new Map();
let drawing = 0;

// Every encoding of a spec and of its layers.
function encodings(spec) {
  return [spec, ...(spec.layer ?? [])].map((part) => part.encoding ?? {});
}

// The list of contestants above the plots is the legend of them all.
function withoutLegend(spec) {
  for (const encoding of encodings(spec)) {
    for (const channel of ['color', 'shape', 'strokeDash']) {
      if (encoding[channel]?.field === 'contestant') encoding[channel].legend = null;
    }
  }
}

function isLog(spec, channel) {
  return encodings(spec).some((encoding) => encoding[channel]?.scale?.type === 'log');
}

// A logarithmic axis holds what is above zero; what is not stands at its lower end.
function logDomain(spec, channel) {
  const fields = encodings(spec).flatMap((encoding) => [encoding[channel]?.field, encoding[channel + '2']?.field]);
  const values = spec.data.values.flatMap((row) => fields.map((field) => row[field])).filter((value) => value > 0);
  return [Math.min(...values), Math.max(...values)];
}

function setLog(spec, channel, log) {
  const scale = log
    ? {type: 'log', domain: logDomain(spec, channel), clamp: true, nice: false, padding: 8}
    : {type: 'linear', zero: true};
  for (const encoding of encodings(spec)) {
    if (encoding[channel] && encoding[channel].value === undefined) encoding[channel].scale = scale;
  }
}

async function draw(plot, log) {
  const spec = structuredClone(specs[plot.dataset.plot]);
  delete spec.title; // The heading and the caption say it.
  spec.config.background = 'transparent';
  spec.params[0].value = shown();
  withoutLegend(spec);
  if (log !== undefined) setLog(spec, spec.usermeta.log, log);
  const view = document.createElement('div');
  plot.append(view);
  drawing++;
  try {
    // ast: expressions are interpreted, so the page's policy need not allow eval.
    const drawn = await vegaEmbed(view, {...spec, width: 'container'}, {
      mode: 'vega-lite',
      renderer: 'svg',
      ast: true,
      logLevel: vega.Error,
      actions: false,
      tooltip: {theme: dark ? 'dark' : 'light'},
    });
    views.get(plot)?.finalize();
    views.set(plot, drawn.view);
    plot.replaceChildren(view);
    plot.dataset.drawn = 'interactive';
  } catch (error) {
    view.remove();
    console.error(plot.dataset.plot, error);
  } finally {
    drawing--;
  }
}

function logSwitch(plot) {
  const spec = specs[plot.dataset.plot];
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Log axis';
  button.setAttribute('aria-pressed', isLog(spec, spec.usermeta.log));
  button.addEventListener('click', () => {
    const log = button.getAttribute('aria-pressed') !== 'true';
    button.setAttribute('aria-pressed', log);
    draw(plot, log);
  });
  plot.closest('figure').querySelector('.tools').prepend(button);
}

document.getElementById('who').hidden = choices.length === 0;
for (const choice of choices) {
  choice.addEventListener('change', () => views.forEach((view) => view.signal('shown', shown()).runAsync()));
}
for (const plot of document.querySelectorAll('[data-plot]')) {
  if (specs[plot.dataset.plot].usermeta.log) logSwitch(plot);
  draw(plot);
}
