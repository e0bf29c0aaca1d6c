import { Type } from '@sinclair/typebox';
import { latestEventOf } from '../../../db/events/latest-of.ts';
import { findSecrecy } from '../../../db/processes/secrecy.ts';
import { readReport } from '../../../db/reports/read.ts';
import { KIND_NAMES, type ReportKind, type ReportParams } from '../../contracts/reports.ts';
import { type CommandContext, command, type Reply } from '../command.ts';
import { findCase } from '../find-case.ts';
import { jobTrouble } from '../job-trouble.ts';
import { ask, reply } from '../reply.ts';
import { orderReport } from '../reports/order-report.ts';
import { readPeriod } from '../reports/read-period.ts';
import { caseName, courtTime, SEALED_CASE } from '../words.ts';

const WHOLE_PORTFOLIO = 'carteira';

export const relatorio = command({
  name: 'relatorio',
  aliases: ['dossie', 'pdf'],
  description: 'faz um PDF: o dossiê de um processo, os andamentos de um período ou a carteira',
  input: Type.Object({
    pedido: Type.Optional(
      Type.String({
        title: 'número ou período',
        minLength: 1,
        maxLength: 200,
        description:
          'Número ou parte do nome de um processo; «7 dias», «novembro», «01/11 a 15/11»; «carteira»',
      }),
    ),
  }),
  argument: 'pedido',
  permission: 'reports:write',
  async handler(ctx, { pedido }) {
    if (pedido === undefined) return choices();
    if (pedido.trim().toLowerCase() === WHOLE_PORTFOLIO) return order(ctx, 'portfolio', {});
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: ctx.person.timeZone }).format(ctx.now);
    const period = readPeriod(pedido, today);
    if (period && 'problem' in period) return reply(period.problem, { buttons: choices().buttons });
    if (period) return order(ctx, 'movements', period);
    const result = await findCase(ctx, pedido, 'relatorio');
    if ('answer' in result) return result.answer;
    const { found } = result;
    if (found.secrecy > 0) return sealed(caseName(found, ctx));
    return order(ctx, 'dossier', { processId: found.id }, caseName(found, ctx));
  },
  async later(ctx, { pedido }, job) {
    const { reportId = job.subject ?? '' } = (job.result ?? {}) as { reportId?: string };
    const { report, made, secrecy } = await ctx.read(async (tx) => {
      const report = await readReport(tx, reportId);
      const processId = report?.params.processId;
      return {
        report,
        made: await latestEventOf(tx, reportId, 'document.generated'),
        secrecy: processId === undefined ? { sealed: false } : await findSecrecy(tx, processId),
      };
    });
    if (!secrecy) return reply('Este processo não é mais acompanhado pelo escritório.');
    if (secrecy.sealed) return sealed(SEALED_CASE);
    const again = pedido === undefined ? [] : [ask('Pedir de novo', 'relatorio', { pedido })];
    const link = made?.files.find(({ format }) => format === 'pdf')?.link;
    if (job.state !== 'succeeded' || !report || !made || !link)
      return jobTrouble('O relatório não ficou pronto.', job, again);
    return reply(`Relatório pronto: ${report.title}`, {
      ...(made.linksExpireAt
        ? {
            paragraphs: [
              `O link vale até ${courtTime(made.linksExpireAt)}; quem o tiver pode abrir o arquivo.`,
            ],
          }
        : {}),
      buttons: [{ label: 'Baixar o PDF', url: link }],
    });
  },
});

function choices(): Reply {
  return reply('De quê?', {
    paragraphs: [
      'Escreva /relatorio e o número de um processo, ou um período: «7 dias», «novembro», «01/11 a 15/11».',
    ],
    buttons: [
      ask('Últimos 7 dias', 'relatorio', { pedido: '7 dias' }),
      ask('Últimos 30 dias', 'relatorio', { pedido: '30 dias' }),
      ask('Carteira de processos', 'relatorio', { pedido: WHOLE_PORTFOLIO }),
    ],
  });
}

function order(ctx: CommandContext, kind: ReportKind, params: ReportParams, about?: string): Reply {
  const pedido = params.processId ?? (kind === 'portfolio' ? WHOLE_PORTFOLIO : periodText(params));
  ctx.write(async (tx, send) => {
    const { job } = await orderReport(tx, send, {
      kind,
      params,
      template: null,
      formats: ['pdf'],
      createdBy: ctx.person.id,
      now: ctx.now,
      days: ctx.reportDays,
      cause: ctx.cause,
    });
    await ctx.answerLater(tx, send, job.id, { name: 'relatorio', input: { pedido } });
  });
  return reply(`Estou preparando: ${about ? `${KIND_NAMES[kind]}, ${about}` : KIND_NAMES[kind]}.`, {
    paragraphs: ['Mando o link aqui assim que ficar pronto.'],
  });
}

/** The period as `readPeriod` reads it again. */
function periodText({ lastDays, from = '', to = '' }: ReportParams): string {
  const day = (iso: string) => iso.split('-').reverse().join('/');
  return lastDays === undefined ? `${day(from)} a ${day(to)}` : `${lastDays} dias`;
}

/** A file is passed on further than a chat: those of sealed cases are made where who reads them is known. */
function sealed(name: string): Reply {
  return reply(name, {
    paragraphs: ['Relatórios de processos em segredo de justiça são feitos só no sistema.'],
  });
}
