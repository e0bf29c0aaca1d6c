import { expect, test } from 'bun:test';
import fc from 'fast-check';
import type { Content } from '../../../actors/contracts/channels.ts';
import { checkBlocks } from '../../../compose/providers/slack/blocks.ts';
import { parseHtml } from '../../../compose/providers/telegram/html.ts';
import { renderMail } from '../email/render.ts';
import { renderMessage as renderSlack } from '../slack/render.ts';
import { renderText as renderTelegram } from '../telegram/render.ts';
import { renderText as renderWhatsApp } from '../whatsapp/render.ts';
import { webUrl } from './layout.ts';

const written = (maxLength: number) =>
  fc.string({
    unit: fc.oneof(
      fc.constantFrom('&', '<', '>', '*', '_', '`', '~', '"', ' ', '\n', '👩‍⚖️'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    ),
    maxLength,
  });
const long = fc
  .tuple(written(30), fc.integer({ min: 1, max: 130 }))
  .map(([text, times]) => text.repeat(times).slice(0, 3_999));
const contents: fc.Arbitrary<Content> = fc.record({
  title: written(290),
  paragraphs: fc.array(
    fc.record({
      text: long,
      emphasis: fc.boolean(),
      url: fc.constantFrom('https://a.example/?a=1&b="2"', 'javascript:alert(1)'),
    }),
    { maxLength: 6 },
  ),
  facts: fc.array(fc.tuple(written(90), written(400)), { maxLength: 10 }),
  buttons: fc.constant([{ label: 'Abrir', url: 'https://a.example/x' }]),
  footer: fc.array(written(200), { maxLength: 3 }),
});

test('Telegram takes every message: well formed, within its limit, legal sentences kept', () => {
  fc.assert(
    fc.property(contents, (content) => {
      const parsed = parseHtml(renderTelegram(content));
      if ('refusal' in parsed) throw new Error(parsed.refusal);
      expect(parsed.text.length).toBeLessThanOrEqual(4_096);
      for (const sentence of content.footer) expect(parsed.text).toContain(sentence.trim());
      for (const link of parsed.links) expect(link).toStartWith('https://');
    }),
    { numRuns: 60 },
  );
});

test('WhatsApp gets no more than it takes, with nothing to format in it but the title', () => {
  const FORMAT = /(?<![\p{L}\p{N}])([*_~`])(?=\S)[^\n]*?(?<=\S)\1(?![\p{L}\p{N}])/u;
  fc.assert(
    fc.property(contents, fc.constantFrom(1_024, 4_096), (content, limit) => {
      const text = renderWhatsApp(
        { ...content, title: '', buttons: [], paragraphs: content.paragraphs.map(({ text }) => ({ text })) },
        limit,
      );
      expect(text.length).toBeLessThanOrEqual(limit);
      expect(text).not.toMatch(FORMAT);
    }),
    { numRuns: 60 },
  );
});

test('Slack takes every message, and its notice has no markup in it', () => {
  fc.assert(
    fc.property(contents, (content) => {
      const { text, blocks } = renderSlack(content);
      expect(checkBlocks(blocks)).not.toHaveProperty('error');
      expect(text.length).toBeLessThanOrEqual(3_000);
      expect(text.replaceAll(/&(amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
    }),
    { numRuns: 60 },
  );
});

test('a mail’s HTML has no tag or attribute that somebody wrote', () => {
  fc.assert(
    fc.property(contents, (content) => {
      const { html } = renderMail(content);
      const tags = new Set([...html.matchAll(/<([a-z!][\w]*)/gi)].map(([, tag]) => tag?.toLowerCase()));
      const ours = [
        '!doctype',
        'html',
        'head',
        'meta',
        'title',
        'body',
        'div',
        'h1',
        'p',
        'br',
        'strong',
        'a',
      ];
      expect([...tags].filter((tag) => !ours.includes(tag ?? ''))).toEqual([]);
      expect(html).not.toContain('javascript:');
    }),
    { numRuns: 60 },
  );
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'no url', ''])('%p is no link', (url) => {
  expect(webUrl(url)).toBeUndefined();
});
