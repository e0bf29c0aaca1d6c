import { EnvironmentError } from '../actors/runtime/environment.ts';
import { demonstrate } from './demo/demonstrate.ts';
import { serveStackApi } from './stack/api.ts';
import { banner } from './stack/banner.ts';
import { BRIDGE_PORTS, chooseBridgePorts } from './stack/bridge-ports.ts';
import { startBroker } from './stack/broker.ts';
import { holdDataDir } from './stack/data-dir.ts';
import { startDatabase } from './stack/database.ts';
import { startDatajud } from './stack/datajud.ts';
import { parseStackEnvironment } from './stack/environment.ts';
import { keepKeys } from './stack/keys.ts';
import { createLiveLines } from './stack/live-lines.ts';
import { openLog } from './stack/log.ts';
import { writeRunEnv } from './stack/run-env.ts';
import { onSignals } from './stack/signals.ts';
import { StartError } from './stack/start-error.ts';
import { createTeardown } from './stack/teardown.ts';
import { startWorkers, threadVariables } from './stack/workers.ts';

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
  const began = performance.now();
  const env = parseStackEnvironment(process.env);
  const dir = holdDataDir(env.DATA_DIR);
  teardown.add('the data directory', dir.release);
  const live = createLiveLines(print);
  const { log, file, write, close } = openLog(dir.logs, env.LOG_LEVEL, say, live.seeLog);
  teardown.add('the log', close);
  const keys = keepKeys(dir.keys);
  const secret = env.API_SECRET ?? keys.tokens;
  const sealingKeys = env.SEALING_KEYS ?? `k1:${keys.sealing}`;

  const database = await startDatabase(env, dir, keys, say, teardown);
  const broker = await startBroker(env, dir, say, teardown);
  const datajud = await startDatajud(env, dir, say, teardown);
  const api = await serveStackApi(
    env,
    { databaseUrl: database.app, brokerUrl: broker.api, secret, sealingKeys, objects: dir.objects, log },
    say,
    teardown,
  );
  teardown.add('the live lines', live.watch(broker.operator, log));
  // Before the workers, so that the receiver outlives them: what they are delivering at the end arrives.
  const demo =
    datajud.sandbox &&
    (await demonstrate(
      { env, sandbox: datajud.sandbox, api: api.url, databaseUrl: database.runtime, file: dir.demo },
      print,
      say,
      teardown,
    ));
  const needs = {
    databaseAppUrl: database.app,
    databaseRuntimeUrl: database.runtime,
    broker,
    ports: await chooseBridgePorts(env, say),
    datajudUrl: datajud.url,
    datajudKey: datajud.key,
    sandbox: datajud.sandbox !== undefined,
    sealingKeys,
    publicUrl: api.publicUrl,
    objects: dir.objects,
    log,
    onLog: write,
  };
  const metrics = await startWorkers(env, needs, say, teardown);
  const removeRunEnv = writeRunEnv(dir.runEnv, {
    ...threadVariables(env, needs),
    METRICS_PORT: '0',
    PORT: '0',
    // A second adapter beside ours.
    ...Object.fromEntries(BRIDGE_PORTS.map((variable) => [variable, '0'])),
    NATS_API_URL: broker.api,
    NATS_OPERATOR_URL: broker.operator,
    DATABASE_OWNER_URL: database.owner,
    API_SECRET: secret,
  });
  teardown.add('run.env', removeRunEnv);
  say(
    banner([
      ['API', api.url],
      ['Documentation', `${api.url}/swagger`],
      ['API key', demo && `${demo.apiKey} (of the demonstration firm)`],
      ['DataJud', datajud.sandbox ? `${datajud.url} (sandbox, control API at /_sandbox)` : datajud.url],
      ['Metrics', `${api.url}/metrics and ${metrics}`],
      ['NATS, as an operator', env.NATS_URL === undefined ? broker.operator : undefined],
      ['Log', file],
    ]),
  );
  say(`ready in ${Math.round(performance.now() - began)} ms`);
}

try {
  await Promise.race([start(), stopping.promise]);
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
