import { isPortFree } from '../stack/ports.ts';

/** Below the ports that systems give to outgoing connections: between the finding and the use none of those takes it. */
const FROM = 12_000;
const TO = 20_000;

/** A port of 127.0.0.1 for a server that a test starts a moment later. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FROM + Math.floor(Math.random() * (TO - FROM));
    if (await isPortFree(port)) return port;
  }
}
