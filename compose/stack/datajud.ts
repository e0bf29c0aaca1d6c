import { type Sandbox, startSandbox } from '../datajud-sandbox/server.ts';
import type { DataDir } from './data-dir.ts';
import type { Environment } from './environment.ts';
import { onPort } from './on-port.ts';
import { rememberCourts, sandboxFolder } from './sandbox-memory.ts';
import type { Say } from './say.ts';
import type { Teardown } from './teardown.ts';

/** Where DataJud is asked, and with which key. `sandbox` when it is ours. */
export type Datajud = { url: string; key: string; sandbox?: Sandbox };

/** The real limits of the public API, so that what works here works there. */
const REQUESTS_PER_MINUTE = 120;
const CASES_PER_COURT = 50;

/** The DataJud sandbox with invented courts, or the DataJud that DATAJUD_URL names. */
export async function startDatajud(
  env: Environment,
  dir: DataDir,
  say: Say,
  teardown: Teardown,
): Promise<Datajud> {
  if (env.DATAJUD_URL !== undefined && env.DATAJUD_KEY !== undefined) {
    return { url: env.DATAJUD_URL, key: env.DATAJUD_KEY };
  }
  const folder = sandboxFolder(dir.path);
  const sandbox = await onPort(env, 'SANDBOX_PORT', 'DataJud sandbox', say, (port) =>
    startSandbox({
      port,
      demo: true,
      folder,
      ratePerMinute: REQUESTS_PER_MINUTE,
      generate: { casesPerCourt: CASES_PER_COURT, seed: 'direito-lux' },
    }),
  );
  const remember = rememberCourts(sandbox, folder);
  teardown.add('the DataJud sandbox', async () => {
    remember();
    await sandbox.stop();
  });
  say(`DataJud sandbox on port ${sandbox.port}`);
  return { url: sandbox.url, key: sandbox.key, sandbox };
}
