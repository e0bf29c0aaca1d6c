import { importanceWord } from '../../actors/commands/words.ts';
import { courtTime } from '../../actors/contracts/court-time.ts';
import type { MovementRow } from '../../db/movements/list.ts';
import { escapeHtml } from '../http/html.ts';

/** The movements, newest first, each with what became of it since the court wrote it. */
export function timeline(movements: readonly MovementRow[], more: boolean): string {
  if (movements.length === 0)
    return '<section><h2>Andamentos</h2><p class="card">Ainda sem andamentos.</p></section>';
  const older = more ? '<p>Há andamentos mais antigos; no sistema do escritório estão todos.</p>' : '';
  return `<section aria-labelledby="timeline">
<h2 id="timeline">Andamentos</h2>
<ol class="card" reversed>
${movements.map(entry).join('\n')}
</ol>
${older}
</section>`;
}

function entry(movement: MovementRow): string {
  const { occurredAt, grau, unitName, description, importance, status } = movement;
  const at = occurredAt.toISOString();
  const kinds = [
    'movement',
    ...(importance === 'critical' ? ['critical'] : []),
    ...(status === 'withdrawn' ? ['withdrawn'] : []),
  ];
  const marks = marksOf(movement).map(
    ({ text, kind }) => `<span class="mark${kind}">${escapeHtml(text)}</span>`,
  );
  return `<li class="${kinds.join(' ')}">
<div class="when"><time datetime="${at}">${courtTime(occurredAt)}</time> · ${escapeHtml([grau, unitName].filter(Boolean).join(', '))}</div>
<p class="what">${escapeHtml(description)}</p>
${marks.join('')}
</li>`;
}

function marksOf({ importance, status, origin, detectedAt, amendedAt }: MovementRow) {
  const plain = (text: string) => ({ text, kind: '' });
  const amended = amendedAt ? ` em ${courtTime(amendedAt)}` : '';
  return [
    ...(importance === 'critical' || importance === 'high'
      ? [{ text: capital(importanceWord(importance)), kind: ' weight' }]
      : []),
    ...(status === 'withdrawn'
      ? [plain(`Retirado pelo tribunal${amended}`)]
      : amendedAt || origin === 'correction'
        ? [plain(`Corrigido pelo tribunal${amended}`)]
        : []),
    ...(origin === 'late' ? [plain(`Lançado com atraso: visto em ${courtTime(detectedAt)}`)] : []),
  ];
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
