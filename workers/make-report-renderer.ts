import { parseSealingKeys } from '../actors/notifier/webhook/seal.ts';
import { createReportRenderer } from '../actors/report-renderer/actor.ts';
import { findChromium } from '../actors/report-renderer/browser/find-chromium.ts';
import { createBrowserPool } from '../actors/report-renderer/browser/pool.ts';
import { createFileLink, createLinkSigner } from '../actors/report-renderer/store/links.ts';
import { openStore } from '../actors/report-renderer/store/open.ts';
import type { AnyActor } from '../actors/runtime/actor.ts';
import type { KindParts } from './kinds.ts';

/** The renderer with its store and its browser, which is started now where there is one. @throws EnvironmentError */
export function makeReportRenderer({ env, log, onStop }: KindParts): AnyActor {
  const keys = [...parseSealingKeys(env.SEALING_KEYS).byId.values()].map(({ bytes }) => bytes);
  const publicUrl = env.PUBLIC_URL.replace(/\/$/, '');
  const store = openStore(env);
  const link = createFileLink(createLinkSigner(keys), () => publicUrl);
  const pool = createBrowserPool({
    executable: () => findChromium(env.CHROMIUM_BIN),
    pages: env.REPORT_PAGES,
    onEvent: ({ what, error }) => log.info({ what, err: error }, 'browser'),
  });
  onStop(pool.close);
  // Without it all but PDFs is made, and whoever asks for one is told why; one that did not start is started by the first PDF.
  pool.warm().catch((error) => log.warn({ err: error }, 'the browser was not started'));
  const linkSeconds = env.REPORT_LINK_HOURS * 3_600;
  const options = { store, link, pool, linkSeconds, retentionDays: env.REPORT_RETENTION_DAYS };
  return createReportRenderer(options, env.REPORT_PAGES);
}
