import type { ReportFormat, ReportKind } from '../../contracts/reports.ts';
import { dayIn } from '../snapshot/period.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

const NAMES: Record<ReportKind, string> = {
  dossier: 'dossie',
  portfolio: 'carteira',
  movements: 'movimentacoes',
  checks: 'relatorio-de-consultas',
  usage: 'extrato-de-uso',
};

/** `dossie-00000011720998260001-2026-11-25.pdf`: what a browser saves it as, in plain letters. */
export function fileName(kind: ReportKind, snapshot: Snapshot, format: ReportFormat): string {
  const found = 'case' in snapshot.content ? snapshot.content.case : null;
  const parts = [NAMES[kind], found?.number, dayIn(new Date(snapshot.takenAt), 'America/Sao_Paulo')];
  return `${parts.filter(Boolean).join('-')}.${format}`;
}
