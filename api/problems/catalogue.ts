/** One kind of problem that the API answers with. */
export interface CatalogueEntry {
  status: number;
  title: string;
  /** What happened, for the error's page. */
  description: string;
  /** What to do about it, for the error's page. */
  fix: string;
}

/**
 * Every problem of the API, by slug. The slug is part of the public contract: `type` in an answer is
 * `<public url>/problems/<slug>`, and that address shows this entry.
 */
export const PROBLEMS = {
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    description: 'The request line, a header or the body is not what HTTP, UTF-8 or JSON prescribe.',
    fix: 'See errors[].location for the part that could not be read.',
  },
  'invalid-parameter': {
    status: 400,
    title: 'A query parameter or header is not valid',
    description: 'A parameter is unknown, missing, of the wrong type or out of its range.',
    fix: 'Correct every parameter listed in errors.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor is not valid',
    description: 'A cursor is opaque, and good only for the same list with the same filters and order.',
    fix: 'Send nextCursor of the page before, unchanged, with the same filters, or start without a cursor.',
  },
  unauthenticated: {
    status: 401,
    title: 'Credentials are needed',
    description: 'The request carries no credentials, or they are wrong, expired or revoked.',
    fix: 'Send "Authorization: Bearer" with an access token (POST /v1/sessions) or an API key (POST /v1/api-keys).',
  },
  'invalid-credentials': {
    status: 401,
    title: 'E-mail address or password is wrong',
    description: 'No active user has this e-mail address and this password.',
    fix: 'Check both. The answer does not tell which of them is wrong, on purpose.',
  },
  'invalid-refresh-token': {
    status: 401,
    title: 'The refresh token is not valid',
    description:
      'It is unknown, expired, revoked, or was already spent. Spending one twice ends the session, because a copy of it is about.',
    fix: 'Sign in again with POST /v1/sessions.',
  },
  forbidden: {
    status: 403,
    title: 'These credentials do not allow this',
    description: 'The access token or API key is valid, but lacks the scope that the operation asks for.',
    fix: 'Use credentials with the scope named in detail.',
  },
  'delivery-cleared': {
    status: 410,
    title: 'The delivery was cleared',
    description:
      'Its body and attempts are kept for some days after it was delivered or given up; `detail` says for how many. They are gone.',
    fix: 'Ask for everything after an event: POST /v1/webhooks/{id}/resend with afterEventId and, for what was delivered, onlyMissing: false.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    description: 'The path is unknown, or the firm has nothing with this id.',
    fix: 'Check the path and the id. An id of another firm answers the same.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not allowed here',
    description: 'The path exists, but not with this method.',
    fix: 'Use one of the methods in the Allow header.',
  },
  'request-timeout': {
    status: 408,
    title: 'The body took too long to arrive',
    description: 'The whole body has to arrive within half a minute.',
    fix: 'Send a smaller body, or send it faster.',
  },
  'email-taken': {
    status: 409,
    title: 'This e-mail address cannot be used',
    description: 'A user with this e-mail address may exist already.',
    fix: 'Sign in with POST /v1/sessions, or use another address.',
  },
  'request-in-progress': {
    status: 409,
    title: 'The same request is still being handled',
    description: 'Another request with this Idempotency-Key has not been answered yet.',
    fix: 'Repeat the request after the time in Retry-After.',
  },
  conflict: {
    status: 409,
    title: 'Somebody else changed it at the same moment',
    description: 'Two requests changed the same thing at once; this one was not applied.',
    fix: 'Read it again, then repeat the request.',
  },
  'no-court-index': {
    status: 409,
    title: 'No public index can answer for this case',
    description:
      'Its court (STF, CNJ, CJF or CSJT) publishes nothing on DataJud, so nobody can be asked about it.',
    fix: 'Follow the case on the portal of its court.',
  },
  'sealed-process': {
    status: 409,
    title: 'The case is sealed',
    description:
      'The court keeps it in secret (nivelSigilo above 0). Nothing of it is summarised, and nothing of it is sent to a model.',
    fix: 'Read the case in the court’s own system.',
  },
  'job-finished': {
    status: 409,
    title: 'The job has ended already',
    description: 'It succeeded, failed or was cancelled before; there is nothing left to cancel.',
    fix: 'Read the job to see what came of it.',
  },
  'too-many-webhooks': {
    status: 409,
    title: 'The firm has as many webhooks as it may have',
    description: 'Every event is matched with every endpoint of the firm, so their number is limited.',
    fix: 'Delete an endpoint that is no longer used, or widen the filters of another.',
  },
  'too-many': {
    status: 409,
    title: 'The firm has as many of these as it may have',
    description: 'Templates, pictures and schedules of reports are limited in number.',
    fix: 'Delete one that is no longer used.',
  },
  'report-not-ready': {
    status: 409,
    title: 'The report is not ready',
    description:
      'It is still being made, another format of it is, or it failed and has no data to make files from.',
    fix: 'Follow its job, then ask again; ask for a new report in the place of one that failed.',
  },
  'too-many-people': {
    status: 409,
    title: 'The firm has as many people or subscriptions as it may have',
    description: 'Every event is matched with every subscription of the firm, so their number is limited.',
    fix: 'Delete one that is not needed any more.',
  },
  'no-connection': {
    status: 409,
    title: 'There is no bot or number for this channel',
    description: 'Neither the firm nor the platform has an active connection of this channel.',
    fix: 'Connect one first, or name another channel.',
  },
  'person-exists': {
    status: 409,
    title: 'There is such a person already',
    description: 'Somebody of the firm has this e-mail address, or is this user.',
    fix: 'Find them with GET /v1/people?email= and change them instead.',
  },
  'critical-cannot-be-muted': {
    status: 422,
    title: 'What is critical cannot be muted',
    description: 'A deadline or a right may be at stake: critical news is always told at once.',
    fix: 'Leave the class critical out of the preferences.',
  },
  'template-invalid': {
    status: 422,
    title: 'The template cannot be used',
    description:
      'It is no Liquid, uses a filter or tag that is not allowed, or names a variable that does not exist.',
    fix: 'Correct every part listed in errors; POST /v1/templates/preview shows the result.',
  },
  'version-mismatch': {
    status: 412,
    title: 'It has changed since you read it',
    description: 'The ETag in If-Match is not the current one.',
    fix: 'Read it again, decide again, and send the new ETag.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    description: 'The body is larger than the operation accepts.',
    fix: 'Send a smaller body; the limit is in detail.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The media type of the body is not supported',
    description: 'The Content-Type is missing or is not one that the operation reads.',
    fix: 'Send one of the media types in detail.',
  },
  'invalid-body': {
    status: 422,
    title: 'The body is not valid',
    description: 'The body was read, but a field is missing, unknown, of the wrong type or out of its range.',
    fix: 'Correct every field listed in errors.',
  },
  'invalid-process-number': {
    status: 422,
    title: 'This is not a CNJ number',
    description:
      'The number is not one of Res. CNJ 65/2008, or its check digits do not fit. When only they are wrong, the fix names the right ones.',
    fix: 'Compare the number with the cover of the case and send all 20 digits, as text.',
  },
  'webhook-url-refused': {
    status: 422,
    title: 'Deliveries may not go to this URL',
    description: 'Webhooks go to public addresses over https, without credentials in the URL.',
    fix: 'Send the https URL of a public host.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key belongs to another request',
    description: 'The key was used in the last 24 hours for another operation or another body.',
    fix: 'Send a new key with a new request; repeat a key only with exactly the same request.',
  },
  'precondition-required': {
    status: 428,
    title: 'An If-Match header is needed',
    description:
      'An update says which version it is based on, so that nobody overwrites what they have not seen.',
    fix: 'Send the ETag of the last read in If-Match.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    description: 'The limit in RateLimit-Policy is used up.',
    fix: 'Wait for the seconds in Retry-After. The RateLimit header of every answer says what is left.',
  },
  'too-much-waiting': {
    status: 429,
    title: 'Too much of your work is waiting already',
    description:
      'The work already accepted for your firm has to be done before more is accepted. Nothing of this request was kept.',
    fix: 'Repeat the request after the time in Retry-After.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    description:
      'The request was understood, but could not be answered because of a defect. It has been recorded.',
    fix: 'Repeat the request; should it fail again, report the requestId.',
  },
  unavailable: {
    status: 503,
    title: 'Not available at the moment',
    description:
      'The database cannot be reached, or the server is too busy or shutting down. Nothing of this request was kept.',
    fix: 'Repeat the request after the time in Retry-After, with the same Idempotency-Key.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ProblemSlug = keyof typeof PROBLEMS;

export function isProblemSlug(text: string): text is ProblemSlug {
  return Object.hasOwn(PROBLEMS, text);
}
