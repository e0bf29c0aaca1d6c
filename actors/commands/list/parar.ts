import { Type } from '@sinclair/typebox';
import { changeCase } from '../cases/change-case.ts';
import { command } from '../command.ts';
import { findCase } from '../find-case.ts';
import { ask, reply } from '../reply.ts';
import { caseKey, caseName } from '../words.ts';

export const parar = command({
  name: 'parar',
  aliases: ['pausar'],
  description: 'pausa o acompanhamento de um processo (o histórico fica)',
  input: Type.Object({
    numero: Type.String({
      title: 'número',
      minLength: 1,
      maxLength: 200,
      description: 'Número ou parte do nome',
    }),
    confirmado: Type.Optional(Type.Literal('sim', { description: 'Depois de perguntar à pessoa' })),
  }),
  argument: 'numero',
  permission: 'processes:write',
  isLasting: () => true,
  async handler(ctx, { numero, confirmado }) {
    const result = await findCase(ctx, numero, 'parar');
    if ('answer' in result) return result.answer;
    const { found } = result;
    const [name, key] = [caseName(found, ctx), caseKey(found, ctx)];
    if (found.status === 'paused') {
      return reply(`Já está pausado: ${name}.`, {
        buttons: [ask('Retomar', 'acompanhar', { numero: key })],
      });
    }
    // Nobody is told of a case that is paused, whoever in the firm relied on it: asked twice.
    if (confirmado !== 'sim') {
      return reply(`Parar de acompanhar? ${name}`, {
        paragraphs: [
          'Ninguém do escritório será avisado dos andamentos deste processo até ele ser retomado.',
        ],
        buttons: [ask('Sim, parar', 'parar', { numero: key, confirmado: 'sim' })],
      });
    }
    ctx.write(async (tx, send) => {
      await changeCase(tx, send, found.id, { status: 'paused' }, { cause: ctx.cause });
    });
    return reply(`Acompanhamento pausado: ${name}.`, {
      buttons: [ask('Retomar', 'acompanhar', { numero: key })],
    });
  },
});
