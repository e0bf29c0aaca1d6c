import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--no-first-run',
  '--mute-audio',
  '--font-render-hinting=none',
  // No name leads anywhere, not even a number: whatever got past everything else finds no network.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=socks5://0.0.0.0:1',
  '--proxy-bypass-list=<-loopback>',
];

export interface Launched {
  browser: Browser;
  /** Ends it at once, whatever it does. */
  kill(): void;
}

/** Starts a Chromium with a profile of its own, which is deleted when it ends. It ends with this process. */
export async function launchBrowser(executable: string): Promise<Launched> {
  // Loaded with the first browser: a worker that prints nothing starts without it.
  const { default: puppeteer } = await import('puppeteer');
  const profile = mkdtempSync(join(tmpdir(), `lux-chromium-${process.pid}-`));
  const forget = () => rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  try {
    const browser = await puppeteer.launch({
      executablePath: executable,
      headless: true,
      pipe: true,
      userDataDir: profile,
      args: [...FLAGS, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      timeout: 60_000,
      protocolTimeout: 60_000,
    });
    const child = browser.process();
    if (child?.exitCode === null) child.once('exit', forget);
    else forget();
    return { browser, kill: () => void child?.kill('SIGKILL') };
  } catch (error) {
    forget();
    throw error;
  }
}
