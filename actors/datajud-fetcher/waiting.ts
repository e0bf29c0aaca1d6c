import { sendObserved } from './observed.ts';
import type { GatewayContext } from './parts.ts';

const WORDS: Record<string, string> = {
  unauthorized: 'O DataJud recusou o acesso da plataforma, e a equipe técnica já foi avisada',
  'no-index': 'O DataJud não está publicando os dados deste tribunal',
  quota: 'A cota de consultas ao DataJud está esgotada no momento',
};

export interface Delay {
  alias: string;
  until: Date;
  patienceMs: number;
  /** A failure of the court, or `quota`. */
  why: string | undefined;
  /** Only those who wait for it. */
  number?: string;
}

/** Tells those whose patience would end before `until` that the court cannot be asked, and why; the others go on waiting. */
export function failWaiting(ctx: GatewayContext, { alias, until, patienceMs, why, number }: Delay): void {
  const { waiting } = ctx.state;
  const lost = waiting.filter(
    (w) => until.getTime() - w.since > patienceMs && (number === undefined || w.number === number),
  );
  if (lost.length === 0) return;
  const words = WORDS[why ?? ''] ?? 'O tribunal não está respondendo';
  const failure = `${words}; nova tentativa automática ${clock(until, new Date())} (horário de Brasília).`;
  const perTenant = Map.groupBy(lost, (w) => w.tenant);
  sendObserved(
    ctx,
    alias,
    { requestId: ctx.messageId, checkedAt: new Date() },
    [...perTenant].map(([tenant, own]) => ({
      tenant,
      documents: [],
      absent: [],
      jobs: own.map(({ jobId, number }) => ({ jobId, number, failure })),
    })),
  );
  const told = new Set(lost);
  ctx.setState({ ...ctx.state, waiting: waiting.filter((w) => !told.has(w)) });
}

/** `às 14:05`, or `em 24/11 às 14:05` when that is another day in Brasília. */
function clock(at: Date, now: Date): string {
  const part = (date: Date, options: Intl.DateTimeFormatOptions) =>
    date.toLocaleString('pt-BR', { timeZone: 'America/Sao_Paulo', ...options });
  const day = (date: Date) => part(date, { day: '2-digit', month: '2-digit' });
  const time = part(at, { hour: '2-digit', minute: '2-digit' });
  return day(at) === day(now) ? `às ${time}` : `em ${day(at)} às ${time}`;
}
