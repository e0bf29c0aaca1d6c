import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Inbound } from '../../../actors/contracts/channels.ts';
import type { Received } from '../kit/channel.ts';
import { cut } from '../kit/cut.ts';
import { WebhookRefusal } from '../kit/failures.ts';
import { instantOf } from '../kit/instant.ts';
import { slashCommand } from '../kit/slash-command.ts';

const Optional = <T extends TSchema>(schema: T) => Type.Optional(schema);
const Text = Type.String();

const Event = Type.Object({
  type: Text,
  subtype: Optional(Text),
  bot_id: Optional(Text),
  user: Optional(Text),
  channel: Optional(Text),
  channel_type: Optional(Text),
  text: Optional(Text),
  ts: Optional(Text),
  /** Of `tokens_revoked`: ids of the users whose tokens they were. */
  tokens: Optional(Type.Object({ oauth: Optional(Type.Array(Text)), bot: Optional(Type.Array(Text)) })),
});
const Callback = Type.Object({
  type: Text,
  challenge: Optional(Text),
  team_id: Optional(Text),
  event_id: Optional(Type.String({ maxLength: 200 })),
  event_time: Optional(Type.Integer()),
  event: Optional(Event),
});
const Interaction = Type.Object({
  type: Text,
  team: Optional(Type.Object({ id: Text })),
  trigger_id: Optional(Text),
  response_url: Optional(Text),
  user: Type.Object({ id: Text, name: Optional(Text) }),
  channel: Optional(Type.Object({ id: Text, name: Optional(Text) })),
  actions: Optional(Type.Array(Type.Object({ value: Optional(Text), action_ts: Optional(Text) }))),
});
const Command = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 32 }),
  input: Type.Record(Text, Text),
});

const isCallback = TypeCompiler.Compile(Callback);
const isInteraction = TypeCompiler.Compile(Interaction);
const isCommand = TypeCompiler.Compile(Command);

/** A body of the Events API. Slack's own repetitions carry the same `event_id`. @throws WebhookRefusal */
export function readEvent(body: unknown, team: string | undefined): Received {
  if (!isCallback.Check(body)) throw malformed(isCallback.Errors(body).First());
  if (body.type === 'url_verification') return { reply: { body: body.challenge ?? '' } };
  assertTeam(body.team_id, team);
  const { event, event_id: id } = body;
  if (body.type !== 'event_callback' || !event || !id) return {};
  const at = instantOf(body.event_time ?? Date.now() / 1_000);
  if (!at)
    throw new WebhookRefusal(
      400,
      'bad-time',
      'Its event_time is in the future, or more than eight days ago.',
    );
  if (isEnd(event))
    return { standing: { ended: { code: event.type, detail: 'Slack says that the app is gone.' } } };
  const message = messageOf(event, id, at);
  return message ? { messages: [message] } : {};
}

/** A slash command, or a press of a button (`payload`): both come as forms. @throws WebhookRefusal */
export function readForm(form: URLSearchParams, team: string | undefined): Received {
  const payload = form.get('payload');
  if (payload !== null) return readInteraction(payload, team);
  const [command, user, channel] = ['command', 'user_id', 'channel_id'].map((name) => form.get(name));
  if (!command || !user || !channel) throw new WebhookRefusal(400, 'no-form', 'This is no form of Slack.');
  assertTeam(form.get('team_id') ?? undefined, team);
  const text = form.get('text') ?? '';
  return {
    messages: [
      {
        id: cut(form.get('trigger_id') ?? `${user}.${Date.now()}`, 200),
        at: new Date().toISOString(),
        from: {
          chat: channel,
          user,
          ...(form.get('user_name') ? { name: cut(form.get('user_name') ?? '', 200) } : {}),
        },
        private: channel.startsWith('D'),
        text: `${command} ${text}`.trim().slice(0, 4_096),
        command: slashCommand(`${command} ${text}`),
        ...answerTo(form.get('response_url')),
      },
    ],
  };
}

function readInteraction(payload: string, team: string | undefined): Received {
  let body: unknown;
  try {
    body = JSON.parse(payload);
  } catch {
    throw new WebhookRefusal(400, 'no-json', 'The payload is no JSON.');
  }
  if (!isInteraction.Check(body)) throw malformed(isInteraction.Errors(body).First());
  assertTeam(body.team?.id, team);
  const [action] = body.actions ?? [];
  // A button that is a link tells us too.
  if (body.type !== 'block_actions' || !action?.value || !body.channel) return {};
  return {
    messages: [
      {
        id: cut(body.trigger_id ?? `${body.user.id}.${action.action_ts}`, 200),
        at: new Date().toISOString(),
        from: {
          chat: body.channel.id,
          user: body.user.id,
          ...(body.user.name ? { name: cut(body.user.name, 200) } : {}),
        },
        private: body.channel.id.startsWith('D'),
        command: commandOf(action.value),
        ...answerTo(body.response_url),
      },
    ],
  };
}

function messageOf(event: Static<typeof Event>, id: string, at: string): Inbound | undefined {
  const { type, subtype, bot_id, user, channel, text = '' } = event;
  // What an app wrote, ours among them, and what was edited or deleted.
  if (!user || !channel || bot_id || subtype) return undefined;
  if (type !== 'app_mention' && !(type === 'message' && event.channel_type === 'im')) return undefined;
  const said = unescaped(text.replace(/^\s*<@[A-Z0-9]+>\s*/, ''));
  return {
    id,
    at,
    from: { chat: channel, user },
    private: event.channel_type === 'im',
    text: said.slice(0, 4_096),
    // A mention is addressed to us as a slash is, and in a channel nothing else is.
    command: slashCommand(said) ?? (type === 'app_mention' ? slashCommand(`/${said}`) : undefined),
    ...(event.ts ? { replyTo: event.ts } : {}),
  };
}

/** The app was removed, or the bot's token taken away; a person's own token concerns us not. */
function isEnd({ type, tokens }: Static<typeof Event>): boolean {
  return type === 'app_uninstalled' || (type === 'tokens_revoked' && (tokens?.bot ?? []).length > 0);
}

function commandOf(value: string): Inbound['command'] {
  try {
    const command: unknown = JSON.parse(value);
    return isCommand.Check(command) ? command : undefined;
  } catch {
    return undefined;
  }
}

function answerTo(responseUrl: string | null | undefined): Pick<Inbound, 'replyTo'> {
  return responseUrl && responseUrl.length <= 200 ? { replyTo: responseUrl } : {};
}

function assertTeam(given: string | undefined, expected: string | undefined): void {
  if (expected && given !== expected)
    throw new WebhookRefusal(403, 'other-team', 'This is not about the workspace of this connection.');
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function malformed(first: { path: string; message: string } | undefined): WebhookRefusal {
  return new WebhookRefusal(
    400,
    'no-event',
    `This is nothing of Slack: ${first?.path || '/'} ${first?.message}`,
  );
}
