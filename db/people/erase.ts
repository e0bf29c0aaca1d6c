import type { TenantTx } from '../tenant.ts';

/**
 * Forgets a person (LGPD, art. 18): name, addresses, hours, links and subscriptions go, and with them the text of what they
 * were told. That something was told, when and on which channel stays as the firm's proof, of nobody by name. What waits
 * for them is suppressed. Answers false when there is no such person.
 */
export async function erasePerson(tx: TenantTx, personId: string): Promise<boolean> {
  const values = [tx.tenantId, personId];
  const { rowCount } = await tx.client.query({ name: 'erase-person', text: ERASE, values });
  if (rowCount === 0) return false;
  for (const text of FORGET) await tx.client.query(text, values);
  return true;
}

const ERASE = `
  update people set name = 'Pessoa removida', email = null, user_id = null, oab_numbers = '{}', working_hours = null,
    quiet_hours = null, preferences = '{}', sealed_channels = '{}', muted_until = null, erased_at = now(), updated_at = now(),
    version = version + 1
  where tenant_id = $1 and id = $2 and erased_at is null`;

const FORGET = [
  'delete from channel_links where tenant_id = $1 and person_id = $2',
  'delete from subscriptions where tenant_id = $1 and person_id = $2',
  `update notices set outcome = 'suppressed', reason = 'person-erased', release_at = null
   where tenant_id = $1 and person_id = $2 and outcome in ('held', 'digested')`,
  'update notifications set content = null, ack_token = null where tenant_id = $1 and person_id = $2',
  `update notification_sends set address = null, added = null, next_attempt_at = null, provider_id = null,
     state = case when state = 'queued' then 'failed' else state end,
     error_code = case when state = 'queued' then 'person-erased' else error_code end
   where tenant_id = $1 and person_id = $2`,
];
