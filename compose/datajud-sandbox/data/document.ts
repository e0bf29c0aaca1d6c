import type { Court } from '../../../actors/contracts/courts.ts';
import type { CourtRecord, DataJudSource, Pipeline } from '../wire.ts';
import { type Branch, branchOf, classesOf, SUBJECTS, systemOf, unitName } from './catalogue.ts';
import { type HistoryPlan, historyOf } from './movements.ts';
import { disfigure } from './oddities.ts';
import { arrange, documentId, fourteenDigits, updateDates } from './pipeline.ts';
import { CITIES, statesOf } from './places.ts';
import { createRandom, type Random } from './random.ts';

export interface DocumentPlan {
  court: Court;
  /** 20 digits. */
  number: string;
  grau: string;
  seed: number;
  until: number;
  /** How many movements; null lets the seed decide. */
  movements: number | null;
  oddities: number;
  pipeline?: Pipeline;
  closed?: boolean;
}

const DAY = 86_400_000;

/** One invented document. Its movements are rebuilt from the seed whenever they are read. */
export function documentOf(plan: DocumentPlan): CourtRecord {
  const { court, number, grau } = plan;
  const random = createRandom(plan.seed);
  const branch = branchOf(court);
  const pipeline = plan.pipeline ?? (random.chance(0.4) ? 'new' : 'old');
  const unit = unitOf(court, branch, grau, random);
  const [classCode, className] = random.pick(classesOf(branch, grau));
  const dates = datesOf(plan, random);
  const system = systemOf(court.alias);
  const source = arrange(pipeline, {
    numeroProcesso: number,
    tribunal: court.tribunal,
    grau,
    classe: { codigo: classCode, nome: className },
    // The same code, two names: what the old feed calls EPROC the new one calls Projudi.
    sistema: pipeline === 'new' && system.nome === 'EPROC' ? { codigo: 4, nome: 'Projudi' } : system,
    formato: random.chance(0.97) ? { codigo: 1, nome: 'Eletrônico' } : { codigo: 2, nome: 'Físico' },
    dataAjuizamento: dates.filed,
    ...updateDates(pipeline, dates.updatedMs, dates.indexedMs, random.int(1, 999_999)),
    movimentos: [],
    id: documentId(pipeline, { tribunal: court.tribunal, grau, number, classCode, unitCode: unit.codigo }),
    nivelSigilo: 0,
    orgaoJulgador: unit,
    assuntos: subjectsOf(branch, random),
  });
  const id = String(source.id);
  const history: HistoryPlan = {
    seed: random.int(0, 0xffff_ffff),
    alias: court.alias,
    grau,
    pipeline,
    firstMs: dates.firstMs,
    lastMs: dates.lastMs,
    count: plan.movements ?? random.int(4, 60),
    closed: plan.closed ?? dates.old,
    unit,
    oddities: plan.oddities,
  };
  const head: DataJudSource = plan.oddities > 0 ? disfigure(source, random, plan.oddities) : source;
  return {
    alias: court.alias,
    id,
    number,
    grau,
    pipeline,
    head,
    expand: head.movimentos === undefined ? null : () => historyOf(history),
    updatedMs: Date.parse(String(head.dataHoraUltimaAtualizacao)),
    indexedMs: Date.parse(String(head['@timestamp'])),
  };
}

function unitOf(court: Court, branch: Branch, grau: string, random: Random) {
  const [city, ibge] = random.pick(CITIES[random.pick(statesOf(court))] ?? [['Brasília', 5300108] as const]);
  const ordinal = random.int(1, branch === 'superior' ? 33 : 20);
  return {
    codigoMunicipioIBGE: ibge,
    codigo: random.int(1000, 99_999),
    nome: unitName(branch, court.alias, grau, city, ordinal),
  };
}

/** Wall-clock dates between the year of the number and `until`; three in four cases moved in the last four months. */
function datesOf(plan: DocumentPlan, random: Random) {
  const year = Number(plan.number.slice(9, 13));
  const until = plan.until - 2 * DAY;
  const yearStart = Date.UTC(year, 0, 7, 9);
  const latest = Math.min(Date.UTC(year, 11, 18), until - 30 * DAY);
  const filedMs = whole(
    Math.min(yearStart + random.next() * Math.max(latest - yearStart, 0), until - 30 * DAY),
  );
  const instance = plan.grau === 'G1' || plan.grau === 'JE' ? 0 : random.next() * 0.6;
  const arrivedMs = whole(filedMs + (until - 20 * DAY - filedMs) * instance);
  const old = random.chance(0.25);
  const recent = until - random.next() * 120 * DAY;
  const lastMs = whole(
    Math.max(old ? arrivedMs + (until - arrivedMs) * random.next() * 0.8 : recent, arrivedMs + DAY),
  );
  const updatedMs = Math.min(lastMs + random.next() * 20 * DAY + DAY / 2, plan.until - DAY);
  const indexedMs = Math.min(updatedMs + random.next() * 30 * DAY, plan.until - 1);
  const wall = new Date(arrivedMs).toISOString();
  const style = random.next();
  const filed =
    style < 0.6 ? fourteenDigits(wall) : style < 0.9 ? wall : `${wall.slice(0, 10)}T00:00:00.000Z`;
  return { filed, firstMs: arrivedMs, lastMs: Math.min(lastMs, until), updatedMs, indexedMs, old };
}

function whole(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}

function subjectsOf(branch: Branch, random: Random) {
  const count = random.weighted([
    [1, 6],
    [2, 3],
    [3, 1],
  ] as const);
  const chosen = new Map(Array.from({ length: count }, () => random.pick(SUBJECTS[branch])));
  return [...chosen].map(([codigo, nome]) => ({ codigo, nome }));
}
