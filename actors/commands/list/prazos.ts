import { Type } from '@sinclair/typebox';
import { unacknowledgedOf } from '../../../db/notifications/of-person.ts';
import { listProcesses } from '../../../db/processes/list.ts';
import { command } from '../command.ts';
import { ask, reply } from '../reply.ts';
import { caseKey, caseName, courtTime, isHidden, SEALED_CASE } from '../words.ts';

const SHOWN = 5;

export const prazos = command({
  name: 'prazos',
  aliases: ['prazo', 'criticos'],
  description: 'mostra o que é crítico e espera por você (prazos ainda não são contados)',
  input: Type.Object({}),
  permission: 'processes:read',
  async handler(ctx) {
    const { waiting, critical } = await ctx.read(async (tx) => ({
      waiting: await unacknowledgedOf(tx, ctx.person.id, SHOWN),
      critical: await listProcesses(
        tx,
        { importance: 'critical', status: 'active' },
        { sort: 'changed', limit: SHOWN },
      ),
    }));
    const lines = critical.map((row) => {
      const { lastMovement } = row;
      const told =
        lastMovement && !isHidden(row, ctx)
          ? `: ${courtTime(lastMovement.occurredAt)}, ${lastMovement.description}`
          : '';
      return `${caseName(row, ctx)}${told}`;
    });
    const [first] = waiting;
    return reply('Ainda não conto prazos.', {
      paragraphs: [
        'Confira-os nos autos e no Diário de Justiça Eletrônico. O que tenho de crítico:',
        {
          text:
            waiting.length > 0 ? 'Avisos que esperam a sua ciência' : 'Nenhum aviso espera a sua ciência.',
        },
        ...waiting.map(({ told }) => told?.title ?? SEALED_CASE),
        {
          text:
            lines.length > 0
              ? 'Processos cujo último andamento é crítico'
              : 'Nenhum processo tem último andamento crítico.',
        },
        ...lines,
      ],
      buttons: [
        ...(first ? [ask('Ciente do mais recente', 'ciente', { notification: first.id })] : []),
        ...critical
          .slice(0, 3)
          .map((row) => ask(caseName(row, ctx).slice(0, 60), 'processo', { numero: caseKey(row, ctx) })),
      ],
      footer: ['Não substitui a intimação oficial nem a contagem por um advogado.'],
    });
  },
});
