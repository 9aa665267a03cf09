// Replaces each picture with an interactive view; where that fails the picture stays.
const specs = JSON.parse(document.getElementById('specs').textContent);
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
for (const plot of document.querySelectorAll('[data-plot]')) {
  const spec = specs[plot.dataset.plot];
  delete spec.title; // The heading and the caption say it.
  spec.config.background = 'transparent';
  const view = document.createElement('div');
  plot.append(view);
  // ast: expressions are interpreted, so the page's policy need not allow eval.
  vegaEmbed(view, {...spec, width: 'container'}, {
    mode: 'vega-lite',
    renderer: 'svg',
    ast: true,
    logLevel: vega.Error,
    actions: {export: true, source: false, compiled: false, editor: false},
    downloadFileName: plot.dataset.plot,
    tooltip: {theme: dark ? 'dark' : 'light'},
  }).then(() => {
    plot.replaceChildren(view);
    plot.dataset.drawn = 'interactive';
  }, (error) => {
    view.remove();
    console.error(plot.dataset.plot, error);
  });
}
