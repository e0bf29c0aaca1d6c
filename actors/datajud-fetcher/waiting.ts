import { sendObserved } from './observed.ts';
import type { GatewayContext } from './parts.ts';

/** Tells everybody who waits that the court cannot be asked now, and until when. */
export function failWaiting(ctx: GatewayContext, alias: string, until: Date): void {
  const { waiting } = ctx.state;
  if (waiting.length === 0) return;
  const time = until.toLocaleTimeString('pt-BR', {
    timeZone: 'America/Sao_Paulo',
    hour: '2-digit',
    minute: '2-digit',
  });
  const failure = `O tribunal não está respondendo; nova tentativa automática às ${time} (horário de Brasília).`;
  const perTenant = Map.groupBy(waiting, (w) => w.tenant);
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
  ctx.setState({ ...ctx.state, waiting: [] });
}
