import { requestOps } from '../actors/runtime/nats/request.ts';

// bun run ops <kind> <verb> [json]: what `nats req lux.ops.<kind>.<verb>` does, for machines without the NATS CLI.
// bun run ops <kind> drain.<owner> addresses one worker; `status` lists them.
const [kind, verb = 'status', body = ''] = process.argv.slice(2);
const url = process.env.NATS_OPERATOR_URL ?? process.env.NATS_URL;
const problem = !kind
  ? 'usage: bun run ops <kind> [status|pause|resume|inspect|deadletters|redrive|drain.<owner>] [json]'
  : !url
    ? 'NATS_OPERATOR_URL is not set: nats://operator:<password>@host:port (npm start prints it)'
    : undefined;
if (problem || !url) {
  console.error(problem);
  process.exit(2);
}
const result = await requestOps(url, `lux.ops.${kind}.${verb}`, body, 5_000).catch((error: Error) => ({
  ok: false as const,
  code: '503',
  error: `NATS cannot be reached at ${new URL(url).host}: ${error.message}`,
}));
// Lists of numbers, such as partitions, on one line.
const onOneLine = (list: string) => list.replaceAll(/\s+/g, ' ');
if (result.ok) console.log(JSON.stringify(result.answer, null, 2).replaceAll(/\[[\d,\s]+\]/g, onOneLine));
else console.error(`${result.code}: ${result.error}`);
process.exit(result.ok ? 0 : 1);
