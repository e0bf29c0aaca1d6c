import type { TenantTx } from '../tenant.ts';

/** Shows how an endpoint does. Its version stays: the owner changed nothing. */
export async function showHealth(
  tx: TenantTx,
  endpointId: string,
  health: { firstFailureAt: Date | null; failures: number },
): Promise<void> {
  await tx.client.query({
    name: 'show-endpoint-health',
    text: `update webhook_endpoints set failing_since = $3, consecutive_failures = $4
      where tenant_id = $1 and id = $2 and deleted_at is null`,
    values: [tx.tenantId, endpointId, health.firstFailureAt, health.failures],
  });
}

/** Switches an endpoint off; what is pending waits for its owner. False when it was off or gone already. */
export async function disableEndpoint(tx: TenantTx, endpointId: string, reason: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'disable-endpoint',
    text: `update webhook_endpoints set status = 'disabled', disabled_reason = $3, updated_at = now(), version = version + 1
      where tenant_id = $1 and id = $2 and deleted_at is null and status <> 'disabled'`,
    values: [tx.tenantId, endpointId, reason],
  });
  return (rowCount ?? 0) > 0;
}

/** What came for an endpoint while it was being deleted is not sent. */
export async function abortPending(tx: TenantTx, endpointId: string): Promise<void> {
  await tx.client.query({
    name: 'abort-deliveries',
    text: `update webhook_deliveries set state = 'aborted', finished_at = now(), next_attempt_at = null, last_error = 'endpoint deleted'
      where tenant_id = $1 and endpoint_id = $2 and state = 'pending'`,
    values: [tx.tenantId, endpointId],
  });
}
