import type { Score } from './score.ts';
import type { VerifierScore } from './verifier-score.ts';

/** Means over some cases; plainness is the median. */
export interface Means {
  cases: number;
  grounding: number;
  coverage: number;
  lawyerCoverage: number;
  standing: number;
  answer: number;
  risk: number;
  plainness: number;
  hallucinated: number;
}

export function meansOf(scores: readonly Score[]): Means {
  const mean = (of: (score: Score) => number) =>
    scores.reduce((sum, score) => sum + of(score), 0) / Math.max(1, scores.length);
  const plain = scores.flatMap(({ plainness }) => plainness ?? []).sort((a, b) => a - b);
  return {
    cases: scores.length,
    grounding: mean((s) => s.grounding),
    coverage: mean((s) => s.coverage),
    lawyerCoverage: mean((s) => s.lawyerCoverage),
    standing: mean((s) => s.standing),
    answer: mean((s) => s.answer),
    risk: mean((s) => s.risk),
    plainness: plain[Math.floor(plain.length / 2)] ?? 0,
    hallucinated: scores.reduce((sum, { hallucinated }) => sum + hallucinated.length, 0),
  };
}

const HEAD = [
  '',
  'cases',
  'grounded',
  'covered',
  'covered (lawyer)',
  'stands',
  'answers',
  'risk',
  'plainness',
  'made up',
];

/** The report as a Markdown table, an area a line and all together. */
export function tableOf(scores: readonly Score[]): string {
  const areas = [...new Set(scores.map(({ area }) => area))];
  const rows = [
    ...areas.map((area) => [area, scores.filter((s) => s.area === area)] as const),
    ['all', scores] as const,
  ];
  const cells = rows.map(([name, some]) => {
    const m = meansOf(some);
    const shares = [m.grounding, m.coverage, m.lawyerCoverage, m.standing, m.answer, m.risk].map(percent);
    return [name, String(m.cases), ...shares, m.plainness.toFixed(0), String(m.hallucinated)];
  });
  return markdown(HEAD, cells);
}

const VERIFIER_HEAD = ['sentences', 'false', 'doubted', 'true', 'doubted all the same'];

/** How well the verifier tells labelled sentences, a part a line. */
export function verifierTableOf(scores: readonly VerifierScore[]): string {
  return markdown(
    VERIFIER_HEAD,
    scores.map(({ part, falseOnes, doubted, trueOnes, alarms }) => [
      part,
      String(falseOnes),
      percent(doubted / falseOnes),
      String(trueOnes),
      percent(alarms / trueOnes),
    ]),
  );
}

function markdown(head: readonly string[], cells: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...cells].map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** What each case lacks, a line a case; empty when nothing does. */
export function faultsOf(scores: readonly Score[]): string[] {
  return scores.flatMap((score) => {
    const parts = (['grounding', 'coverage', 'lawyerCoverage', 'standing', 'answer', 'risk'] as const)
      .filter((name) => score[name] < 1)
      .map((name) => `${name} ${score[name].toFixed(2)}`);
    if (score.hallucinated.length > 0) parts.push(`made up: ${score.hallucinated.join(', ')}`);
    return parts.length > 0 ? [`${score.id}: ${parts.join('; ')}`] : [];
  });
}
