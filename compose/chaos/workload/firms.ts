import { randomBytes } from 'node:crypto';
import { KEY_SCOPES } from '../../../api/auth/policy.ts';
import { ApiError, type Call, createApiClient } from '../../demo/api-client.ts';
import type { Receivers } from './receivers.ts';

export interface Firm {
  tenantId: string;
  apiKey: string;
  webhookId: string;
}

const AT_ONCE = 4;
const ATTEMPTS = 20;
const TRY_AGAIN_MS = 1_000;

/** Signs firms up through the API, as anybody would, each with a key and a webhook for everything about its cases. */
export async function makeFirms(
  apiUrls: readonly string[],
  count: number,
  receivers: Receivers,
): Promise<Firm[]> {
  const firms: Firm[] = [];
  let next = 0;
  async function lane(): Promise<void> {
    for (let firm = next++; firm < count; firm = next++) {
      const call = patient(createApiClient(apiUrls[firm % apiUrls.length] ?? ''), `firm-${firm}`);
      firms[firm] = await makeFirm(call, firm, receivers);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return firms;
}

/** Repeats what a busy machine did not answer, with the same Idempotency-Key. */
function patient(call: Call, name: string): Call {
  return async (method, path, options) => {
    const headers = { 'idempotency-key': `${name}${path}` };
    for (let attempt = 1; ; attempt++) {
      try {
        return await call(method, path, { ...options, headers });
      } catch (error) {
        const again = !(error instanceof ApiError) || [409, 429, 503].includes(error.status);
        if (!again || attempt === ATTEMPTS) throw error;
        await Bun.sleep(TRY_AGAIN_MS);
      }
    }
  };
}

async function makeFirm(call: Call, firm: number, receivers: Receivers): Promise<Firm> {
  const password = randomBytes(18).toString('base64url');
  const user = { name: 'Ana Silva', email: `firm-${firm}@chaos.example`, password };
  const { tenant, session } = await call('POST', '/v1/tenants', {
    body: { name: `Escritório ${firm}`, user },
  });
  const as = (session as { accessToken: string }).accessToken;
  const { secret: apiKey } = await call('POST', '/v1/api-keys', {
    as,
    body: { name: 'chaos', scopes: KEY_SCOPES },
  });
  const webhook = await call('POST', '/v1/webhooks', {
    as: String(apiKey),
    body: { url: receivers.urlOf(firm), eventTypes: ['process.*', 'movement.*'] },
  });
  receivers.know(firm, String(webhook.secret));
  return { tenantId: (tenant as { id: string }).id, apiKey: String(apiKey), webhookId: String(webhook.id) };
}
