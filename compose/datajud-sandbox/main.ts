import { readOptions, SETTINGS } from './options.ts';
import { startSandbox } from './server.ts';

const args = Bun.argv.slice(2);
if (args.includes('--help')) {
  for (const [flag, variable, absent, help] of SETTINGS) {
    console.log(`--${flag.padEnd(16)} ${variable.padEnd(24)} ${help}${absent ? ` [${absent}]` : ''}`);
  }
  process.exit(0);
}

try {
  const { demoEveryMs, ...options } = readOptions(args, process.env);
  const sandbox = await startSandbox(options);
  if (demoEveryMs !== null) sandbox.startDemo(demoEveryMs);
  const courts = sandbox.control.courts().filter((court) => court.documents > 0);
  const documents = courts.reduce((sum, court) => sum + court.documents, 0);
  console.log(
    `DataJud sandbox at ${sandbox.url} (key ${sandbox.key}): ${documents} documents in ${courts.length} courts`,
  );
  console.log(`control API at ${sandbox.url}/_sandbox`);
  const stop = () => sandbox.stop().then(() => process.exit(0));
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
