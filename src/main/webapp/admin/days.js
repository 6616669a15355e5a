/** The picture of the last days, which PrimeFaces has drawn by Chart.js: its colours are those of the legend and the page. */
const LOOKS = ['(prefers-color-scheme: dark)', '(forced-colors: active)'];
const day = new Intl.DateTimeFormat(document.documentElement.lang, { day: 'numeric', month: 'short', timeZone: 'UTC' });

function paint(config, picture) {
  const style = getComputedStyle(picture);
  const signs = document.querySelectorAll('.legend [data-series]');
  config.data.datasets.forEach((series, i) => {
    series.backgroundColor = series.borderColor = getComputedStyle(signs[i], '::before').color;
  });
  config.options.font = { family: style.fontFamily };
  for (const scale of Object.values(config.options.scales)) {
    scale.grid = { ...scale.grid, color: style.getPropertyValue('--voip-border') };
    scale.ticks = { ...scale.ticks, color: style.color };
    scale.title = { ...scale.title, color: style.color };
  }
}

/** The widget calls this before it draws. */
globalThis.voipDays = function () {
  const { config } = this.cfg;
  const picture = this.canvas[0].parentElement;
  config.data.labels = config.data.labels.map((date) => day.format(new Date(date)));
  config.options.locale = document.documentElement.lang;
  paint(config, picture);
  for (const look of LOOKS) {
    matchMedia(look).addEventListener('change', () => {
      paint(config, picture);
      this.chart.update();
    });
  }
};
