/**
 * A court's record of one process at one instance (grau), normalised from a DataJud `_source`.
 * One CNJ number may have several of these, one per grau (and per court, when it went up on appeal).
 *
 * All instants are ISO 8601 with an offset. `occurredAt` and `filedAt` were Brasília wall-clock in the
 * source, whatever its `Z` says; here they carry the right offset for America/Sao_Paulo at that date.
 */
export interface CourtDocument {
  /** DataJud alias without the `api_publica_` prefix: `tjsp`, `tre-dft`, `trf4`. */
  alias: string;
  /** 20 digits. */
  number: string;
  /** `G1`, `G2`, `JE`, `TR`, `TRU`, `SUP`, or whatever the court wrote, upper-cased; `ND` when it wrote nothing. */
  grau: string;
  /** Upper-case acronym as the court writes it: `TJSP`. */
  tribunal: string;
  class: CodedName | null;
  system: CodedName | null;
  format: CodedName | null;
  unit: CourtUnit | null;
  subjects: CodedName[];
  filedAt: string | null;
  /** 0 is public. Anything above is sealed and must not leave the firm without an explicit grant. */
  secrecy: number;
  /** `dataHoraUltimaAtualizacao`: when the court's record was updated (UTC). */
  sourceUpdatedAt: string | null;
  /** `@timestamp`: when CNJ indexed it (UTC). */
  indexedAt: string | null;
  /** null when the source had no list at all, which must never erase history. */
  movements: CourtMovement[] | null;
  /** False when an entry could not be read: then what is not in the list is not thereby withdrawn. */
  movementsComplete: boolean;
}

export interface CodedName {
  code: number;
  name: string;
}

export interface CourtUnit {
  code: string | null;
  name: string;
  /** IBGE municipality code as given; some courts send other numbers. */
  municipality: number | null;
}

export interface CourtMovement {
  /** TPU code of the leaf; 0 when the court gave none that can be read. */
  code: number;
  name: string;
  occurredAt: string;
  complements: MovementComplement[];
  unit: { code: string | null; name: string } | null;
}

export interface MovementComplement {
  /** TPU complement type, 3 = tipo_de_conclusao. */
  code: number;
  /** The court's internal value code, 36 = para julgamento. */
  value: number;
  name: string;
  /** Type slug: `tipo_de_conclusao`. */
  description: string;
}
