import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { PLAYS, type Play } from './plays.ts';

// bun run provider <telegram|whatsapp|slack|email> [--port N] [--webhook URL]: a local provider, in which one plays the person at
// the other end. Lines typed are what the person writes; `!2` presses the second button of the last message.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string' }, webhook: { type: 'string' } },
});
const [name = ''] = positionals;
const start = name in PLAYS ? PLAYS[name as keyof typeof PLAYS] : undefined;
const port = values.port === undefined ? undefined : Number(values.port);
if (!start || (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536))) {
  console.error(`usage: bun run provider ${Object.keys(PLAYS).join('|')} [--port 3930] [--webhook URL]`);
  process.exit(2);
}

try {
  const play = await start({ port, webhook: values.webhook, print: console.log });
  console.log(play.hint);
  listen(play);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

function listen(play: Play): void {
  const end = () => void play.stop().then(() => process.exit(0));
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const [, button] = /^!(\d+)$/.exec(line.trim()) ?? [];
    if (button) play.press(Number(button) - 1);
    else if (line.trim()) play.write(line.trim());
  });
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}
