import { RetryableError } from '../../runtime/errors.ts';
import { familyBytes } from './family-memory.ts';
import { type Launched, launchBrowser } from './launch.ts';
import { openPage, type PrintPage, printDocument } from './print-page.ts';

export interface BrowserPool {
  /** Prints HTML. A browser that dies or hangs on the way is replaced and the print repeated there. @throws RetryableError */
  print(html: string, signal: AbortSignal): Promise<Uint8Array>;
  /** Starts the browser ahead of the first print. */
  warm(): Promise<void>;
  readonly stats: { launches: number; prints: number; repeats: number; pids: number[] };
  close(): Promise<void>;
}

export interface PoolOptions {
  executable: () => string;
  /** Documents printed at once. */
  pages: number;
  /** A tab is closed after so many documents, a browser after so many. Default 100 and 500. */
  documentsPerPage?: number;
  documentsPerBrowser?: number;
  /** A browser that has more bytes than this is replaced. Default 256 MiB, and as much again for each page. */
  bytesPerBrowser?: number;
  /** A print that takes longer is taken for hung, and its browser is killed. Default 45,000. */
  timeoutMs?: number;
  launch?: typeof launchBrowser;
  /** Bytes of a browser with its processes; undefined where nobody can tell. */
  memoryOf?: typeof familyBytes;
  onEvent?: (event: { what: 'launched' | 'died' | 'hung' | 'recycled'; error?: unknown }) => void;
}

/** Attempts at one document, each in another browser. */
const ATTEMPTS = 3;
const AGAIN_MS = 2_000;
/** Documents between two looks at the memory of a browser, each of which takes tens of milliseconds. */
const MEASURED_EVERY = 5;

/** One Chromium with its tabs. It takes no more documents once it is retired, and ends with the last that it has. */
interface Engine {
  launched: Launched;
  idle: PrintPage[];
  busy: number;
  printed: number;
  retired: boolean;
  /** Prints on the way, to be told when its process has ended by itself or was killed. */
  onEnd: Set<() => void>;
}

/**
 * A pool of tabs in one browser process.
 *
 *   print ──▶ wait for a turn ──▶ tab of the present engine ──▶ printed ──▶ tab is idle, or closed after its documents
 *                 ▲                        │
 *                 └── again, elsewhere ◀── died, or hung and killed: the engine is retired, a new one is launched
 *
 * A turn is one of `pages`, given in the order of asking: whoever asks for many is kept short by the runtime, which hands in
 * no more than a firm's share. An engine that has printed its documents, or has grown too large, is retired: it finishes and ends
 * beside its successor, so memory is bounded by two engines with their tabs.
 */
export function createBrowserPool(options: PoolOptions): BrowserPool {
  const { pages, documentsPerPage = 100, documentsPerBrowser = 500, timeoutMs = 45_000 } = options;
  const { bytesPerBrowser = (pages + 1) * 256 * 2 ** 20, memoryOf = familyBytes } = options;
  const launch = options.launch ?? launchBrowser;
  const tell = options.onEvent ?? (() => {});
  const stats = { launches: 0, prints: 0, repeats: 0, pids: [] as number[] };
  const waiting: (() => void)[] = [];
  const engines = new Set<Engine>();
  let free = pages;
  let present: Promise<Engine> | undefined;
  let closed = false;

  async function start(): Promise<Engine> {
    const launched = await launch(options.executable());
    const engine: Engine = {
      launched,
      idle: [],
      busy: 0,
      printed: 0,
      retired: false,
      onEnd: new Set(),
    };
    engines.add(engine);
    stats.launches++;
    stats.pids.push(launched.browser.process()?.pid ?? 0);
    tell({ what: 'launched' });
    // Whichever is noticed first: calls to a browser whose process is gone may wait for their answers for ever.
    const lost = () => {
      if (!engines.delete(engine)) return;
      if (!engine.retired && !closed) tell({ what: 'died' });
      retire(engine);
      for (const end of engine.onEnd) end();
    };
    launched.browser.once('disconnected', lost);
    launched.browser.process()?.once('exit', lost);
    if (closed) launched.kill();
    return engine;
  }

  function hasGrown({ launched, printed }: Engine): boolean {
    if (printed % MEASURED_EVERY > 0) return false;
    const pid = launched.browser.process()?.pid;
    return pid !== undefined && (memoryOf(pid) ?? 0) > bytesPerBrowser;
  }

  function retire(engine: Engine): void {
    if (!engine.retired) present = undefined;
    engine.retired = true;
    if (engine.busy === 0 && engines.delete(engine)) {
      tell({ what: 'recycled' });
      // It has nothing left to save; a browser that does not close when asked is killed.
      engine.launched.browser.close().catch(() => engine.launched.kill());
    }
  }

  function engineNow(): Promise<Engine> {
    present ??= start().catch((error) => {
      present = undefined;
      throw error;
    });
    return present;
  }

  async function turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (free > 0) {
      free--;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const give = () => {
      signal.removeEventListener('abort', leave);
      resolve();
    };
    const leave = () => {
      waiting.splice(waiting.indexOf(give), 1);
      reject(signal.reason);
    };
    waiting.push(give);
    signal.addEventListener('abort', leave, { once: true });
    await promise;
  }

  function endTurn(): void {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }

  async function printOnce(html: string): Promise<Uint8Array> {
    const engine = await engineNow();
    engine.busy++;
    // One for each print: a promise that lives as long as the engine would keep every document that was raced against it.
    const lost = Promise.withResolvers<never>();
    lost.promise.catch(() => {});
    const gone = () => lost.reject(new Error('the browser ended in the middle of a print'));
    engine.onEnd.add(gone);
    if (!engines.has(engine)) gone();
    const timer = setTimeout(() => {
      tell({ what: 'hung' });
      engine.launched.kill();
      lost.reject(new Error(`a print took longer than ${timeoutMs} ms`));
    }, timeoutMs);
    const inTime = <T>(work: Promise<T>) => Promise.race([work, lost.promise]);
    try {
      const tab = engine.idle.pop() ?? (await inTime(openPage(engine.launched.browser)));
      const pdf = await inTime(printDocument(tab, html));
      engine.printed++;
      stats.prints++;
      if (tab.printed >= documentsPerPage) await tab.page.close();
      else engine.idle.push(tab);
      return pdf;
    } catch (error) {
      // Whatever went wrong in it, its tabs are in no known state: the next print begins elsewhere.
      retire(engine);
      engine.launched.kill();
      throw error;
    } finally {
      clearTimeout(timer);
      engine.onEnd.delete(gone);
      engine.busy--;
      const spent = engine.printed >= documentsPerBrowser || hasGrown(engine);
      if (spent || engine.retired || !engine.launched.browser.connected) retire(engine);
    }
  }

  return {
    stats,
    async warm() {
      await engineNow();
    },
    async print(html, signal) {
      await turn(signal);
      try {
        for (let attempt = 1; ; attempt++) {
          if (closed) throw new RetryableError('the pool is closing', { retryAfterMs: AGAIN_MS });
          options.executable();
          try {
            return await printOnce(html);
          } catch (error) {
            tell({ what: 'died', error });
            signal.throwIfAborted();
            if (attempt >= ATTEMPTS)
              throw new RetryableError('the document could not be printed', {
                retryAfterMs: AGAIN_MS,
                cause: error,
              });
            stats.repeats++;
          }
        }
      } finally {
        endTurn();
      }
    },
    async close() {
      closed = true;
      for (const { launched } of engines) launched.kill();
      engines.clear();
      await present?.then(({ launched }) => launched.kill()).catch(() => {});
    },
  };
}
