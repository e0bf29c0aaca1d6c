import type { Chart } from '../document.ts';

const WIDTH = 640;
const TALL = 150;
const BAR = 20;

/**
 * A chart as SVG, drawn here and not in a browser. The same chart gives the same text. The library is loaded at the first
 * chart: it takes longer than a report.
 */
export async function drawChart(chart: Chart, colours: { primary: string }): Promise<string> {
  const [{ parse, View, resetSVGDefIds }, { compile }] = await Promise.all([
    import('vega'),
    import('vega-lite'),
  ]);
  const axis = {
    labelFont: FONT,
    titleFont: FONT,
    labelFontSize: 10,
    labelColor: '#4a4a4a',
    domain: false,
    ticks: false,
    // The figure around it is the picture that screen readers are told of; what is in it they are spared.
    aria: false,
  };
  const names = { field: 'label', type: 'nominal', sort: null, title: null } as const;
  const values = { field: 'value', type: 'quantitative', title: null } as const;
  const grid = { grid: true, gridColor: '#e6e3dc', tickCount: 4, tickMinStep: 1, format: ',d' };
  const sideways = chart.horizontal;
  const { spec } = compile({
    data: { values: chart.bars },
    width: WIDTH - (sideways ? 140 : 40),
    height: sideways ? Math.max(60, chart.bars.length * BAR) : TALL,
    mark: { type: 'bar', color: colours.primary, aria: false },
    encoding: sideways
      ? { y: { ...names, axis: { ...axis, labelLimit: 130 } }, x: { ...values, axis: { ...axis, ...grid } } }
      : {
          x: { ...names, axis: { ...axis, ...labelsOf(chart.bars) } },
          y: { ...values, axis: { ...axis, ...grid } },
        },
    config: {
      view: { stroke: null },
      background: 'transparent',
      font: FONT,
      locale: BRAZIL,
    },
  });
  resetSVGDefIds();
  const view = new View(parse(spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** As many labels as can be read, slanted where they are many; every second, every third otherwise. */
function labelsOf(bars: Chart['bars']) {
  if (bars.length <= FEW) return { labelAngle: 0 };
  const each = Math.ceil(bars.length / MOST_LABELS);
  return { ...STEEP, values: bars.filter((_, i) => i % each === 0).map(({ label }) => label) };
}

const FEW = 14;
const MOST_LABELS = 18;
const STEEP = { labelAngle: -60, labelAlign: 'right', labelBaseline: 'middle', labelPadding: 6 } as const;
const BRAZIL = {
  number: { decimal: ',', thousands: '.', grouping: [3], currency: ['R$ ', ''] as [string, string] },
};
const FONT = 'Lux Sans, sans-serif';
