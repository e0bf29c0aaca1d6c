import type { Button } from '../../../actors/contracts/channels.ts';
import { keyToken, type Memory } from '../../../actors/runtime/nats/bridge/memory.ts';

type Command = NonNullable<Button['command']>;

/** core.telegram.org/bots/api#inlinekeyboardbutton */
const MAX_BYTES = 64;
const KEPT = '~';

/** A command as callback data: `name?key=value`, or, when that is too long, a key under which it is remembered for eight days. */
export async function encodeCommand(command: Command, memory: Memory): Promise<string> {
  const text = `${command.name}?${new URLSearchParams(command.input)}`;
  if (Buffer.byteLength(text) <= MAX_BYTES) return text;
  const key = keyToken(`${text} `).slice(0, MAX_BYTES - 1);
  await memory.write(`button.${key}`, command);
  return `${KEPT}${key}`;
}

/** undefined when it is none of ours, or was forgotten. */
export async function decodeCommand(data: string, memory: Memory): Promise<Command | undefined> {
  if (data.startsWith(KEPT)) {
    const key = data.slice(1);
    if (!/^[A-Za-z0-9_-]+$/.test(key)) return undefined;
    return (await memory.read(`button.${key}`))?.value as Command | undefined;
  }
  const [, name, query] = /^([\p{L}\d_-]{1,32})\?(.*)$/u.exec(data) ?? [];
  if (!name) return undefined;
  return { name, input: Object.fromEntries(new URLSearchParams(query)) };
}
