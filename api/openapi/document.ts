import { PROBLEMS, type ProblemSlug } from '../problems/catalogue.ts';
import { finishOperation, type Operation } from './operation.ts';
import { finishSchemas, type Json } from './schemas.ts';
import { documentedWebhooks, WEBHOOK_PAYLOAD } from './webhooks.ts';

export interface Document {
  openapi: string;
  info: Json;
  servers: Json[];
  tags: Json[];
  paths: Record<string, Record<string, Operation>>;
  /** What endpoints are sent, by type of event. */
  webhooks: Json;
  components: { schemas: Record<string, Json>; securitySchemes: Json; headers: Json };
}

const TAGS: Record<string, string> = {
  Firm: 'Signing up, and the firm itself',
  Sessions: 'People sign in, renew their tokens and sign out',
  'API keys': 'Credentials for programs',
  Problems: 'What goes wrong, and what to do about it',
  Processes: 'The cases that the firm watches, their movements, and the evidence of checks',
  Imports: 'Thousands of cases at once, with a report per line',
  Jobs: 'Work that was promised with a 202',
  Events: 'Everything that happened, to be polled or followed',
  Courts: 'What was measured of each court',
  Webhooks: 'Where events are delivered to, and what became of each delivery',
  Operations: 'For orchestrators and monitoring',
};

const DESCRIPTION = `Direito Lux watches Brazilian court cases for law firms and tells them the moment a case moves.

**Credentials**: \`Authorization: Bearer\` with an access token (\`POST /v1/sessions\`) or an API key (\`POST /v1/api-keys\`).
**Problems** are \`application/problem+json\` (RFC 9457); \`type\` leads to a page that says what to do. What people open in a browser answers a page (\`text/html\`) instead, with the same status.
**Lists** answer \`{data, nextCursor}\`; send \`nextCursor\` as \`cursor\` for the next page.
**Repeating a POST** is safe with an \`Idempotency-Key\`: the same key and request get the saved answer for 24 hours.
**Limits** are in \`RateLimit\` and \`RateLimit-Policy\`, and in \`Retry-After\` when they are used up.
**Reads** carry an \`ETag\` where \`If-None-Match\` is listed; **updates** ask for it in \`If-Match\`.`;

/** Completes what the swagger plugin gathers from the routes: problems, security, headers, media types, plain schemas. */
export function finishDocument(raw: Json, publicUrl: string, version: string): Document {
  const gathered = structuredClone(raw) as unknown as Document;
  const used = new Set<string>();
  for (const [path, operations] of Object.entries(gathered.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      finishOperation(operation, { method, path });
      for (const tag of operation.tags ?? []) used.add(tag);
    }
  }
  const schemas = {
    ...gathered.components.schemas,
    Problem: PROBLEM_SCHEMA,
    WebhookPayload: WEBHOOK_PAYLOAD,
  };
  const document: Document = {
    openapi: '3.1.0',
    info: { title: 'Direito Lux', version, description: DESCRIPTION },
    servers: [{ url: publicUrl }],
    tags: [...used].map((name) => ({ name, description: TAGS[name] ?? name })),
    paths: gathered.paths,
    webhooks: documentedWebhooks(),
    components: { schemas, securitySchemes: SECURITY_SCHEMES, headers: HEADERS },
  };
  return finishSchemas(document as unknown as Json) as unknown as Document;
}

const text = (description: string, example: string): Json => ({
  description,
  schema: { type: 'string' },
  example,
});

const HEADERS: Json = {
  RequestId: text('Id of the request: report it when something is wrong', 'req_01kb0v5zq8e3n9t2h4x6m7r8sa'),
  RateLimit: text('Requests left (r) and seconds until the window ends (t)', '"tenant";r=1199;t=42'),
  RateLimitPolicy: text('Requests (q) in a window of seconds (w)', '"tenant";q=1200;w=60'),
  RetryAfter: text('Seconds to wait before the request is repeated', '5'),
  ETag: text('Version of what was read, for If-None-Match and If-Match', '"7"'),
  Location: text(
    'Address of what was made, or of where to go on',
    '/v1/api-keys/key_01kb0v5zq8e3n9t2h4x6m7r8sa',
  ),
};

const SECURITY_SCHEMES: Json = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'An access token of a session, or an API key (`lux_…`)',
  },
};

const slugs = Object.keys(PROBLEMS) as ProblemSlug[];

const PROBLEM_SCHEMA: Json = {
  type: 'object',
  description: 'What went wrong (RFC 9457)',
  required: ['type', 'title', 'status', 'detail', 'errors', 'requestId'],
  properties: {
    type: {
      type: 'string',
      format: 'uri',
      description: `Leads to a page about it. Ends in one of: ${slugs.join(', ')}`,
      examples: ['http://localhost:3000/problems/invalid-body'],
    },
    title: { type: 'string', examples: ['The body is not valid'] },
    status: { type: 'integer', examples: [422] },
    detail: { type: 'string', examples: ['Correct every field listed in errors.'] },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['location', 'message', 'fix'],
        properties: {
          location: { type: 'string', examples: ['body.name'] },
          message: { type: 'string', examples: ['It is missing.'] },
          fix: { type: 'string', examples: ['Send a value such as "Intranet".'] },
        },
      },
    },
    requestId: { type: 'string', examples: ['req_01kb0v5zq8e3n9t2h4x6m7r8sa'] },
  },
};
