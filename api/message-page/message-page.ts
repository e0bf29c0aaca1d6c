import { importanceWord } from '../../actors/commands/words.ts';
import { formatCnjNumber } from '../../actors/contracts/cnj-number.ts';
import { courtTime } from '../../actors/contracts/court-time.ts';
import type { Happening, Telling } from '../../actors/contracts/happening.ts';
import type { Language } from '../../actors/contracts/people.ts';
import { isSpent, WRITTEN_BY } from '../../actors/contracts/sentence.ts';
import { STYLE } from '../case-page/style.ts';
import { escapeHtml, htmlResponse } from '../http/html.ts';
import type { CaseEntry } from './by-case.ts';
import type { MessageView } from './read-message.ts';

/**
 * All that a message tells of, as a page. Every word of a court or a firm is escaped where it is put in.
 * @param pageOf where this person reads a case
 */
export function messagePage(view: MessageView, pageOf: (processId: string) => string): Response {
  const { cases, others, more, writtenAt, language } = view;
  const moved = cases.filter((one) => !isAllSpent(one));
  const count = moved.reduce((sum, one) => sum + one.count, 0);
  const title = moved.length === 0 ? 'Aviso' : `${movements(count)} em ${processes(moved.length)}`;
  const body = `<main>
<header>
<h1>${title}</h1>
<p class="number">Aviso de ${courtTime(writtenAt)}</p>
</header>
${waitingOf(view)}
${cases.map((one) => section(one, pageOf(one.id), language)).join('\n')}
${othersOf(others)}
${more > 0 ? `<p>O aviso trata de mais ${more}. Estão nas páginas dos processos e no sistema do escritório.</p>` : ''}
${cases.length + others.length === 0 ? '<p>Os processos deste aviso não são mais acompanhados.</p>' : ''}
<footer>
<p>Esta página é informativa: não é citação nem intimação, e dela não corre prazo. Confira os autos e o Diário de Justiça Eletrônico.</p>
<p>Fonte: DataJud, Conselho Nacional de Justiça. Horários de Brasília. O link é pessoal e vence: não o repasse.</p>
</footer>
</main>`;
  return htmlResponse({ title: `${title} · Direito Lux`, style: STYLE, body });
}

function waitingOf({ waiting }: MessageView): string {
  if (!waiting) return '';
  return `<section class="card waiting" aria-labelledby="waiting">
<h2 id="waiting">Espera a sua ciência</h2>
<form method="post"><button type="submit">Estou ciente</button></form>
</section>`;
}

function section(one: CaseEntry, page: string, language: Language): string {
  const { id, count, told } = one;
  const open = `<p class="open"><a href="${escapeHtml(page)}">Abrir o processo</a></p>`;
  if (!told)
    return `<section class="card case" aria-labelledby="${id}">
<h2 id="${id}">Processo em segredo de justiça</h2>
<p>${movements(count)}. O conteúdo não é mostrado por este link.</p>
${open}
</section>`;
  const { process, tribunal, happenings } = told;
  const number = numberOf(process.number);
  const small = [process.label ? number : '', tribunal ?? ''].filter(Boolean).join(' · ');
  return `<section class="card case" aria-labelledby="${id}">
<h2 id="${id}">${escapeHtml(process.label ?? number)}</h2>
${small ? `<p class="number">${escapeHtml(small)}</p>` : ''}
${isAllSpent(one) ? SPENT[language] : `<ol>\n${happenings.map(entry).join('\n')}\n</ol>`}
${open}
</section>`;
}

/** All that was told of the case was in words that may not be told any more. */
function isAllSpent({ told }: CaseEntry): boolean {
  return told?.happenings.every(isSpent) ?? false;
}

function entry(happening: Happening): string {
  const { occurredAt, grau, unitName, text, before, telling, importance } = happening;
  const kinds = ['movement', ...(importance === 'critical' ? ['critical'] : [])];
  const where = [grau, unitName].filter(Boolean).join(', ');
  const weight = importance === 'critical' || importance === 'high';
  const marks = [
    ...(weight
      ? [`<span class="mark weight">${escapeHtml(capital(importanceWord(importance)))}</span>`]
      : []),
    ...(TELLING[telling] ? [`<span class="mark">${TELLING[telling]}</span>`] : []),
  ];
  return `<li class="${kinds.join(' ')}">
<div class="when">${escapeHtml([when(occurredAt), where].filter(Boolean).join(' · '))}</div>
<p class="what">${escapeHtml(text)}</p>
${inWords(happening)}${before ? `<p class="when">Antes constava: ${escapeHtml(before)}</p>` : ''}${marks.join('')}
</li>`;
}

function inWords({ sentences }: Happening): string {
  const [first] = sentences;
  if (!first) return '';
  const words = sentences.map(({ text }) => text).join(' ');
  return `<p class="words">${escapeHtml(words)} <span class="when">(${WRITTEN_BY[first.engine]})</span></p>\n`;
}

function othersOf(others: readonly Happening[]): string {
  if (others.length === 0) return '';
  return `<section class="card case" aria-labelledby="others">
<h2 id="others">Outros avisos</h2>
<ol>
${others.map(entry).join('\n')}
</ol>
</section>`;
}

const SPENT: Record<Language, string> = {
  'pt-BR': '<p>O que este aviso dizia em outras palavras não vale mais; veja o processo.</p>',
  en: '<p lang="en">What this message said in other words does not hold any more; see the case.</p>',
};

const TELLING: Record<Telling, string> = {
  new: '',
  late: 'Lançado com atraso',
  corrected: 'Corrigido pelo tribunal',
  withdrawn: 'Retirado pelo tribunal',
  restored: 'Restabelecido pelo tribunal',
};

const movements = (count: number) => (count === 1 ? '1 movimentação' : `${count} movimentações`);
const processes = (count: number) => (count === 1 ? '1 processo' : `${count} processos`);
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function numberOf(number: string): string {
  return /^\d{20}$/.test(number) ? formatCnjNumber(number) : number;
}

function when(iso: string): string {
  return Number.isNaN(Date.parse(iso)) ? '' : courtTime(iso);
}
