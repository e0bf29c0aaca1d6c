import type { FailureClass } from '../../../actors/contracts/channels.ts';
import { SendFailure } from '../kit/failures.ts';

/** `error` of chat.postMessage (docs.slack.dev/reference/methods/chat.postMessage), by what to do. */
export const ERROR_TABLE: Partial<Record<FailureClass, string[]>> = {
  'disable-connection': [
    'invalid_auth',
    'not_authed',
    'account_inactive',
    'token_revoked',
    'token_expired',
    'missing_scope',
    'no_permission',
    'org_login_required',
    'team_access_not_granted',
    'access_denied',
    'ekm_access_denied',
  ],
  'disable-link': [
    'channel_not_found',
    'user_not_found',
    'is_archived',
    'user_disabled',
    'is_inactive',
    'messages_tab_disabled',
  ],
  switch: ['not_in_channel', 'restricted_action', 'restricted_action_read_only_channel', 'cannot_dm_bot'],
  terminal: [
    'msg_too_long',
    'msg_blocks_too_long',
    'no_text',
    'invalid_blocks',
    'invalid_arguments',
    'too_many_attachments',
  ],
  retry: [
    'ratelimited',
    'rate_limited',
    'fatal_error',
    'internal_error',
    'service_unavailable',
    'request_timeout',
  ],
};

/** What @slack/web-api throws. */
export interface SlackError {
  code?: string;
  message: string;
  data?: { error?: string; response_metadata?: { messages?: string[] } };
  /** Seconds. */
  retryAfter?: number;
  statusCode?: number;
}

/** Slack limits a method by channel, and for a workspace as a whole without saying which: everything waits. */
export function toFailure(error: SlackError): SendFailure {
  if (error.code === 'slack_webapi_rate_limited_error')
    return new SendFailure('retry', 'ratelimited', error.message, {
      retryAfterMs: (error.retryAfter ?? 1) * 1_000,
      scope: 'connection',
    });
  const named = error.data?.error;
  if (named === undefined) {
    const code = error.statusCode === undefined ? 'network' : String(error.statusCode);
    return new SendFailure('retry', code, error.message, { scope: 'connection', cause: error });
  }
  const rows = Object.entries(ERROR_TABLE) as [FailureClass, string[]][];
  const decision = rows.find(([, names]) => names.includes(named))?.[0] ?? 'terminal';
  return new SendFailure(
    decision,
    named,
    [named, ...(error.data?.response_metadata?.messages ?? [])].join(': '),
  );
}
