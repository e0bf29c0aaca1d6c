import { randomBytes } from 'node:crypto';
import { KEY_SCOPES } from '../../api/auth/policy.ts';
import { ApiError, type Call } from './api-client.ts';
import { type DemoMemory, keepDemo } from './memory.ts';

const LABELS = [
  'Ferreira x Construtora Horizonte',
  'Espólio de Nunes x Banco Meridional',
  'Condomínio Beira-Mar x Seguradora Aurora',
  'Lima x Telefônica do Vale',
  'Moraes x União',
  'Santos x Padaria Estrela',
];

/**
 * The demonstration firm, made through the public API as anybody's: signed up, with an API key, cases on its watch list and a
 * webhook endpoint. Goes on where an earlier start was cut off.
 */
export async function makeFirm(
  call: Call,
  file: string,
  memory: DemoMemory,
  { cases, receiverUrl }: { cases: readonly string[]; receiverUrl: string },
): Promise<DemoMemory & { apiKey: string }> {
  const keep = (more: DemoMemory) => {
    Object.assign(memory, more);
    keepDemo(file, memory);
  };
  // Before the firm exists: with the password an interrupted sign-up can be continued.
  if (!memory.email) keep({ email: demoAddress(), password: randomBytes(18).toString('base64url') });
  if (!memory.apiKey) keep({ apiKey: await newApiKey(call, await signUp(call, memory)) });
  const as = memory.apiKey;
  for (const [place, number] of cases.entries()) {
    await call('POST', '/v1/processes', {
      as,
      body: { number, label: LABELS[place], tags: ['demonstração'] },
    });
  }
  if (!memory.webhook) {
    const body = { url: receiverUrl, description: 'Receptor da demonstração' };
    const { id, secret } = await call('POST', '/v1/webhooks', { as, body, headers: once('webhook') });
    keep({ webhook: { id: String(id), url: receiverUrl, secret: String(secret) } });
  }
  // Important news in words, by fixed rules: nothing of it leaves this machine.
  await call('PATCH', '/v1/ai/settings', { as, body: { notices: true } });
  keep({ complete: true });
  return { ...memory, apiKey: as ?? '' };
}

/** Asked again after a lost answer, the API answers the same and makes nothing more. */
function once(what: string): Record<string, string> {
  return { 'idempotency-key': `demonstration-${what}` };
}

function demoAddress(): string {
  return `demo-${randomBytes(3).toString('hex')}@demo.example`;
}

async function signUp(call: Call, { email, password }: DemoMemory): Promise<string> {
  const user = { name: 'Dra. Demonstração', email, password };
  try {
    const { session } = await call('POST', '/v1/tenants', { body: { name: 'Advocacia Demonstração', user } });
    return accessToken(session);
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 409)) throw error;
    return accessToken(await call('POST', '/v1/sessions', { body: { email, password } }));
  }
}

async function newApiKey(call: Call, as: string): Promise<string> {
  const body = { name: 'npm start', scopes: KEY_SCOPES };
  const { secret } = await call('POST', '/v1/api-keys', { as, body, headers: once('api-key') });
  return String(secret);
}

function accessToken(session: unknown): string {
  return (session as { accessToken: string }).accessToken;
}

/** Tells the platform where the receiver is this time, when its port has changed. */
export async function moveWebhook(call: Call, file: string, memory: DemoMemory, url: string): Promise<void> {
  const { webhook, apiKey } = memory;
  if (!webhook || webhook.url === url) return;
  try {
    const headers = { 'if-match': '*' };
    await call('PATCH', `/v1/webhooks/${webhook.id}`, { as: apiKey, body: { url }, headers });
  } catch (error) {
    // Its owner has deleted it: then nothing is delivered here any more.
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
  keepDemo(file, Object.assign(memory, { webhook: { ...webhook, url } }));
}
