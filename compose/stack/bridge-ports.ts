import { WEBHOOK_PORTS, type WebhookPortVariable } from '../../workers/bridge-environment.ts';
import type { Environment } from './environment.ts';
import { onPort } from './on-port.ts';
import { freePort, isPortFree, PortTakenError } from './ports.ts';
import type { Say } from './say.ts';

export type BridgePorts = Record<WebhookPortVariable | 'BOUNCE_PORT', number>;
export const BRIDGE_PORTS: readonly (keyof BridgePorts)[] = [
  ...WEBHOOK_PORTS.map(({ variable }) => variable),
  'BOUNCE_PORT',
];

/** The adapters' ports, free at this moment: they listen in threads of their own, a little later. */
export async function chooseBridgePorts(env: Environment, say: Say): Promise<BridgePorts> {
  const chosen: Partial<BridgePorts> = {};
  for (const variable of BRIDGE_PORTS) {
    chosen[variable] = await onPort(env, variable, variable, say, async (port) => {
      if (port === 0) return freePort();
      if (await isPortFree(port)) return port;
      throw new PortTakenError(port);
    });
  }
  return chosen as BridgePorts;
}
