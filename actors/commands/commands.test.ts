import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { readProcessByNumber } from '../../db/processes/read.ts';
import { readTenant } from '../../db/tenant.ts';
import { checkDigits, formatCnjNumber } from '../contracts/cnj-number.ts';
import { newId } from '../contracts/ids.ts';
import { createHarness, type Harness } from '../runtime/test-kit/harness.ts';
import type { CommandContext, Permission, Reply, Wanted } from './command.ts';
import { type CommandRequest, readRequest } from './read-request.ts';
import { COMMANDS } from './registry.ts';
import { runCommand } from './run.ts';

let harness: Harness;
let tenant: string;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.close());
beforeEach(() => {
  tenant = newId('tenant');
});

const ALL: Permission[] = ['processes:read', 'processes:write', 'ai:write', 'reports:write'];
const later: { jobId: string; wanted: Wanted }[] = [];
/** Runs a command as an actor does: what it writes is committed, with what it sends. */
async function run(
  request: CommandRequest,
  permissions: Permission[] = ALL,
  place: Partial<CommandContext> = {},
): Promise<Reply> {
  const writes: Parameters<CommandContext['write']>[0][] = [];
  const ctx: CommandContext = {
    tenant,
    person: { id: 'per_1', name: 'Ana', timeZone: 'America/Sao_Paulo' },
    permissions: new Set(permissions),
    cause: { id: 'msg_1' },
    now: new Date(),
    askedAt: new Date(),
    tellsSealed: false,
    reportDays: 90,
    pageOf: (processId) => `https://lux.example/case/${processId}`,
    async answerLater(_tx, _send, jobId, wanted) {
      later.push({ jobId, wanted });
    },
    read: (work) => readTenant(harness.app, tenant, work),
    write: (work) => void writes.push(work),
    ...place,
  };
  const answer = await runCommand(ctx, request);
  await harness.outbox.withTenant(tenant, async (tx, send) => {
    for (const write of writes) await write(tx, send);
  });
  return answer;
}
const say = (text: string, permissions?: Permission[], place?: Partial<CommandContext>) =>
  run(readRequest(text) ?? { name: text }, permissions, place);
const press = (answer: Reply, label: string) => {
  const button = answer.buttons.find((b) => b.label.startsWith(label));
  if (!button?.command) throw new Error(`no button ${label} among ${answer.buttons.map((b) => b.label)}`);
  return run({ name: button.command.name, input: button.command.input });
};
function number(sequence: number, origin = '0001'): string {
  const parts = {
    sequence: String(sequence).padStart(7, '0'),
    year: '2024',
    segment: '8',
    court: '26',
    origin,
  };
  return `${parts.sequence}${checkDigits(parts)}${parts.year}${parts.segment}${parts.court}${origin}`;
}
const stored = (digits: string) => readTenant(harness.app, tenant, (tx) => readProcessByNumber(tx, digits));
const sentTo = async (kind: string) =>
  (
    await harness.admin.query(
      'select type from rt.messages where tenant = $1 and kind = $2 order by position',
      [tenant, kind],
    )
  ).rows.map((r) => r.type);

describe('reading what a person writes', () => {
  test('commands with a slash, a bot name, accents, or none of it; numbers alone', () => {
    expect(readRequest('/processo 123')).toEqual({ name: 'processo', argument: '123' });
    expect(readRequest('/processo@LuxBot  123 ')).toEqual({ name: 'processo', argument: '123' });
    expect(readRequest('Olá')).toMatchObject({ name: 'Olá' });
    expect(readRequest('processos')).toEqual({ name: 'processos', argument: undefined });
    const masked = formatCnjNumber(number(1));
    expect(readRequest(masked)).toEqual({ name: 'processo', argument: masked });
    expect(readRequest('bom dia, tudo bem?')).toBeUndefined();
    expect(readRequest('11 98765-4321')).toBeUndefined();
  });

  test('whatever is written is read or left, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5_000 }), (text) => {
        const request = readRequest(text);
        if (request) expect(typeof request.name).toBe('string');
      }),
    );
  });
});

describe('a case by chat', () => {
  test('is registered, with its courts asked, seen, paused after a question, and resumed', async () => {
    const digits = number(1);
    const masked = formatCnjNumber(digits);
    expect((await say(`/acompanhar ${masked}`)).title).toContain(masked);
    expect(await stored(digits)).toMatchObject({ status: 'active' });
    expect(await sentTo('process-monitor')).toEqual(['watch']);
    expect((await say(`/acompanhar ${digits}`)).title).toStartWith('Já acompanhamos');
    expect(await sentTo('process-monitor')).toEqual(['watch']);

    const shown = await say(masked);
    expect(shown.title).toBe(masked);
    expect(Object.fromEntries(shown.facts)).toMatchObject({
      Situação: 'aguardando a primeira resposta do tribunal',
    });

    const question = await say(`/parar ${masked}`);
    expect((await stored(digits))?.status).toBe('active');
    const paused = await press(question, 'Sim');
    expect(paused.title).toContain('pausado');
    expect((await stored(digits))?.status).toBe('paused');
    await press(paused, 'Retomar');
    expect((await stored(digits))?.status).toBe('active');
    expect(await sentTo('process-monitor')).toEqual(['watch', 'unwatch', 'watch']);
  });

  test('a wrong number says which one is meant, and offers it', async () => {
    const digits = number(7);
    const wrong = `${digits.slice(0, 7)}${digits.slice(7, 9) === '11' ? '12' : '11'}${digits.slice(9)}`;
    const answer = await say(`/acompanhar ${wrong}`);
    await press(answer, 'Acompanhar');
    expect(await stored(digits)).toBeDefined();
  });

  test('is found by words; several are offered, one of another firm is not', async () => {
    for (const [i, label] of ['Silva x Banco', 'Souza x Banco'].entries()) {
      await say(`/acompanhar ${number(10 + i)}`);
      await harness.outbox.withTenant(tenant, async (tx) => {
        await tx.client.query('update processes set label = $2, search_text = $2 where number = $1', [
          number(10 + i),
          label,
        ]);
      });
    }
    const several = await say('/processo banco');
    expect(several.buttons.map((b) => b.command?.name)).toEqual(['processo', 'processo']);
    expect((await press(several, 'Silva')).title).toContain('Silva x Banco');
    tenant = newId('tenant');
    expect((await say('/processo banco')).title).toBe('Não encontrei nenhum processo com isso.');
    expect((await say(`/processo ${number(10)}`)).title).toBe(
      'Este processo não é acompanhado pelo escritório.',
    );
  });

  test('of a sealed one nothing is told but that it is sealed', async () => {
    const digits = number(20);
    await say(`/acompanhar ${digits}`);
    await harness.outbox.withTenant(tenant, async (tx) => {
      await tx.client.query(
        "update processes set secrecy = 1, class_name = 'Marcada', label = 'Horizonte', search_text = 'Horizonte Marcada' where number = $1",
        [digits],
      );
      await tx.client.query(
        `insert into movements (tenant_id, process_id, id, alias, grau, code, name, description, occurred_at, complements, importance, "group", origin, status, detected_at)
         select tenant_id, id, 'mov_1', 'tjsp', 'G1', 1, 'x', 'Palavra marcada', now(), '[]', 'high', 'x', 'new', 'active', now() from processes where number = $1`,
        [digits],
      );
    });
    const masked = formatCnjNumber(digits);
    const question = await say(`/parar ${digits}`);
    const said = [
      await say(`/processo ${digits}`),
      await say('/processos'),
      await say(`/acompanhar ${digits}`),
      question,
      await press(question, 'Sim'),
      await say(`/processo ${digits}`),
      await press(await say(`/processo ${digits}`), 'Retomar'),
      await say(`/resumo ${digits}`),
      await say(`/relatorio ${digits}`),
      await say('/prazos'),
    ];
    expect((await stored(digits))?.status).toBe('active');
    const text = JSON.stringify(said);
    for (const word of [/[Mm]arcada/, /Horizonte/, masked, digits]) expect(text).not.toMatch(word);
    for (const one of said.slice(0, 9)) expect(JSON.stringify(one)).toContain('segredo de justiça');
    expect(later).toEqual([]);
    // Whoever finds it by a word has been told that the word is about it.
    for (const asked of ['horizonte', 'marcada', digits.slice(0, 9)]) {
      expect((await say(`/processos ${asked}`)).title).toBe('Nenhum processo com isso.');
      expect((await say(`/processo ${asked}`)).title).toBe('Não encontrei nenhum processo com isso.');
    }
    const granted = { tellsSealed: true };
    const told = [
      await say(`/processo ${digits}`, ALL, granted),
      await say('/processos horizonte', ALL, granted),
    ];
    for (const one of told) expect(JSON.stringify(one)).toMatch(/Horizonte[\s\S]*Palavra marcada/);
    // No machine writes of it, whoever may read it.
    expect((await say(`/resumo ${digits}`, ALL, granted)).paragraphs[0]?.text).toContain('segredo');
  });
});

test('a list goes on where it ended, and shows every case once', async () => {
  const numbers = Array.from({ length: 20 }, (_, i) => number(100 + i));
  for (const digits of numbers) await say(`/acompanhar ${digits}`);
  let page = await say('/processos');
  const seen: string[] = [];
  for (;;) {
    seen.push(...page.paragraphs.map((p) => p.text.split('\n')[0] ?? ''));
    if (page.buttons.length === 0) break;
    page = await press(page, 'Mais');
  }
  expect(seen.sort()).toEqual(numbers.map((n) => formatCnjNumber(n)).sort());
});

describe('rights and bad input', () => {
  test('who may only read is offered nothing else, and refused it', async () => {
    const help = JSON.stringify(await say('/ajuda', ['processes:read']));
    expect(help).toContain('/processos');
    expect(help).not.toContain('/acompanhar');
    expect((await say(`/acompanhar ${number(30)}`, ['processes:read'])).title).toBe(
      'Você não tem permissão para isso.',
    );
    expect(await stored(number(30))).toBeUndefined();
  });

  test('a command without its argument says what is missing; an unknown one leads to help', async () => {
    const missing = await say('/processo');
    expect(missing.title).toBe('Falta dizer: número.');
    expect(JSON.stringify(missing.paragraphs)).toContain('/processo <número>');
    expect((await say('/xyz')).buttons[0]?.command?.name).toBe('ajuda');
  });

  test('any button of any command with any input is answered', async () => {
    const names = COMMANDS.map((c) => c.name);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.dictionary(
          fc.constantFrom('numero', 'busca', 'depois', 'confirmado', 'notification', 'horas', '__proto__'),
          fc.oneof(fc.string({ maxLength: 300 }), fc.constant('\0')),
        ),
        async (name, input) => {
          const answer = await run({ name, input });
          expect(answer.title.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('names and aliases are each of one command', () => {
    const all = COMMANDS.flatMap((c) => [c.name, ...(c.aliases ?? [])]);
    expect(new Set(all).size).toBe(all.length);
    for (const { input, argument } of COMMANDS)
      if (argument)
        expect(Object.keys((input as { properties?: object }).properties ?? {})).toContain(argument);
  });
});
