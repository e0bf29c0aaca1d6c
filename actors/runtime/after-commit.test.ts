import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import { contract } from '../contracts/contract.ts';
import { actor } from './actor.ts';
import { createHarness, type Harness } from './test-kit/harness.ts';

setDefaultTimeout(120_000);

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.close());

/** An actor whose notes are followed by `follow`; `left` answers how many rows of the note there are. */
function follower(kind: string, follow: (text: string, left: () => Promise<number>) => Promise<void>) {
  const messages = contract(kind, { note: Type.Object({ text: Type.String() }) });
  const left = async (id: string) =>
    (await harness.admin.query('select 1 from rt.messages where id = $1', [id])).rowCount ?? 0;
  let tries = 0;
  const definition = actor({
    contract: messages,
    description: 'Does something after its commits.',
    retry: { baseMs: 5, maxMs: 10 },
    handlers: {
      note(ctx, { text }) {
        ctx.afterCommit(() => follow(text, () => left(ctx.messageId)));
        if (text === 'throws' && ctx.attempt < 3) throw new Error('not yet');
        // The first commit fails in its own writes.
        if (text === 'refused')
          ctx.write(async (tx) => {
            if (++tries < 3) await tx.client.query('select 1 / 0');
          });
      },
    },
  });
  return { messages, definition };
}

test('what follows a commit begins once the commit holds, once, and not for a turn that came to nothing', async () => {
  const followed: string[] = [];
  const rows: number[] = [];
  const { messages, definition } = follower('following', async (text, left) => {
    followed.push(text);
    rows.push(await left());
  });
  await harness.start(definition);
  const texts = ['plain', 'throws', 'refused', 'last'];
  for (const text of texts) await harness.send(messages, 'note', { tenant: 'ten_a' }, { text });
  await harness.drained(messages.kind);
  expect(followed).toEqual(texts);
  expect(rows).toEqual(texts.map(() => 0));
});

test('an error of it is counted and stops nothing', async () => {
  const before = await harness.count('backgroundErrors');
  const followed: string[] = [];
  const { messages, definition } = follower('failing-after', async (text) => {
    followed.push(text);
    throw new Error('no');
  });
  await harness.start(definition);
  for (const text of ['a', 'b']) await harness.send(messages, 'note', { tenant: 'ten_a' }, { text });
  await harness.drained(messages.kind);
  expect(followed).toEqual(['a', 'b']);
  expect(await harness.count('backgroundErrors')).toBe(before + 2);
});
