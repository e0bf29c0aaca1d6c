import { runEntry } from './entry.ts';
import { tellPlatformConnections } from './platform-connections.ts';
import { runKind } from './run-kind.ts';

await runEntry('notifier', async (env, log, registry) => {
  const notifier = await runKind('notifier', env, log, registry);
  const connections = tellPlatformConnections(env, log);
  return {
    async stop() {
      await Promise.all([notifier.stop(), connections.stop()]);
    },
  };
});
