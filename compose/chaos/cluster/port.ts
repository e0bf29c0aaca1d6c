import { isPortFree } from '../../stack/ports.ts';

/** Below the ports that systems give to outgoing connections: a server that is killed finds its own free again. */
const FROM = 20_000;
const TO = 32_000;

/** Gives free ports that stay free while their owners are away, each of them once. */
export function createPorts(): () => Promise<number> {
  let next = FROM + Math.floor(Math.random() * (TO - FROM));
  return async () => {
    for (;;) {
      const port = next;
      next = next + 1 < TO ? next + 1 : FROM;
      if (await isPortFree(port)) return port;
    }
  };
}
