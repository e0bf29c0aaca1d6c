import type { Axis, Scale, Spec } from 'vega';
import type { Chart } from '../document.ts';

const WIDTH = 640;
const TALL = 150;
const BAR = 20;

/**
 * A chart as SVG, drawn here and not in a browser. The same chart gives the same text. The library is loaded at the first
 * chart: it takes longer than a report.
 */
export async function drawChart(chart: Chart, { primary }: { primary: string }): Promise<string> {
  const { parse, View, resetSVGDefIds } = await import('vega');
  const sideways = chart.horizontal;
  const spec: Spec = {
    width: WIDTH - (sideways ? 140 : 40),
    height: sideways ? Math.max(60, chart.bars.length * BAR) : TALL,
    padding: 5,
    background: 'transparent',
    data: [{ name: 'bars', values: chart.bars }],
    scales: [
      { ...NAMES, range: sideways ? 'height' : 'width' },
      { ...VALUES, range: sideways ? 'width' : 'height' },
    ],
    axes: sideways
      ? [
          { ...AXIS, ...VALUE_AXIS, orient: 'bottom', labelFlush: true },
          { ...AXIS, ...NAME_AXIS, orient: 'left', labelLimit: 130 },
        ]
      : [
          { ...AXIS, ...VALUE_AXIS, orient: 'left' },
          { ...AXIS, ...NAME_AXIS, orient: 'bottom', ...labelsOf(chart.bars) },
        ],
    marks: [
      {
        type: 'rect',
        from: { data: 'bars' },
        aria: false,
        encode: { update: { fill: { value: primary }, ...(sideways ? LYING : STANDING) } },
      },
    ],
    config: { locale: BRAZIL },
  };
  resetSVGDefIds();
  const view = new View(parse(spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** As many labels as can be read, slanted where they are many; every second, every third otherwise. */
function labelsOf(bars: Chart['bars']): Partial<Axis> {
  if (bars.length <= FEW) return { labelAngle: 0 };
  const each = Math.ceil(bars.length / MOST_LABELS);
  return { ...STEEP, values: bars.filter((_, i) => i % each === 0).map(({ label }) => label) };
}

const FEW = 14;
const MOST_LABELS = 18;
const STEEP = { labelAngle: 300, labelAlign: 'right', labelBaseline: 'middle', labelPadding: 6 } as const;

const NAMES = {
  name: 'name',
  type: 'band',
  domain: { data: 'bars', field: 'label' },
  paddingInner: 0.1,
  paddingOuter: 0.05,
} satisfies Scale;
const VALUES = {
  name: 'value',
  type: 'linear',
  domain: { data: 'bars', field: 'value' },
  nice: true,
  zero: true,
} satisfies Scale;

const STANDING = {
  x: { scale: 'name', field: 'label' },
  width: { scale: 'name', band: 1 },
  y: { scale: 'value', field: 'value' },
  y2: { scale: 'value', value: 0 },
};
const LYING = {
  y: { scale: 'name', field: 'label' },
  height: { scale: 'name', band: 1 },
  x: { scale: 'value', field: 'value' },
  x2: { scale: 'value', value: 0 },
};

const AXIS = {
  labelFont: 'Lux Sans, sans-serif',
  labelFontSize: 10,
  labelColor: '#4a4a4a',
  domain: false,
  ticks: false,
  // The figure around it is the picture that screen readers are told of; what is in it they are spared.
  aria: false,
} as const;
const NAME_AXIS = { scale: 'name' } as const;
const VALUE_AXIS = {
  scale: 'value',
  grid: true,
  gridColor: '#e6e3dc',
  tickCount: 4,
  tickMinStep: 1,
  format: ',d',
  labelOverlap: true,
} as const;
const BRAZIL = {
  number: { decimal: ',', thousands: '.', grouping: [3], currency: ['R$ ', ''] as [string, string] },
};
