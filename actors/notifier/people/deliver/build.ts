import { type NewEvent, newEvent } from '../../../../db/events/append.ts';
import type { LedgerEntry, NewNotification, NewSend } from '../../../../db/notifications/insert.ts';
import type { AddedWords } from '../../../contracts/added-words.ts';
import { newId } from '../../../contracts/ids.ts';
import type { PersonChannel } from '../../../contracts/people.ts';
import type { Bundle } from '../../../telling/gather.ts';
import type { Routes } from '../../../telling/routes.ts';
import { type ComposeOptions, compose, type Reader } from '../words/compose.ts';
import type { Template } from '../words/template.ts';
import { lastingClass } from './timeliness.ts';

/** Messages to be written: rows, and the events that tell of them. */
export interface Built {
  notifications: NewNotification[];
  sends: NewSend[];
  ledger: LedgerEntry[];
  events: NewEvent[];
  /** `event channel` -> the message that it became part of. */
  placed: Map<string, string>;
  /** Why a firm's own words were not used. */
  templateErrors: string[];
}

export interface BuildOptions extends Pick<ComposeOptions, 'renderer' | 'publicUrl' | 'reportLinks'> {
  person: Reader & { id: string };
  routes: Routes;
  templates: ReadonlyMap<string, Template>;
  now: Date;
  newAckToken: (notificationId: string) => string;
  /** Where it stands in a chain of escalation. */
  chain?: { rootId: string; step: number };
  causationId: string;
}

/** Writes a message for each bundle, with a send for each of its channels. */
export function build(bundles: readonly Bundle[], options: BuildOptions): Built {
  const { person, routes, now, chain, causationId } = options;
  const at = now.toISOString();
  const built: Built = {
    notifications: [],
    sends: [],
    ledger: [],
    events: [],
    placed: new Map(),
    templateErrors: [],
  };
  for (const bundle of bundles) {
    const id = newId('notification');
    const { kind, happenings, channels, sealedGranted } = bundle;
    const { content, sealed, hiddenProcessIds, templateError } = compose(kind, happenings, person, {
      renderer: options.renderer,
      publicUrl: options.publicUrl,
      notificationId: id,
      reportLinks: options.reportLinks,
      template: options.templates.get(kind),
      sealedGranted,
    });
    if (templateError) built.templateErrors.push(`${kind}: ${templateError}`);
    const needsAck = happenings.some(({ eventClass }) => eventClass === 'critical');
    const eventIds = happenings.map(({ eventId }) => eventId);
    const processIds = [...new Set(happenings.flatMap(({ process }) => process?.id ?? []))];
    if (bundle.heldSince) {
      const heldAt = bundle.heldSince.toISOString();
      built.ledger.push({
        notificationId: id,
        sendId: null,
        state: 'held',
        at: heldAt,
        reason: bundle.heldFor,
      });
    }
    for (const channel of channels) {
      const { send, entry } = sendOn(channel, {
        notificationId: id,
        personId: person.id,
        routes,
        at,
        sealed,
      });
      built.sends.push(send);
      built.ledger.push(entry);
      for (const eventId of eventIds) built.placed.set(`${eventId} ${channel}`, id);
    }
    built.notifications.push({
      id,
      personId: person.id,
      kind,
      eventClass: lastingClass(happenings.map(({ eventClass }) => eventClass)),
      processIds,
      hiddenProcessIds,
      eventIds,
      state: channels.includes('inbox') ? 'delivered' : 'queued',
      content,
      needsAck,
      ackToken: needsAck ? options.newAckToken(id) : null,
      rootId: chain?.rootId ?? null,
      step: chain?.step ?? null,
      createdAt: at,
    });
    const data = { notificationId: id, personId: person.id, kind, processIds, eventIds, channels };
    const place = {
      aggregate: 'notification',
      aggregateId: id,
      version: 1,
      occurredAt: at,
      causationId,
    } as const;
    built.events.push(newEvent('notification.send', { ...place, data }));
  }
  return built;
}

/** A send on a channel, and its first step. The inbox has it at once; an adapter is handed it next. */
export function sendOn(
  channel: PersonChannel,
  message: {
    notificationId: string;
    personId: string;
    routes: Routes;
    at: string;
    sealed: boolean;
    reason?: string;
    added?: AddedWords | null;
  },
): { send: NewSend; entry: LedgerEntry } {
  const { notificationId, personId, at, sealed, reason = null, added = null } = message;
  const route = message.routes.routes.get(channel) ?? { linkId: null, connectionId: null, address: null };
  const id = newId('send');
  const here = channel === 'inbox';
  const state = here ? ('delivered' as const) : ('queued' as const);
  const send: NewSend = {
    id,
    notificationId,
    personId,
    channel,
    ...route,
    state,
    nextAttemptAt: here ? null : at,
    sealed,
    added,
    createdAt: at,
    deliveredAt: here ? at : null,
  };
  return { send, entry: { notificationId, sendId: id, state, at, reason } };
}
