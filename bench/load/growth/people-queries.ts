import { listAnswers } from '../../../db/ai/answers.ts';
import { readDueNotices } from '../../../db/notices/due.ts';
import { readKnown } from '../../../db/notices/known.ts';
import { listNotices } from '../../../db/notices/list.ts';
import { readDueSends } from '../../../db/notifications/dispatch.ts';
import { newestUnacknowledged } from '../../../db/notifications/of-person.ts';
import {
  listNotifications,
  readInbox,
  readLedger,
  readNotification,
  sendsOf,
} from '../../../db/notifications/read.ts';
import { caseId, eventId, notificationId, personId } from './populate.ts';
import { PAGE, type Query } from './query.ts';

/** What is asked of the tables about people and what they were told. */
export const PEOPLE_QUERIES: readonly Query[] = [
  { name: 'GET notifications', role: 'app', run: (tx) => listNotifications(tx, {}, PAGE) },
  {
    name: 'GET notifications?processId',
    role: 'app',
    run: (tx, n) => listNotifications(tx, { processId: caseId(0, n) }, PAGE),
  },
  {
    name: 'GET notifications?personId',
    role: 'app',
    run: (tx) => listNotifications(tx, { personId }, PAGE),
  },
  {
    name: 'GET notifications?state (none)',
    role: 'app',
    run: (tx) => listNotifications(tx, { state: 'queued' }, PAGE),
  },
  {
    name: 'GET notifications?channel (none)',
    role: 'app',
    run: (tx) => listNotifications(tx, { channel: 'telegram' }, PAGE),
  },
  {
    name: 'GET notifications?since (none)',
    role: 'app',
    run: (tx) => listNotifications(tx, { since: new Date(Date.now() + 3_600_000) }, PAGE),
  },
  {
    name: 'GET notifications?unacknowledged (none)',
    role: 'app',
    run: (tx) => listNotifications(tx, { unacknowledged: true }, PAGE),
  },
  {
    name: 'GET notifications/{id}',
    role: 'app',
    run: async (tx, n) => {
      const id = notificationId(0, n);
      await readNotification(tx, id);
      await sendsOf(tx, [id]);
      await readLedger(tx, id);
    },
  },
  { name: 'GET notices', role: 'app', run: (tx) => listNotices(tx, {}, PAGE) },
  {
    name: 'GET notices?processId',
    role: 'app',
    run: (tx, n) => listNotices(tx, { processId: caseId(0, n) }, PAGE),
  },
  {
    name: 'GET notices?outcome (none)',
    role: 'app',
    run: (tx) => listNotices(tx, { outcome: 'suppressed' }, PAGE),
  },
  { name: 'GET notices?personId', role: 'app', run: (tx) => listNotices(tx, { personId }, PAGE) },
  { name: 'GET inbox', role: 'app', run: (tx) => readInbox(tx, personId, PAGE) },
  {
    name: 'GET inbox?unread (none)',
    role: 'app',
    run: (tx) => readInbox(tx, personId, { ...PAGE, unread: true }),
  },
  { name: 'GET answers', role: 'app', run: (tx, n) => listAnswers(tx, caseId(0, n), {}, PAGE) },
  {
    name: 'chat: the newest to acknowledge',
    role: 'runtime',
    run: (tx) => newestUnacknowledged(tx, personId),
  },
  {
    name: 'notifier: what a person was told',
    role: 'runtime',
    run: async (tx, n) => {
      await readKnown(tx, personId, { eventIds: [eventId(0, n)], dedupKeys: [caseId(0, n)] });
    },
  },
  {
    name: 'notifier: what is due for a person',
    role: 'runtime',
    run: async (tx) => {
      await readDueNotices(tx, personId, new Date(), 50);
      await readDueSends(tx, personId, new Date(), 50);
    },
  },
];
