import { isPortFree } from '../../stack/ports.ts';

/** Below the ports that systems give to outgoing connections: one that is killed finds its own free again. */
const FROM = 20_000;
const TO = 32_000;

/** A free port that stays free while its owner is away. */
export async function lastingPort(): Promise<number> {
  for (;;) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM));
    if (!given.has(port) && (await isPortFree(port))) {
      given.add(port);
      return port;
    }
  }
}

const given = new Set<number>();
