import { newId } from '../../../actors/contracts/ids.ts';
import { readKnown } from '../../../actors/datajud-fetcher/document/known.ts';
import { createPlanner } from '../../../actors/datajud-fetcher/schedule/plan.ts';
import { loadDocuments } from '../../../actors/process-monitor/observe/documents.ts';
import { loadCases } from '../../../actors/process-monitor/projection/load.ts';
import { applyEvent } from '../../../actors/process-monitor/projection/view.ts';
import { lockCases, writeCases } from '../../../actors/process-monitor/projection/write.ts';
import { listChecks } from '../../../db/checks/list.ts';
import { readAllFirms } from '../../../db/events/all-firms.ts';
import { appendEvents, newEvent } from '../../../db/events/append.ts';
import { readEvents } from '../../../db/events/by-id.ts';
import { listMovements } from '../../../db/movements/list.ts';
import type { Pool } from '../../../db/pool.ts';
import { listInstances } from '../../../db/processes/instances.ts';
import { readProcess, readProcessByNumber } from '../../../db/processes/read.ts';
import { registerProcesses } from '../../../db/processes/register.ts';
import { updateProcess } from '../../../db/processes/update.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import { clearEnded } from '../../../db/webhooks/clear.ts';
import { readAddressed } from '../../../db/webhooks/fan-out.ts';
import { readLane } from '../../../db/webhooks/lane.ts';
import { readCaseFacts } from '../../../db/webhooks/recipients.ts';
import { inventedNumber } from '../../api-firms.ts';
import { LIST_QUERIES } from './list-queries.ts';
import { PEOPLE_QUERIES } from './people-queries.ts';
import { caseId, caseNumber, endpointId, eventId } from './populate.ts';
import { PAGE, type Query } from './query.ts';

const LIMITS = { documents: 100, status: 250, delta: 500 };
/** Everything is thrown away again, so the same numbers do for every run. */
let next = 60_000_000;

const own = (count: number, n: number) =>
  Array.from({ length: count }, (_, i) => caseNumber(0, (n * 7 + i) % 100));
const planner = (tx: TenantTx) => createPlanner(tx.client as unknown as Pool, () => ({}));

/** What the API and the workers ask of tables that grow, as they ask it. `n` is another case each time. */
export const QUERIES: readonly Query[] = [
  { name: 'GET process', role: 'app', run: (tx, n) => readProcess(tx, caseId(0, n)) },
  { name: 'GET process by number', role: 'app', run: (tx, n) => readProcessByNumber(tx, caseNumber(0, n)) },
  ...LIST_QUERIES,
  { name: 'GET movements', role: 'app', run: (tx, n) => listMovements(tx, caseId(0, n), {}, PAGE) },
  { name: 'GET instances', role: 'app', run: (tx, n) => listInstances(tx, caseId(0, n)) },
  {
    name: 'GET checks',
    role: 'app',
    run: (tx, n) => listChecks(tx, { number: caseNumber(0, n), watchedSince: new Date(0) }, {}, PAGE),
  },
  {
    name: 'POST process',
    role: 'app',
    run: (tx) => {
      const number = inventedNumber(next++);
      return registerProcesses(tx, [{ number, label: 'Ávila', tags: [], courtStatus: 'pending' }], {});
    },
  },
  {
    name: 'PATCH process',
    role: 'app',
    run: (tx, n) => updateProcess(tx, caseId(0, n), { label: `Novo ${n}` }, { expectedVersion: 3 }),
  },
  ...PEOPLE_QUERIES,
  { name: 'gateway: next batch', role: 'runtime', run: (tx) => planner(tx).sweep('tjsp', LIMITS) },
  { name: 'gateway: urgent', role: 'runtime', run: (tx) => planner(tx).urgent('tjsp', 100) },
  { name: 'gateway: next due', role: 'runtime', run: (tx) => planner(tx).nextDue('tjsp') },
  { name: 'gateway: these', role: 'runtime', run: (tx, n) => planner(tx).these('tjsp', own(50, n)) },
  { name: 'gateway: known', role: 'runtime', run: (tx, n) => readKnown(tx.client, 'tjsp', own(2, n)) },
  {
    name: 'monitor: documents',
    role: 'runtime',
    run: (tx, n) => loadDocuments(tx.client, 'tjsp', [{ number: caseNumber(0, n), grau: 'G1' }]),
  },
  { name: 'monitor: load 12 cases', role: 'runtime', run: (tx, n) => loadCases(tx, own(12, n)) },
  {
    name: 'monitor: a case moves',
    role: 'runtime',
    run: async (tx, n) => {
      const number = caseNumber(0, n);
      const loaded = (await loadCases(tx, [number])).get(number);
      if (!loaded) throw new Error(`no case ${number}`);
      const { view } = loaded;
      const change = { view, onlyMoved: true };
      const data = { process: { id: view.id, number, label: null } };
      const fields = { aggregate: 'process', aggregateId: view.id, version: view.version + 1, data } as const;
      const event = newEvent('process.closed', fields);
      applyEvent(view, event);
      await lockCases(tx, [change]);
      await appendEvents(tx, [event]);
      await writeCases(tx, [change], [], []);
    },
  },
  { name: 'notifier: events', role: 'runtime', run: (tx, n) => readEvents(tx, [eventId(0, n)]) },
  { name: 'notifier: facts', role: 'runtime', run: (tx, n) => readCaseFacts(tx, [eventId(0, n)]) },
  {
    name: 'notifier: addressed',
    role: 'runtime',
    run: (tx, n) => readAddressed(tx, [eventId(0, n), newId('event')]),
  },
  { name: 'notifier: what is due', role: 'runtime', run: (tx) => readLane(tx, endpointId, new Date(), 50) },
  {
    name: 'notifier: clear old deliveries',
    role: 'runtime',
    run: (tx) => clearEnded(tx, endpointId, new Date(), 50),
  },
  {
    name: 'relay: next events',
    role: 'runtime',
    run: (tx) => readAllFirms(tx.client as unknown as Pool, { xid: '0', position: 0 }, 500),
  },
];
