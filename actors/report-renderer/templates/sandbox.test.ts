import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { composeDocument } from '../kinds/compose.ts';
import { ReportRefused } from '../refused.ts';
import { refuseSections } from './check-sections.ts';
import { inspectPicture } from './inspect-picture.ts';
import { renderOwnSections } from './own-sections.ts';
import { renderSections } from './render-sections.ts';
import { sampleSnapshot } from './sample.ts';
import { renderSection, TemplateError } from './sandbox.ts';

const VARIABLES = {
  firm: { name: 'Silva <b>& Souza' },
  list: Array.from({ length: 100 }, (_, i) => ({ n: i })),
  secretive: Object.create({ inherited: 'INHERITED' }),
};

test('values are escaped, text tags stay', async () => {
  expect(
    await renderSection(
      '<p>{{ firm.name }}</p><ul>{% for x in list limit: 2 %}<li>{{ x.n }}</li>{% endfor %}</ul>',
      VARIABLES,
    ),
  ).toBe('<p>Silva &lt;b&gt;&amp; Souza</p><ul><li>0</li><li>1</li></ul>');
});

/** Whatever it tries: it is refused, or what comes out is harmless text. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<img src="http://127.0.0.1/x">',
  '<svg onload=alert(1)><use href="http://x/y#z"/></svg>',
  '<iframe src="file:///etc/passwd"></iframe>',
  '<object data="file:///etc/passwd"></object>',
  '<style>.statements{display:none} @import url(http://x/);</style>',
  '<p style="position:fixed;inset:0;background:#fff">cobre</p>',
  '<p class="statements" id="x" onclick="x()">x</p>',
  '<a href="javascript:alert(1)">x</a>',
  '<link rel=stylesheet href=http://x/>',
  '<meta http-equiv=refresh content="0;url=http://x/">',
  '<base href="http://x/">',
  '<form action=http://x/><input name=a></form>',
  '</section></body><script>alert(1)</script>',
  '<!-- <script>alert(1)</script> -->',
  '<math><mtext><script>alert(1)</script></mtext></math>',
  '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><script>alert(1)</script>">',
  '{{ "<script>alert(1)</script>" | raw }}',
  '{{ firm.name | append: "<script>" | raw }}',
  '<table><td colspan="999999999">x</td></table>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<p>&#x3C;script&#x3E;</p>',
];

test.each(HOSTILE)('%s gives no more than text', async (source) => {
  const html = await renderSection(source, VARIABLES);
  expect(html).not.toMatch(
    /<(script|img|svg|iframe|object|style|a|link|meta|base|form|input|template|math|!--)/i,
  );
  // No tag has an attribute.
  expect(html).not.toMatch(/<\w+\s+[^>]/);
});

test.each([
  '{% include "/etc/passwd" %}',
  '{% render "../../package.json" %}',
  '{% layout "x" %}',
  '{% for i in (1..100000000) %}x{% endfor %}',
  '{% for a in list %}{% for b in list %}{% for c in list %}{% for d in list %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}',
  '{% assign s = "xxxxxxxxxxxxxxxx" %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
  '{% if %}',
  '{{ firm.name | no_such_filter }}',
  '{% unless',
  `{{ "${'x'.repeat(20_001)}" }}`,
  '{% for i in (1..60000) %}<b>ab</b>{% endfor %}',
])('%.70s is refused with a reason', async (source) => {
  const rendered = renderSection(source, VARIABLES);
  await expect(rendered).rejects.toThrow(TemplateError);
});

test.each([
  ['{{ firm.constructor }}', ''],
  ['{{ firm.__proto__ }}', ''],
  ['{{ secretive.inherited }}', ''],
  ['{{ firm.name.constructor.constructor }}', ''],
])('%s shows nothing of the engine', async (source, shown) => {
  expect(await renderSection(source, VARIABLES)).toBe(shown);
});

test('any text is rendered or refused, never more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (source) => {
      try {
        expect(await renderSection(source, VARIABLES)).not.toMatch(/<script/i);
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        expect(error.message.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 200 },
  );
});

describe('sections in their thread', () => {
  const spin = '{% for a in (1..1000) %}{% for b in (1..1000) %}{{ a }}{% endfor %}{% endfor %}';
  const job = (source: string) => ({ source, tries: [{ variables: VARIABLES }] });

  test('are answered in their order, what is wrong beside what is fine', async () => {
    expect(await renderSections([job('<p>{{ list.size }}</p>'), job('{% if %}'), job('x')])).toEqual([
      { html: '<p>100</p>' },
      { error: expect.any(String) },
      { html: 'x' },
    ]);
    expect(await renderSections([])).toEqual([]);
  });

  test('have one time for all; the section on which it runs out is wrong, and nobody waited for it', async () => {
    let went = 0;
    const others = setInterval(() => went++, 1);
    const results = await renderSections([job('x'), job(spin), job('y')], 100);
    clearInterval(others);
    expect(results).toEqual([{ html: 'x' }, { error: expect.stringContaining('100 ms') }]);
    expect(went).toBeGreaterThan(1);
  });

  test('of which one cannot be rendered make a report that is refused by its name', async () => {
    const snapshot = sampleSnapshot('usage');
    const sections = [{ title: 'Nota', body: '{% if %}', placement: 'after' } as const];
    const made = renderOwnSections(sections, snapshot, composeDocument(snapshot));
    await expect(made).rejects.toThrow(/“Nota”/);
    await expect(made).rejects.toThrow(ReportRefused);
  });
});

describe('a template that is checked', () => {
  test('may use what any kind knows', async () => {
    const bodies = [
      '{% if process %}{{ process.number }}{% endif %} {{ report.date }}',
      '{{ caseCount }} {{ seal }} {{ checkCount }}',
    ];
    expect(await refuseSections(bodies)).toEqual([undefined, undefined]);
  });

  test('is told its spelling mistakes and where they are', async () => {
    expect(await refuseSections(['<p>\n{{ proces.number }}</p>', 'x', '{% for %}'])).toEqual([
      expect.stringMatching(/proces.*line:2/),
      undefined,
      expect.stringMatching(/line:1/),
    ]);
  });

  test('that takes long is refused, while the rest of the process goes on', async () => {
    let went = 0;
    const others = setInterval(() => went++, 1);
    const slow =
      '{% assign r = (1..400000) %}{% assign n = r | where_exp: "i", "i > 0" | where_exp: "i", "i > 0" %}';
    const [error] = await refuseSections([slow.repeat(9)]);
    clearInterval(others);
    expect(error).toBeDefined();
    expect(went).toBeGreaterThan(1);
  });
});

describe('a picture', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  test('is told by its content', () => {
    expect(inspectPicture(png)).toEqual({ mediaType: 'image/png', width: 1, height: 1 });
  });

  test.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><script/></svg>'],
    ['GIF', Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64')],
    ['HTML', '<html><script>alert(1)</script></html>'],
    ['nothing', ''],
    ['half a PNG', png.subarray(0, 10)],
    ['a program', '\x7fELF'],
  ])('%s is refused', (_, content) => {
    expect(inspectPicture(new Uint8Array(Buffer.from(content as string)))).toHaveProperty('refused');
  });

  test('one that would fill the memory when it is unpacked is refused', () => {
    const huge = Buffer.from(png);
    huge.writeUInt32BE(100_000, 16);
    huge.writeUInt32BE(100_000, 20);
    expect(inspectPicture(new Uint8Array(huge))).toHaveProperty('refused');
  });
});
