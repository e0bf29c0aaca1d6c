import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { WebhookRefusal } from '../kit/failures.ts';

const Optional = <T extends TSchema>(schema: T) => Type.Optional(schema);
const Text = Type.String();
const Choice = Type.Object({ id: Text, title: Optional(Text) });
const ApiError = Type.Object({
  code: Type.Integer(),
  title: Optional(Text),
  message: Optional(Text),
  error_data: Optional(Type.Object({ details: Optional(Text) })),
});
const Seconds = Type.String({ pattern: '^\\d{1,12}$' });

const Message = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  timestamp: Seconds,
  type: Text,
  /** Phone; missing of people with a user name. */
  from: Optional(Text),
  /** Business-scoped user id, `BR.…`. */
  from_user_id: Optional(Text),
  text: Optional(Type.Object({ body: Text })),
  button: Optional(Type.Object({ payload: Optional(Text), text: Optional(Text) })),
  interactive: Optional(Type.Object({ button_reply: Optional(Choice), list_reply: Optional(Choice) })),
});
export type Message = Static<typeof Message>;

const Status = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 300 }),
  status: Text,
  timestamp: Seconds,
  biz_opaque_callback_data: Optional(Text),
  pricing: Optional(Type.Object({ billable: Optional(Type.Boolean()), category: Optional(Text) })),
  errors: Optional(Type.Array(ApiError)),
});
export type Status = Static<typeof Status>;

const Contact = Type.Object({
  profile: Optional(Type.Object({ name: Optional(Text) })),
  wa_id: Optional(Text),
  user_id: Optional(Text),
});
export type Contact = Static<typeof Contact>;

const Value = Type.Object({
  metadata: Optional(Type.Object({ phone_number_id: Text })),
  contacts: Optional(Type.Array(Contact)),
  messages: Optional(Type.Array(Message)),
  statuses: Optional(Type.Array(Status)),
});
export type Value = Static<typeof Value>;

const Payload = Type.Object({
  object: Type.Literal('whatsapp_business_account'),
  entry: Type.Array(
    Type.Object({
      id: Optional(Text),
      changes: Type.Array(Type.Object({ field: Text, value: Type.Unknown() })),
    }),
  ),
});

const isPayload = TypeCompiler.Compile(Payload);
const isValue = TypeCompiler.Compile(Value);

/** What is said about messages in a webhook's body; several may come at once. @throws WebhookRefusal */
export function readValues(body: unknown): Value[] {
  if (!isPayload.Check(body)) throw malformed(isPayload.Errors(body).First());
  const changes = body.entry.flatMap(({ changes }) => changes).filter(({ field }) => field === 'messages');
  return changes.map(({ value }) => {
    if (!isValue.Check(value)) throw malformed(isValue.Errors(value).First());
    return value;
  });
}

const AccountUpdate = Type.Object({
  event: Text,
  ban_info: Optional(Type.Object({ waba_ban_state: Optional(Text) })),
});
const isAccountUpdate = TypeCompiler.Compile(AccountUpdate);

/** The business account is gone for us: deleted, banned, or taken from this app. */
const ENDS = ['ACCOUNT_DELETED', 'PARTNER_REMOVED'];

/**
 * What a webhook's body says about the end of a business account, as a word of WhatsApp's; undefined when it does not. An app may have
 * several accounts: only what is about `accountId` counts.
 */
export function readAccountEnd(body: unknown, accountId: string | undefined): string | undefined {
  if (!accountId || !isPayload.Check(body)) return undefined;
  const values = body.entry
    .filter(({ id }) => id === accountId)
    .flatMap(({ changes }) => changes)
    .flatMap(({ field, value }) =>
      field === 'account_update' && isAccountUpdate.Check(value) ? [value] : [],
    );
  const end = values.find(
    ({ event, ban_info }) => ENDS.includes(event) || ban_info?.waba_ban_state === 'DISABLE',
  );
  return end?.event;
}

function malformed(first: { path: string; message: string } | undefined): WebhookRefusal {
  return new WebhookRefusal(
    400,
    'no-payload',
    `This is no webhook of WhatsApp: ${first?.path || '/'} ${first?.message}`,
  );
}
