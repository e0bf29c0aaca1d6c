import type { SourceMovement } from '../../sources/sources.ts';

/** What has become of a summons: it reached the party, it went out, it failed or was not confirmed; `unknown` where its code does not say. */
export type ServiceState = 'served' | 'sent' | 'failed' | 'unknown';

const STATES: Readonly<Record<number, ServiceState>> = {
  12285: 'served',
  12288: 'served',
  15721: 'served',
  12287: 'sent',
  15726: 'sent',
  15246: 'failed',
  15548: 'failed',
  15727: 'failed',
};

export function serviceState({ code }: Pick<SourceMovement, 'code'>): ServiceState {
  return STATES[code] ?? 'unknown';
}

/** After `Em 05/03/2024, `. Whom our firm acts for is not in the data: the party that is summoned may be its client. */
export const SERVICE_WORDS: Readonly<Record<ServiceState, string>> = {
  served: 'a parte ré foi avisada da ação (citação)',
  sent: 'saiu o aviso da ação para a parte ré (citação)',
  failed: 'o aviso da ação à parte ré não se completou (citação)',
  unknown: 'foi registrado um andamento do aviso da ação (citação)',
};
