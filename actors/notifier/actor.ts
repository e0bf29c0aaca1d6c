import { notifier } from '../contracts/notifier.ts';
import { actor } from '../runtime/actor.ts';
import { createRecentIds } from '../runtime/recent-ids.ts';
import { changeHandsHere } from './conversation/change-hands.ts';
import { giveFollowUp } from './conversation/follow-up.ts';
import { handleInbound } from './conversation/handle-inbound.ts';
import { leaveHere } from './conversation/leave.ts';
import { sendAnswer } from './conversation/send-answer.ts';
import { clear } from './handlers/clear.ts';
import { deliver } from './handlers/deliver.ts';
import { notify } from './handlers/notify.ts';
import { resend } from './handlers/resend.ts';
import { standing } from './handlers/standing.ts';
import { testEndpoint } from './handlers/test.ts';
import { laneState, type NotifierParts } from './parts.ts';
import { announce } from './people/handlers/announce.ts';
import { dispatch } from './people/handlers/dispatch.ts';
import { escalate } from './people/handlers/escalate.ts';
import { inherit } from './people/handlers/inherit.ts';
import { receipt } from './people/handlers/receipt.ts';
import { release } from './people/handlers/release.ts';
import { sendAgain } from './people/handlers/send-again.ts';
import { succeed } from './people/handlers/succeed.ts';
import { takeOver } from './people/handlers/take-over.ts';
import { tell } from './people/handlers/tell.ts';
import { windowOpened } from './people/handlers/window-opened.ts';
import { createRenderer } from './people/words/render.ts';
import { STANDARD_HEALTH } from './webhook/health.ts';
import { STANDARD_RETRIES } from './webhook/outcome.ts';
import { createThrottle } from './webhook/throttle.ts';

/** More than are handed over while their receipts are on the way. */
const REMEMBERED = 10_000;

export type NotifierOptions = Pick<
  NotifierParts,
  'egress' | 'sealingKeys' | 'publicUrl' | 'adapters' | 'reportLinks'
> &
  Partial<NotifierParts>;

/**
 * Tells people and partners what happened. The firm's own actor fans events out to endpoints and people. Each endpoint is a
 * lane of its own (key = endpoint id) that sends, retries and keeps the endpoint's health; so is each person (key = person
 * id), whose lane decides what they are told, when and where, and each chat, in which people answer.
 */
export function createNotifier(options: NotifierOptions) {
  const parts: NotifierParts = {
    platformConnections: [],
    reportDays: 90,
    webhookDays: 30,
    renderer: createRenderer(),
    handedOver: { ids: createRecentIds(REMEMBERED), underWay: 0 },
    throttle: createThrottle(),
    retries: STANDARD_RETRIES,
    health: STANDARD_HEALTH,
    now: () => new Date(),
    random: Math.random,
    ...options,
  };
  return actor({
    contract: notifier,
    description:
      'Tells people and partners what happened: the right person at the right time, and webhooks until they arrive.',
    state: laneState,
    // A turn mostly waits for a receiver. A firm has 50 endpoints at the most, so none waits for another of the firm.
    slots: 1_000,
    slotsPerTenant: 64,
    // A person in a chat waits for it; a storm of their firm does not come first.
    urgent: ['converse', 'answer', 'followUp', 'leave'],
    retry: { attempts: 20, maxMs: 300_000 },
    handlers: {
      notify(ctx, payload) {
        if (ctx.key === '') return notify(parts, ctx, payload);
        ctx.send(notifier, 'notify', { tenant: ctx.tenant }, payload);
      },
      deliver: (ctx, payload) => deliver(parts, ctx, payload),
      test(ctx, payload) {
        if (ctx.key === payload.webhookId) return testEndpoint(parts, ctx, payload);
        ctx.send(notifier, 'test', laneOf(ctx, payload), payload, { jobId: payload.jobId });
      },
      resend(ctx, payload) {
        if (ctx.key === payload.webhookId) return resend(parts, ctx, payload);
        ctx.send(notifier, 'resend', laneOf(ctx, payload), payload, { jobId: payload.jobId });
      },
      clear: (ctx, payload) => clear(parts, ctx, payload),
      tell: (ctx, payload) => tell(parts, ctx, payload),
      release: (ctx) => release(parts, ctx),
      dispatch: (ctx) => dispatch(parts, ctx),
      receipt: (ctx, payload) => receipt(parts, ctx, payload),
      escalate: (ctx, payload) => escalate(parts, ctx, payload),
      takeOver: (ctx, payload) => takeOver(parts, ctx, payload),
      succeed: (ctx, payload) => succeed(parts, ctx, payload),
      inherit: (ctx, payload) => inherit(parts, ctx, payload),
      sendAgain: (ctx, payload) => sendAgain(parts, ctx, payload),
      announce: (ctx, payload) => announce(parts, ctx, payload),
      converse: (ctx, payload) => handleInbound(parts, ctx, payload),
      followUp: (ctx, payload) => giveFollowUp(parts, ctx, payload),
      answer: (ctx, payload) => sendAnswer(parts, ctx, payload),
      leave: (ctx, payload) => leaveHere(ctx, payload),
      changeHands: (ctx, payload) => changeHandsHere(ctx, payload),
      standing: (ctx, payload) => standing(ctx, payload),
      windowOpened: (ctx, payload) => windowOpened(parts, ctx, payload),
    },
  });
}

/** What is published by hand names no lane, and only the right one may write what it writes. */
function laneOf({ tenant }: { tenant: string }, { webhookId }: { webhookId: string }) {
  return { tenant, key: webhookId };
}
