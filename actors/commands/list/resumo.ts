import { Type } from '@sinclair/typebox';
import { type AnswerRow, listAnswers, readAnswer } from '../../../db/ai/answers.ts';
import type { ProcessDetail } from '../../../db/processes/read.ts';
import { RetryableError } from '../../runtime/errors.ts';
import { askAbout } from '../ai/ask-about.ts';
import { tellSummary } from '../ai/tell-summary.ts';
import { type CommandContext, command, type Reply } from '../command.ts';
import { findCase } from '../find-case.ts';
import { jobTrouble } from '../job-trouble.ts';
import { ask, reply } from '../reply.ts';
import { caseKey, caseName } from '../words.ts';

const AGAIN_MS = 100;

export const resumo = command({
  name: 'resumo',
  aliases: ['resumir'],
  description: 'resume um processo: o que houve, onde está e o que costuma vir',
  input: Type.Object({
    numero: Type.String({
      title: 'número',
      minLength: 1,
      maxLength: 200,
      description: 'Número ou parte do nome',
    }),
  }),
  argument: 'numero',
  permission: 'ai:write',
  async handler(ctx, { numero }) {
    const result = await findCase(ctx, numero, 'resumo');
    if ('answer' in result) return result.answer;
    const { found } = result;
    if (found.secrecy > 0) return sealed(ctx, found);
    if (found.movementCount === 0)
      return reply(`Ainda não há o que resumir: ${caseName(found, ctx)}.`, {
        paragraphs: ['O tribunal ainda não informou andamentos deste processo.'],
      });
    const known = await ctx.read((tx) => newestSummary(tx, found));
    if (known) return tellSummary(ctx, found, known);
    ctx.write(async (tx, send) => {
      const asked = await askAbout(tx, send, {
        task: 'summary',
        processId: found.id,
        input: { audience: 'lawyer' },
        createdBy: ctx.person.id,
        cause: ctx.cause,
      });
      if ('refused' in asked)
        throw new RetryableError(`the case is ${asked.refused} by now`, { retryAfterMs: AGAIN_MS });
      const wanted = { name: 'resumo', input: { numero: found.id } };
      await ctx.answerLater(tx, send, asked.job.id, wanted);
    });
    return reply(`Estou preparando o resumo: ${caseName(found, ctx)}.`, {
      paragraphs: ['Respondo aqui assim que ficar pronto.'],
    });
  },
  async later(ctx, { numero }, job) {
    const result = await findCase(ctx, numero, 'resumo');
    if ('answer' in result) return reply('Este processo não é mais acompanhado pelo escritório.');
    const { found } = result;
    if (found.secrecy > 0) return sealed(ctx, found);
    const again = [ask('Pedir de novo', 'resumo', { numero: caseKey(found, ctx) })];
    const { answerId = '' } = (job.result ?? {}) as { answerId?: string };
    const answer = job.state === 'succeeded' ? await ctx.read((tx) => readAnswer(tx, answerId)) : undefined;
    if (!answer) return jobTrouble(`O resumo não ficou pronto: ${caseName(found, ctx)}.`, job, again);
    return tellSummary(ctx, found, answer);
  },
});

/** No machine writes of a sealed case, whoever may read it. */
function sealed(ctx: CommandContext, found: ProcessDetail): Reply {
  return reply(caseName(found, ctx), {
    paragraphs: ['Processos em segredo de justiça não são resumidos por programas.'],
  });
}

/** The summary of the case as it is, if there is one; one that a model could not write for the moment is worth another try. */
async function newestSummary(
  tx: Parameters<typeof listAnswers>[0],
  { id, changedAt }: ProcessDetail,
): Promise<AnswerRow | undefined> {
  const [newest] = await listAnswers(tx, id, { task: 'summary', audience: 'lawyer' }, { limit: 1 });
  if (!newest?.body || newest.createdAt < new Date(changedAt)) return undefined;
  const isPassing = newest.fallback === 'provider' || newest.fallback === 'ungrounded';
  return isPassing ? undefined : newest;
}
