import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { refuseSection } from './check-section.ts';
import { inspectPicture } from './inspect-picture.ts';
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

describe('a template that is checked', () => {
  test('may use what any kind knows', async () => {
    expect(
      await refuseSection('{% if process %}{{ process.number }}{% endif %} {{ report.date }}'),
    ).toBeUndefined();
    expect(await refuseSection('{{ caseCount }} {{ seal }} {{ checkCount }}')).toBeUndefined();
  });

  test('is told its spelling mistakes and where they are', async () => {
    expect(await refuseSection('<p>\n{{ proces.number }}</p>')).toMatch(/proces.*line:2/);
    expect(await refuseSection('{% for %}')).toMatch(/line:1/);
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
