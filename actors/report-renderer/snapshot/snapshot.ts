import type { ModelSpend } from '../../../db/ai/spend.ts';
import type { CheckResult } from '../../../db/checks/list.ts';
import type { ChannelStatistics } from '../../../db/notifications/statistics.ts';
import type { EndpointUsage, UsageDay } from '../../../db/reports/facts.ts';
import type { Audience, Provenance, Section } from '../../contracts/ai-answer.ts';
import type { ReportKind, ReportParams, TemplateSection } from '../../contracts/reports.ts';

/**
 * Everything that a report is made from, read at one moment. It never changes: each format made from it, now or in a year, says
 * the same. Instants are ISO 8601 texts.
 */
export interface Snapshot {
  /** Raised when the shape changes; older ones stay readable. */
  schema: 1;
  takenAt: string;
  firm: { id: string; name: string; timeZone: string };
  params: ReportParams;
  period: Period | null;
  branding: Branding;
  content: Content;
}

export type Content =
  | ({ kind: 'dossier' } & DossierContent)
  | ({ kind: 'portfolio' } & PortfolioContent)
  | ({ kind: 'movements' } & MovementsContent)
  | ({ kind: 'checks' } & ChecksContent)
  | ({ kind: 'usage' } & UsageContent);

export type ContentOf<K extends ReportKind> = Extract<Content, { kind: K }>;

/** Calendar days of the firm, both included, and the instants between which they lie (`until` excluded). */
export interface Period {
  from: string;
  to: string;
  since: string;
  until: string;
}

/** A firm's template with its picture in it, so that nothing outside of the snapshot is needed. */
export interface Branding {
  templateId: string | null;
  templateVersion: number | null;
  /** `data:image/png;base64,…` */
  logo: string | null;
  primary: string;
  accent: string;
  letterhead: string[];
  footer: string | null;
  sections: TemplateSection[];
}

export interface CaseFacts {
  id: string;
  /** 20 digits. */
  number: string;
  label: string | null;
  tags: string[];
  status: string;
  courtStatus: string;
  tribunal: string | null;
  className: string | null;
  subjects: string[];
  unitName: string | null;
  filedAt: string | null;
  secrecy: number;
  closed: boolean;
  movementCount: number;
  lastMovementAt: string | null;
  watchedSince: string;
}

export interface MovementFacts {
  id: string;
  alias: string;
  grau: string;
  code: number;
  description: string;
  occurredAt: string;
  unitName: string | null;
  importance: string;
  origin: string;
  withdrawn: boolean;
  detectedAt: string;
}

export interface InstanceFacts {
  alias: string;
  grau: string;
  className: string | null;
  unitName: string | null;
  system: string | null;
  subjects: string[];
  filedAt: string | null;
  closed: boolean;
  movementCount: number;
  sourceUpdatedAt: string | null;
}

export interface CheckFacts {
  requestId: string;
  alias: string;
  askedAt: string;
  answeredAt: string | null;
  result: CheckResult;
  outcome: string;
  httpStatus: number | null;
  sourceUpdatedAt: string | null;
}

/** A summary as it was shown, with what it rests on. */
export interface SummaryFacts {
  answerId: string;
  audience: Audience;
  engine: Provenance['engine'];
  model: string;
  promptVersion: string;
  writtenAt: string;
  /** The sentence that stands with it: who or what wrote it, and that a lawyer must check it. */
  disclaimer: string;
  sentences: {
    section: Section;
    text: string;
    /** All of them are in the dossier, and stand. */
    movementIds: string[];
    /** It also rests on the header of a grau. */
    header: boolean;
    proved: boolean;
  }[];
}

export interface DossierContent {
  case: CaseFacts;
  instances: InstanceFacts[];
  /** Newest first. */
  movements: MovementFacts[];
  checks: { alias: string; result: CheckResult; checks: number; last: string }[];
  /** The newest for each reader; absent where the snapshot was taken before they were part of it. */
  summaries?: SummaryFacts[];
}

export interface PortfolioContent {
  cases: (CaseFacts & { last: { description: string; importance: string; occurredAt: string } | null })[];
  /** Cases under secrecy that are left out. */
  sealedLeftOut: number;
}

export interface MovementsContent {
  /** The case, when the report is about one. */
  case: CaseFacts | null;
  /** Oldest first. */
  movements: (MovementFacts & { processId: string; number: string; label: string | null })[];
  sealedLeftOut: number;
}

export interface ChecksContent {
  case: CaseFacts;
  /** Oldest first. */
  checks: CheckFacts[];
}

export interface UsageContent {
  cases: { active: number; paused: number; closed: number };
  days: UsageDay[];
  endpoints: EndpointUsage[];
  /** Messages to people; absent, as what follows, where the snapshot was taken before they were part of it. */
  channels?: (Omit<ChannelStatistics, 'medianSeconds' | 'costs'> &
    Partial<Pick<ChannelStatistics, 'costs'>>)[];
  models?: ModelSpend[];
}
