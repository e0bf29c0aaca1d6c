import { afterEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RetryableError } from '../../runtime/errors.ts';
import { ReportRefused } from '../refused.ts';
import { familyBytes } from './family-memory.ts';
import { findChromium } from './find-chromium.ts';
import { launchBrowser } from './launch.ts';
import { type BrowserPool, createBrowserPool, type PoolOptions } from './pool.ts';

const SIGNAL = new AbortController().signal;
const PDF = /^%PDF-/;
const page = (body: string) =>
  `<!doctype html><html lang="pt-BR"><title>x</title><body>${body}</body></html>`;
const text = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1');

const pools: BrowserPool[] = [];
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

function pool(options: Partial<PoolOptions> = {}): BrowserPool {
  const executable = () => findChromium(process.env.CHROMIUM_BIN);
  const made = createBrowserPool({ executable, pages: 2, timeoutMs: 90_000, ...options });
  pools.push(made);
  return made;
}

/** Launches whose documents never end their loading: the first so many. */
function hanging(times: number): typeof launchBrowser {
  let left = times;
  return async (executable) => {
    const launched = await launchBrowser(executable);
    if (left-- <= 0) return launched;
    const { browser } = launched;
    const newPage = browser.newPage.bind(browser);
    browser.newPage = async () => {
      const opened = await newPage();
      opened.setContent = () => new Promise(() => {});
      return opened;
    };
    return launched;
  };
}

describe('the pool', () => {
  test('prints one document after another in one browser: tagged, with bookmarks', async () => {
    const warm = pool();
    const first = text(await warm.print(page('<h1>Um</h1><h2>Dois</h2><p>três</p>'), SIGNAL));
    expect(first).toMatch(PDF);
    for (const part of ['/StructTreeRoot', '/Outlines', '/Lang']) expect(first).toContain(part);
    await warm.print(page('<p>outro</p>'), SIGNAL);
    expect(warm.stats).toMatchObject({ launches: 1, prints: 2, repeats: 0 });
  });

  test('a browser that is killed in the middle loses nothing: every document is printed elsewhere', async () => {
    const killed = pool();
    await killed.warm();
    const rows = Array.from({ length: 3_000 }, (_, i) => `<tr><td>${i}</td><td>movimento</td></tr>`).join('');
    const prints = Array.from({ length: 4 }, () => killed.print(page(`<table>${rows}</table>`), SIGNAL));
    await Bun.sleep(50);
    process.kill(killed.stats.pids[0] as number, 'SIGKILL');
    for (const pdf of await Promise.all(prints)) expect(text(pdf)).toMatch(PDF);
    expect(killed.stats.launches).toBeGreaterThan(1);
    expect(killed.stats.prints).toBe(4);
  }, 240_000);

  test('a print that hangs is found out, its browser killed, and the document printed elsewhere', async () => {
    const events: string[] = [];
    const hung = pool({
      timeoutMs: 8_000,
      launch: hanging(1),
      onEvent: ({ what }) => void events.push(what),
    });
    expect(text(await hung.print(page('x'), SIGNAL))).toMatch(PDF);
    expect(events).toContain('hung');
    expect(hung.stats).toMatchObject({ launches: 2, repeats: 1 });
  }, 240_000);

  test('one that always hangs is given back to be tried later, and the pool goes on', async () => {
    const hung = pool({ timeoutMs: 8_000, launch: hanging(3) });
    await expect(hung.print(page('x'), SIGNAL)).rejects.toThrow(RetryableError);
    await hung.print(page('x'), SIGNAL);
    expect(hung.stats.launches).toBe(4);
  }, 240_000);

  test('a browser is replaced after its documents, and its profile is deleted', async () => {
    const profiles = () =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`lux-chromium-${process.pid}-`));
    const before = profiles().length;
    const recycled = pool({ documentsPerBrowser: 2, documentsPerPage: 1 });
    for (let i = 0; i < 5; i++) await recycled.print(page(`${i}`), SIGNAL);
    expect(recycled.stats).toMatchObject({ launches: 3, prints: 5 });
    await recycled.close();
    for (let i = 0; i < 100 && profiles().length > before; i++) await Bun.sleep(50);
    expect(profiles().length).toBeLessThanOrEqual(before);
  }, 240_000);

  test('a browser that has grown too large is replaced, though it has not printed its documents', async () => {
    const sizes = [10, 11];
    const grown = pool({ pages: 1, bytesPerBrowser: 10, memoryOf: () => sizes.shift() });
    for (let i = 0; i < 10; i++) await grown.print(page(`${i}`), SIGNAL);
    expect(grown.stats.launches).toBe(1);
    await grown.print(page('x'), SIGNAL);
    expect(grown.stats).toMatchObject({ launches: 2, prints: 11 });
  }, 240_000);

  test('keeps no document that it has printed, as long as its browser may live', async () => {
    const warm = pool({ pages: 1 });
    const printed: WeakRef<Uint8Array>[] = [];
    for (let i = 0; i < 8; i++) printed.push(new WeakRef(await warm.print(page(`${i}`), SIGNAL)));
    await Bun.sleep(0);
    Bun.gc(true);
    // The collector looks through the stack without knowing it: one may seem to be in use.
    expect(printed.filter((pdf) => pdf.deref()).length).toBeLessThan(3);
  });

  test('knows how large a browser is with all its processes', async () => {
    const seen: (number | undefined)[] = [];
    const memoryOf = (pid: number) => {
      seen.push(familyBytes(pid), familyBytes(process.pid));
      return undefined;
    };
    const watched = pool({ memoryOf });
    for (let i = 0; i < 5; i++) await watched.print(page('x'), SIGNAL);
    const [browser, family] = seen;
    // Only Linux tells.
    if (process.platform !== 'linux') return expect(seen).toEqual([undefined, undefined]);
    expect(browser).toBeGreaterThan(30 * 2 ** 20);
    expect(family).toBeGreaterThan(browser ?? 0);
  }, 240_000);

  test('who waits for a turn leaves at the abort', async () => {
    const busy = pool({ pages: 1 });
    const first = busy.print(page('um'), SIGNAL);
    const gone = new AbortController();
    const second = busy.print(page('dois'), gone.signal);
    gone.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    await first;
    expect(text(await busy.print(page('três'), SIGNAL))).toMatch(PDF);
  });
});

test('a document runs nothing and reaches nothing', async () => {
  let asked = 0;
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch() {
      asked++;
      return new Response('<h1>outside</h1>', { headers: { 'content-type': 'text/html' } });
    },
  });
  const dir = mkdtempSync(join(tmpdir(), 'lux-secret-'));
  await Bun.write(join(dir, 'secret.html'), 'SEGREDO');
  const out = `http://127.0.0.1:${server.port}`;
  const hostile = page(`
    <script>document.title='RAN'; fetch('${out}/script')</script>
    <img src="${out}/img"><img src=x onerror="fetch('${out}/onerror')">
    <link rel="stylesheet" href="${out}/css"><style>@import url(${out}/import); @font-face{font-family:x;src:url(${out}/font)} p{font-family:x;background:url(${out}/bg)}</style>
    <iframe src="${out}/frame"></iframe><iframe src="file://${dir}/secret.html"></iframe><object data="file://${dir}/secret.html"></object>
    <embed src="file:///etc/passwd"><video src="${out}/video" autoplay></video><meta http-equiv="refresh" content="0;url=${out}/refresh">
    <form action="${out}/form"></form><svg><image href="${out}/svg"/></svg><p>texto</p>`);
  const closed = pool();
  try {
    const pdf = text(await closed.print(hostile, SIGNAL));
    expect(pdf).toMatch(PDF);
    expect(pdf).not.toContain('RAN');
    // The next document in the same tab is still printed: it was not led away.
    expect(text(await closed.print(page('<h1>depois</h1>'), SIGNAL))).toMatch(PDF);
    // At the first go: a tab that a refresh began to lead away could not print.
    expect(closed.stats).toMatchObject({ launches: 1, repeats: 0 });
    expect(asked).toBe(0);
  } finally {
    await server.stop(true);
    rmSync(dir, { recursive: true });
  }
}, 240_000);

describe('finding Chromium', () => {
  test('one that is asked for is taken, or it is said that it is not there', () => {
    expect(findChromium(import.meta.path)).toBe(import.meta.path);
    expect(() => findChromium('/nowhere/chromium')).toThrow(/CHROMIUM_BIN/);
  });

  test('without any, the error says how to get it and what works without', () => {
    const refused = new ReportRefused('x', 'y');
    expect(refused.fix).toBe('y');
    const error = (() => {
      try {
        return findChromium('/nowhere/chromium');
      } catch (thrown) {
        return thrown as ReportRefused;
      }
    })();
    expect(error).toBeInstanceOf(ReportRefused);
    expect((error as ReportRefused).fix).toMatch(/apt-get install chromium[\s\S]*XLSX/);
  });

  test('a pool without Chromium refuses at once, and does not try again', async () => {
    const without = pool({ executable: () => findChromium('/nowhere/chromium') });
    await expect(without.print(page('x'), SIGNAL)).rejects.toThrow(ReportRefused);
  });
});
