import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { openBroker } from '../../actors/runtime/nats/connection.ts';
import { createRoad } from '../../actors/runtime/nats/road.ts';
import { createOutbox } from '../../actors/runtime/outbox.ts';
import { createPool } from '../../db/pool.ts';
import { createRandom } from '../datajud-sandbox/data/random.ts';
import { startCluster } from './cluster/cluster.ts';
import { startMeasures } from './cluster/measures.ts';
import { natsUrl } from './cluster/nats-cluster.ts';
import { createOperator } from './cluster/operator.ts';
import { drain } from './drain.ts';
import { auditAll } from './ledger/audit.ts';
import { growing, memoryReport } from './ledger/memory.ts';
import { NEMESES } from './nemeses/nemeses.ts';
import type { Arena } from './nemeses/nemesis.ts';
import type { ChaosOptions } from './options.ts';
import { playRounds } from './rounds.ts';
import { createSchedule } from './schedule.ts';
import type { Verdict } from './verdict.ts';
import { createPatientApi } from './workload/api.ts';
import { startDocket } from './workload/docket.ts';
import { startErrands } from './workload/errands.ts';
import { makeFirms } from './workload/firms.ts';
import { createPace } from './workload/pace.ts';
import { EFFECTS_PER_ENTRY } from './workload/plan.ts';
import { createProber } from './workload/probes.ts';
import { startReceivers } from './workload/receivers.ts';
import { startSenders } from './workload/senders.ts';

/** A strike is held longer than a lease lives (6 s), or nobody would notice. */
const HOLD_MS = { shortestMs: 4_000, longestMs: 14_000 };
const SETTLE_MS = 2_000;
const MAX_WAITING = 20_000;
/** What leaves processes alive: one that was killed tells nothing of its memory. */
const SOAKED = ['cut', 'slow', 'reset', 'postgres-connections', 'streams'];
/** From so long a run on, a nemesis may take its minute. */
const PATIENT_MINUTES = 3;

/** One whole run: a cluster, its work, the nemeses, and what the ledgers say in the end. */
export async function runChaos(
  options: ChaosOptions,
  logDir: string,
  say: (line: string) => void,
): Promise<Verdict> {
  const begun = performance.now();
  const { seed } = options;
  const dir = mkdtempSync(join(tmpdir(), `lux-chaos-${process.pid}-`));
  mkdirSync(logDir, { recursive: true });
  const random = createRandom(seed);
  const ends: (() => unknown)[] = [() => remove(dir, say)];
  try {
    const cluster = await startCluster({ dir, logDir, workers: options.workers, random: random.next, say });
    ends.push(cluster.stop);
    const measures = startMeasures(cluster);
    ends.push(measures.stop);
    const receivers = await startReceivers(cluster.links);
    ends.push(receivers.stop);
    say(
      `${cluster.programs.length} programs, 3 NATS nodes, ${cluster.links.all().length} links; logs in ${logDir}`,
    );
    const firms = await makeFirms(cluster.apiUrls, options.tenants, receivers);
    say(`${firms.length} firms are signed up`);

    const pool = createPool({ url: cluster.database.urls.app, name: 'senders', max: 10, onError() {} });
    const broker = openBroker({
      url: natsUrl(
        cluster.nats.passwords,
        'api',
        cluster.nats.nodes.map(({ port }) => port),
      ),
      name: 'senders',
      inboxPrefix: '_INBOX_api',
      log: pino({ level: 'silent' }),
    });
    ends.push(() => Promise.all([broker.close(), pool.end()]));
    const outbox = createOutbox({ pool, road: createRoad(broker), maxWaiting: MAX_WAITING });
    const tenants = firms.map(({ tenantId }) => tenantId);
    const prober = createProber(outbox, cluster.database.admin, tenants);
    const overMs = options.minutes * 60_000;
    const named = options.nemeses.length > 0 ? options.nemeses : options.soak ? SOAKED : undefined;
    const wanted = NEMESES.filter(({ name }) => named === undefined || named.includes(name));
    const reasons = wanted.map(({ name, unavailable }) => [name, unavailable?.(cluster)] as const);
    const notRun = Object.fromEntries(reasons.filter(([, why]) => why !== undefined)) as Record<
      string,
      string
    >;
    const rounds = createSchedule({
      seed,
      nemeses: wanted.map(({ name }) => name).filter((name) => notRun[name] === undefined),
      forMs: overMs,
      ...HOLD_MS,
    });
    const pace = createPace(rounds.length);
    const messages = Math.ceil(options.messages / EFFECTS_PER_ENTRY);
    const senders = startSenders({ outbox, seed, tenants, messages, pace });
    const api = createPatientApi(cluster.apiUrls);
    const docket = startDocket({
      sandbox: cluster.sandbox,
      api,
      firms,
      seed,
      casesPerFirm: 2,
      movementsPerCase: Math.max(1, Math.min(10, Math.round(options.minutes * 2))),
      pace,
    });
    const { admin } = cluster.database;
    const errands = startErrands({ api, admin, docket, firms, seed, count: 2 * firms.length, pace });
    // Whoever fails ends the run; nobody waits for them before the rounds are over.
    const work = Promise.all([senders.done, docket.done, errands.done]);
    work.catch((error) => say(`the workload has failed: ${error}`));

    const operator = createOperator(cluster.nats);
    ends.push(operator.close);
    const patient = options.minutes >= PATIENT_MINUTES;
    const arena: Arena = { cluster, receivers, docket, prober, operator, patient, say };
    const reports = await playRounds(arena, rounds, wanted, pace);
    api.stop();
    await work;
    say(
      `all is sent and registered: ${senders.sent} messages, ${docket.registered} cases, ${docket.movements} movements, ${errands.asked.length} summaries and reports`,
    );

    const audit = () =>
      auditAll(cluster, { seed, tenants, firms, senders, prober, docket, receivers, errands });
    const { drained, passedMinutes } = await drain(cluster, audit, say);
    // What would happen once too often is given the time to.
    await Bun.sleep(SETTLE_MS);
    const findings = await audit();
    findings.push({
      check: 'answers',
      of: 'API',
      looked: docket.registered + errands.asked.length,
      wrong: [...api.wrongAnswers],
    });
    const crashes = cluster.programs.flatMap((program) => program.crashes);
    findings.push({
      check: 'ended by itself',
      of: 'processes',
      looked: cluster.programs.length,
      wrong: crashes,
    });
    const grown = options.soak ? growing(measures.memory) : undefined;
    if (grown)
      findings.push({ check: 'memory is flat', of: 'processes', looked: measures.memory.size, wrong: grown });
    const recovered = reports.every(({ recoveredMs }) => recoveredMs !== undefined);
    return {
      passed: drained && recovered && findings.every(({ wrong }) => wrong.length === 0),
      options,
      seconds: (performance.now() - begun) / 1_000,
      done: {
        'messages from outside': senders.sent,
        cases: docket.registered,
        movements: docket.movements,
        webhooks: receivers.receipts.length,
        'webhooks refused by receivers': receivers.refused.length,
        'sends repeated': senders.failures,
        'summaries and reports': errands.asked.length,
        'requests repeated': api.retried,
        'simulated minutes passed': passedMinutes,
      },
      counters: {
        'turns fenced': measures.count('fenced'),
        'turns in conflict': measures.count('conflicts'),
        'turns handled': measures.count('handled'),
      },
      findings,
      rounds: reports,
      notRun,
      memory: memoryReport(measures.memory),
    };
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** Not worth losing a verdict for: a disk that is still busy stays behind. */
function remove(dir: string, say: (line: string) => void): void {
  try {
    rmSync(dir, { recursive: true, force: true });
  } catch (error) {
    say(`${dir} cannot be removed: ${error}`);
  }
}
