import type { Table } from '../document.ts';
import type { ContentOf } from '../snapshot/snapshot.ts';
import { channelName, taskName } from '../words/labels.ts';
import { plainDay } from '../words/times.ts';

type Usage = ContentOf<'usage'>;

export function endpointTable({ endpoints }: Usage): Table {
  return {
    name: 'Entregas',
    columns: [
      { heading: 'Endereço', kind: 'text', width: 52 },
      { heading: 'Entregues', kind: 'number', width: 12 },
      { heading: 'Sem sucesso', kind: 'number', width: 13 },
      { heading: 'Pendentes', kind: 'number', width: 12 },
      { heading: 'Tentativas', kind: 'number', width: 12 },
    ],
    rows: endpoints.map((e) => [e.url, e.delivered, e.failed, e.pending, e.attempts]),
  };
}

export function channelTable(channels: NonNullable<Usage['channels']>): Table {
  return {
    name: 'Avisos',
    columns: [
      { heading: 'Canal', kind: 'text', width: 24 },
      { heading: 'Lidos', kind: 'number', width: 12 },
      { heading: 'Entregues', kind: 'number', width: 12 },
      { heading: 'Enviados', kind: 'number', width: 12 },
      { heading: 'Na fila', kind: 'number', width: 12 },
      { heading: 'Sem sucesso', kind: 'number', width: 13 },
      { heading: 'Cobrados', kind: 'number', width: 12 },
    ],
    rows: channels.map((c) => [
      channelName(c.channel),
      c.read,
      c.delivered,
      c.sent,
      c.queued,
      c.failed,
      c.billable,
    ]),
  };
}

/** What messages cost, by channel and currency, and in all where several channels cost something. */
export function costTable(channels: NonNullable<Usage['channels']>): Table {
  const costs = channels.flatMap(({ channel, costs = [] }) => costs.map((one) => ({ ...one, channel })));
  const currencies = [...new Set(costs.map(({ currency }) => currency))].sort();
  const totals = currencies.flatMap((currency) => {
    const mine = costs.filter((one) => one.currency === currency);
    const cents = mine.reduce((sum, one) => sum + one.cents, 0);
    return mine.length > 1 ? [['Todos os canais', currency, units(cents)]] : [];
  });
  return {
    name: 'Custo dos avisos',
    columns: [
      { heading: 'Canal', kind: 'text', width: 24 },
      { heading: 'Moeda', kind: 'text', width: 12 },
      { heading: 'Custo', kind: 'money', width: 14 },
    ],
    rows: [...costs.map((one) => [channelName(one.channel), one.currency, units(one.cents)]), ...totals],
  };
}

/** Prices have four decimals of a hundredth, and sums no more. */
function units(cents: number): number {
  return Math.round(cents * 10_000) / 1_000_000;
}

export function modelTable(models: NonNullable<Usage['models']>): Table {
  return {
    name: 'Inteligência artificial',
    columns: [
      { heading: 'Tarefa', kind: 'text', width: 24 },
      { heading: 'Modelo', kind: 'text', width: 28 },
      { heading: 'Chamadas', kind: 'number', width: 12 },
      { heading: 'Tokens lidos', kind: 'number', width: 14 },
      { heading: 'Tokens escritos', kind: 'number', width: 14 },
      { heading: 'Custo (US$)', kind: 'money', width: 14 },
    ],
    rows: models.map((m) => [
      taskName(m.task),
      m.model,
      m.calls,
      m.inputTokens,
      m.outputTokens,
      m.micros / 1_000_000,
    ]),
  };
}

export function dayTable({ days }: Usage): Table {
  return {
    name: 'Dia a dia',
    columns: [
      { heading: 'Dia', kind: 'text', width: 14 },
      { heading: 'Consultas', kind: 'number', width: 14 },
      { heading: 'Movimentações', kind: 'number', width: 16 },
      { heading: 'Entregas', kind: 'number', width: 14 },
      { heading: 'Sem sucesso', kind: 'number', width: 14 },
      { heading: 'Relatórios', kind: 'number', width: 14 },
    ],
    rows: days.map((d) => [plainDay(d.day), d.checks, d.movements, d.delivered, d.failed, d.reports]),
  };
}
