import { asked, lastAsked, situation } from '../../actors/commands/case-state.ts';
import { formatCnjNumber } from '../../actors/contracts/cnj-number.ts';
import { courtDay, courtTime } from '../../actors/contracts/court-time.ts';
import type { CourtFreshness, ProcessDetail } from '../../db/processes/read.ts';
import { escapeHtml, htmlResponse } from '../http/html.ts';
import type { CaseView } from './read-case.ts';
import { STYLE } from './style.ts';
import { timeline } from './timeline.ts';

const SEALED = 'Processo em segredo de justiça';

/** What a person sees of a case, as a page. Every word of a court or a firm is escaped where it is put in. */
export function casePage(view: CaseView): Response {
  const { process, hidden } = view;
  const number = formatCnjNumber(process.number);
  const title = hidden ? SEALED : (process.label ?? `Processo ${number}`);
  const head = hidden
    ? `<h1>${SEALED}</h1>
<p>O conteúdo não é mostrado por este link. Quem tem acesso pode vê-lo no sistema do escritório.</p>`
    : `<h1>${escapeHtml(title)}</h1>
${process.label ? `<p class="number">${number}</p>` : ''}`;
  const body = `<main>
<header>
${head}
</header>
${waitingOf(view)}
${facts(hidden ? stateFacts(process) : caseFacts(process))}
${hidden ? '' : timeline(view.movements, view.more)}
<footer>
<p>Esta página é informativa: não é citação nem intimação, e dela não corre prazo. Confira os autos e o Diário de Justiça Eletrônico.</p>
<p>Fonte: DataJud, Conselho Nacional de Justiça. Horários de Brasília. O link é pessoal e vence: não o repasse.</p>
</footer>
</main>`;
  return htmlResponse({ title: hidden ? SEALED : `${title} · Direito Lux`, style: STYLE, body });
}

function waitingOf({ waiting }: CaseView): string {
  if (waiting.length === 0) return '';
  const titles = waiting
    .map((title) => `<li>${escapeHtml(title ?? 'Aviso sobre este processo')}</li>`)
    .join('');
  return `<section class="card waiting" aria-labelledby="waiting">
<h2 id="waiting">Espera a sua ciência</h2>
<ul>${titles}</ul>
<form method="post"><button type="submit">Estou ciente</button></form>
</section>`;
}

/** A label with its lines; without any it is left out. */
type Fact = readonly [label: string, lines: readonly string[]];

function caseFacts(process: ProcessDetail): Fact[] {
  const { tribunal, unitName, className, subjects, filedAt, graus, tags, courts } = process;
  const place = [tribunal, unitName].filter(Boolean).join(', ');
  const told = courts.filter(({ beat, lastResult }) => beat === 'primary' || lastResult !== null);
  const where = graus.map(
    ({ grau, tribunal, unitName, closed }) =>
      `${grau}: ${[tribunal, unitName].filter(Boolean).join(', ')}${closed ? ' (baixado)' : ''}`,
  );
  return [
    ['Situação', [situation(process)]],
    ['Última consulta', told.length > 0 ? told.map(courtLine) : [lastAsked(process)]],
    ['Onde está', where.length > 1 ? where : place ? [place] : []],
    ['Classe', className ? [className] : []],
    ['Assuntos', subjects],
    ['Ajuizado em', filedAt ? [courtDay(filedAt)] : []],
    ['Etiquetas', tags.length > 0 ? [tags.join(', ')] : []],
  ];
}

/** Of a case that must not be identified: not even its court. */
function stateFacts(process: ProcessDetail): Fact[] {
  return [
    ['Situação', [situation(process)]],
    ['Última consulta', [lastAsked(process)]],
  ];
}

function courtLine(court: CourtFreshness): string {
  const data = court.indexedAt ? ` (dados do tribunal de ${courtTime(court.indexedAt)})` : '';
  return `${court.alias.toUpperCase()}: ${asked(court)}${data}`;
}

function facts(all: readonly Fact[]): string {
  const lines = all.flatMap(([label, texts]) =>
    texts.length === 0
      ? []
      : `<dt>${escapeHtml(label)}</dt>${texts.map((text) => `<dd>${escapeHtml(text)}</dd>`).join('')}`,
  );
  return `<dl>\n${lines.join('\n')}\n</dl>`;
}
