import { wallClock } from './movement-identity.ts';

/** `archived`: put away for now (arquivo provisório), which ends no case. */
export type InstanceStatus = 'open' | 'archived' | 'closed';

/** 22 baixa definitiva, 246 arquivamento definitivo, 83/488/12186 cancelamento de distribuição, 870 autos eliminados. */
const CLOSING = new Set([22, 246, 83, 488, 12186, 870]);
/** 245 arquivamento provisório, 14997/14998 the same while someone is sought, 861 arquivamento that does not say which. */
const ARCHIVING = new Set([245, 861, 14997, 14998]);
/** 849 reativação, 893 desarquivamento, 11385 execução ou cumprimento de sentença iniciado in the same number. */
const REOPENING = new Set([849, 893, 11385]);

const LIVELINESS: Record<InstanceStatus, number> = { closed: 0, archived: 1, open: 2 };

/**
 * Where an instance stands, from its movements in any order (withdrawn ones left out by the caller): the last act that
 * closes, archives or reopens decides. A remittance to a higher court closes nothing.
 */
export function instanceStatus(movements: Iterable<{ code: number; at: string }>): InstanceStatus {
  let status: InstanceStatus = 'open';
  let since = '';
  for (const { code, at } of movements) {
    const next = effectOf(code);
    const wall = wallClock(at);
    // At the same second the livelier wins: better to look once too often than to take a case for closed.
    if (next && (wall > since || (wall === since && LIVELINESS[next] > LIVELINESS[status]))) {
      status = next;
      since = wall;
    }
  }
  return status;
}

/**
 * Where a case stands: closed only when every instance is; archived when none is open and some is archived. A case without
 * instances is open: nothing is known that ended it.
 */
export function caseStatus(instances: readonly InstanceStatus[]): InstanceStatus {
  if (instances.length === 0 || instances.includes('open')) return 'open';
  return instances.includes('archived') ? 'archived' : 'closed';
}

function effectOf(code: number): InstanceStatus | null {
  if (CLOSING.has(code)) return 'closed';
  if (ARCHIVING.has(code)) return 'archived';
  return REOPENING.has(code) ? 'open' : null;
}
