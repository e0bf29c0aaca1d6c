import type { Environment, PortVariable } from './environment.ts';
import { onPort } from './on-port.ts';
import { freePort, isPortFree, PortTakenError } from './ports.ts';
import type { Say } from './say.ts';

const BRIDGE_PORTS = [
  'TELEGRAM_PORT',
  'WHATSAPP_PORT',
  'SLACK_PORT',
  'BOUNCE_PORT',
] as const satisfies PortVariable[];
export type BridgePorts = Record<(typeof BRIDGE_PORTS)[number], number>;

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
