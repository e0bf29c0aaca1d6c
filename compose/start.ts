import { startApi } from './stack/api.ts';
import { banner } from './stack/banner.ts';
import { startBroker } from './stack/broker.ts';
import { holdDataDir } from './stack/data-dir.ts';
import { startDatabase } from './stack/database.ts';
import { startDatajud } from './stack/datajud.ts';
import { EnvironmentError, parseEnvironment } from './stack/environment.ts';
import { keepKeys } from './stack/keys.ts';
import { showLiveLines } from './stack/live-lines.ts';
import { openLog } from './stack/log.ts';
import { onSignals } from './stack/signals.ts';
import { StartError } from './stack/start-error.ts';
import { createTeardown } from './stack/teardown.ts';

/**
 * `npm start`: everything on this machine, from the database to the demonstration firm, until Ctrl-C.
 * Each part is added to the teardown as soon as it runs, and stopped in the opposite order.
 */
const say = (line: string) => console.log(line);
const print = (line: string) => console.log(`${new Date().toTimeString().slice(0, 8)}  ${line}`);
const STOP_WITHIN_MS = 15_000;

const teardown = createTeardown(say, STOP_WITHIN_MS);
const stopping = Promise.withResolvers<'stop'>();
onSignals(
  () => {
    say('stopping (Ctrl-C again to end at once)');
    stopping.resolve('stop');
  },
  // What still runs as a child process ends by itself when we are gone.
  (code) => process.exit(code),
);

async function start(): Promise<void> {
  const env = parseEnvironment(process.env);
  const dir = holdDataDir(env.DATA_DIR);
  teardown.add('the data directory', dir.release);
  const { log, file, close } = openLog(dir.logs, env.LOG_LEVEL, say);
  teardown.add('the log', close);
  const keys = keepKeys(dir.keys);

  const database = await startDatabase(env, dir, keys, say, teardown);
  const broker = await startBroker(env, dir, say, teardown);
  const datajud = await startDatajud(env, dir, say, teardown);
  const secret = keys.tokens;
  const api = await startApi(
    env,
    {
      databaseUrl: database.app,
      brokerUrl: broker.api,
      secret,
      sealingKeys: `k1:${keys.sealing}`,
      log,
    },
    say,
    teardown,
  );

  teardown.add('the live lines', showLiveLines(broker.operator, log, print));
  say(
    banner([
      ['API', api],
      ['Documentation', `${api}/swagger`],
      ['DataJud', datajud.sandbox ? `${datajud.url} (sandbox, control API at /_sandbox)` : datajud.url],
      ['NATS, as an operator', env.NATS_URL === undefined ? broker.operator : undefined],
      ['Log', file],
    ]),
  );
}

try {
  const began = performance.now();
  await Promise.race([
    start().then(() => say(`ready in ${Math.round(performance.now() - began)} ms`)),
    stopping.promise,
  ]);
  await stopping.promise;
  const well = await teardown.run();
  if (!well) say('not everything stopped in time; the rest ends now');
  process.exit(well ? 0 : 1);
} catch (error) {
  const expected = error instanceof StartError || error instanceof EnvironmentError;
  console.error(expected ? error.message : error);
  await teardown.run();
  process.exit(1);
}
