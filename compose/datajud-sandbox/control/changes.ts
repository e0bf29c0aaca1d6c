import { plain } from '../data/catalogue.ts';
import { arrange, documentId, inOrder, orderOf, place, updateDates, usualOrder } from '../data/pipeline.ts';
import { complement, MOVEMENT_NAMES, USUAL_COMPLEMENT } from '../data/tpu.ts';
import {
  type CourtRecord,
  type DataJudMovement,
  type DataJudSource,
  type Pipeline,
  recordOf,
  sourceOf,
} from '../wire.ts';
import type { Command, MovementInput, MovementSelector } from './commands.ts';
import { ControlError, invalid } from './errors.ts';

/** When a change happened and what tells its dates apart from those of the change before. */
export interface Moment {
  nowMs: number;
  lagMs: number;
  nanoseconds: number;
}

/** A new version of the document with these values, dated as its feed dates a change. */
export function changed(
  record: CourtRecord,
  values: Record<string, unknown>,
  moment: Moment,
  id = record.id,
): CourtRecord {
  // Strictly later than the version before, so that no two versions carry the same date.
  const updatedMs = Math.max(moment.nowMs, (record.updatedMs || 0) + 1);
  const indexedMs = Math.max(updatedMs + moment.lagMs, (record.indexedMs || 0) + 1);
  const source = { ...sourceOf(record), ...values };
  for (const [key, value] of Object.entries(values)) if (value === undefined) delete source[key];
  const dates = updateDates(record.pipeline, updatedMs, indexedMs, moment.nanoseconds);
  return { ...recordOf(record.alias, id, { ...source, ...dates }), pipeline: record.pipeline };
}

/** A movement as this document's feed would carry it. */
export function movementOf(record: CourtRecord, input: MovementInput, dataHora: string): DataJudMovement {
  const nome = input.nome ?? MOVEMENT_NAMES[input.codigo];
  if (nome === undefined) {
    throw invalid(
      '/nome',
      `The sandbox does not know the name of movement ${input.codigo}.`,
      'Give its `nome`.',
    );
  }
  const usual = USUAL_COMPLEMENT[input.codigo];
  const pairs = input.complementosTabelados ?? (usual ? [{ codigo: usual[0], valor: usual[1] }] : []);
  const complementos = complementsOf(pairs, record.pipeline);
  if (record.pipeline === 'old') {
    return {
      ...(complementos.length > 0 ? { complementosTabelados: complementos } : {}),
      codigo: input.codigo,
      nome,
      dataHora,
    };
  }
  return {
    codigo: input.codigo,
    dataHora,
    nome,
    ...(complementos.length > 0 ? { complementosTabelados: complementos } : {}),
    ...unitKey(record.head),
  };
}

export function complementsOf(
  pairs: NonNullable<MovementInput['complementosTabelados']>,
  pipeline: Pipeline,
) {
  return pairs.map((pair) => {
    const known = complement(pair.codigo, pair.valor);
    const nome = pair.nome ?? known?.nome;
    const descricao = pair.descricao ?? known?.descricao;
    if (nome === undefined || descricao === undefined) {
      const what = `complement ${pair.codigo} with value ${pair.valor}`;
      throw invalid(
        '/complementosTabelados',
        `The sandbox does not know ${what}.`,
        'Give its `nome` and `descricao`.',
      );
    }
    const { codigo, valor } = pair;
    return pipeline === 'new' ? { codigo, descricao, valor, nome } : { codigo, valor, nome, descricao };
  });
}

/** The list with the movement where the feed would put it; every copy is a twin. */
export function withMovement(record: CourtRecord, added: DataJudMovement, copies: number): DataJudMovement[] {
  let list = sourceOf(record).movimentos ?? [];
  const order = orderOf(list, record.alias, record.pipeline);
  for (let copy = 0; copy < copies; copy++) list = place(list, { ...added }, order);
  return list;
}

/** The place of the selected movement in the list. @throws ControlError 404 where there is none */
export function selectMovement(list: DataJudMovement[], selector: MovementSelector = {}): number {
  const { index, codigo, dataHora, occurrence } = selector;
  if (index !== undefined) {
    if (index < list.length) return index;
    throw new ControlError(
      404,
      `The document has ${list.length} movements; there is none at index ${index}.`,
    );
  }
  const found = list.flatMap((one, at) =>
    (codigo === undefined || one.codigo === codigo) && String(one.dataHora ?? '').startsWith(dataHora ?? '')
      ? [at]
      : [],
  );
  const newest = (a: number, b: number) => (String(list[b]?.dataHora) > String(list[a]?.dataHora) ? b : a);
  const chosen =
    codigo === undefined && dataHora === undefined && found.length > 0
      ? found.reduce(newest)
      : found[occurrence ?? 0];
  if (chosen !== undefined) return chosen;
  throw new ControlError(404, 'No movement of the document matches.', [
    {
      location: '/movement',
      message: 'No movement matches.',
      fix: 'Read the case with GET /_sandbox/cases/{number} and choose one by index.',
    },
  ]);
}

/** The same events told by the other feed: other names, ids, units, order and system, and nothing new. */
export function inPipeline(
  record: CourtRecord,
  options: Command<'switch-pipeline'>,
  moment: Moment,
): CourtRecord {
  const to: Pipeline = options.to ?? (record.pipeline === 'old' ? 'new' : 'old');
  const source = sourceOf(record);
  const unit = source.orgaoJulgador as { codigo?: unknown; nome?: unknown } | undefined;
  const values: Record<string, unknown> = {};
  if (options.accents !== false && to === 'new' && unit) {
    values.orgaoJulgador = { ...unit, nome: plain(String(unit.nome ?? '')) };
  }
  const system = source.sistema as { codigo?: unknown; nome?: unknown } | undefined;
  if (options.system !== false && system) values.sistema = otherSystem(system, to);
  if (source.movimentos) {
    const list = source.movimentos.map((one) => retold(one, source, to, options));
    values.movimentos = options.order === false ? list : inOrder(list, usualOrder(record.alias, to));
  }
  const { number, grau } = record;
  const classCode = (source.classe as { codigo?: unknown } | undefined)?.codigo;
  const parts = { tribunal: String(source.tribunal), grau, number, classCode, unitCode: unit?.codigo };
  const id = options.ids === false ? record.id : documentId(to, parts);
  if (options.ids !== false && 'id' in source) values.id = id;
  const next = changed({ ...record, pipeline: to }, values, moment, id);
  return { ...next, head: arrange(to, next.head) };
}

function retold(
  one: DataJudMovement,
  source: DataJudSource,
  to: Pipeline,
  options: Command<'switch-pipeline'>,
): DataJudMovement {
  const { complementosTabelados, orgaoJulgador, nome, codigo, dataHora, ...rest } = one;
  const renamed = options.names === false ? nome : otherCase(nome, to);
  const complements = complementosTabelados?.map(({ codigo: code, valor, nome: text, descricao }) => {
    const name = options.names === false ? text : String(otherCase(text, to));
    return to === 'new'
      ? { codigo: code, descricao, valor, nome: name }
      : { codigo: code, valor, nome: name, descricao };
  });
  const unit =
    options.units === false
      ? orgaoJulgador === undefined
        ? {}
        : { orgaoJulgador }
      : to === 'new'
        ? unitKey(source)
        : {};
  const list = complements ? { complementosTabelados: complements } : {};
  return to === 'new'
    ? { codigo, dataHora, nome: renamed, ...list, ...rest, ...unit }
    : { ...list, codigo, nome: renamed, dataHora, ...rest, ...unit };
}

/** The feeds disagree on capitals: `Expedida/certificada`, `Expedida/Certificada`. */
function otherCase(text: string | undefined, to: Pipeline): string | undefined {
  return text?.replace(/(?<=\/)\p{L}/gu, (letter) =>
    to === 'new' ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

function otherSystem(system: { codigo?: unknown; nome?: unknown }, to: Pipeline) {
  if (system.codigo === 4) return { codigo: 4, nome: to === 'new' ? 'Projudi' : 'EPROC' };
  return to === 'new' ? { codigo: -1, nome: 'Inválido' } : { codigo: 8, nome: 'Outros' };
}

/** The new feed repeats the unit in each movement, its code as text. */
function unitKey(source: DataJudSource): { orgaoJulgador?: { codigo: string; nome: string } } {
  const unit = source.orgaoJulgador as { codigo?: unknown; nome?: unknown } | undefined;
  return unit ? { orgaoJulgador: { codigo: String(unit.codigo), nome: String(unit.nome) } } : {};
}
