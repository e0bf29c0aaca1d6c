import type { Pool } from '../pool.ts';

/** Whose link it is, found before the firm is known. */
export interface LinkOwner {
  tenant: string;
  personId: string;
  linkId: string;
}

/** A chat as its provider names it, with its other name where the provider told both together. */
export interface ChatName {
  chat: string;
  alias?: string | undefined;
}

export interface FoundLink extends LinkOwner {
  /** It knows one of the two names only. */
  lacksAlias: boolean;
}

/** Whose chat it is. Role lux_runtime. */
export async function findLinkByAddress(
  pool: Pool,
  connectionId: string,
  { chat, alias }: ChatName,
): Promise<FoundLink | undefined> {
  const { rows } = await pool.query<FoundLink>({
    name: 'link-by-address',
    text: `select tenant_id as tenant, person_id as "personId", id as "linkId", lacks_alias as "lacksAlias"
      from auth.links_by_address($1, $2, $3) limit 1`,
    values: [connectionId, chat, alias ?? null],
  });
  return rows[0];
}

export interface FirmLink extends LinkOwner {
  /** The firm's name. */
  firm: string;
  /** Who linked it, as the provider knows them; null where that is not known. */
  linkedBy: string | null;
}

/** All that a chat is linked to through one bot, at every firm, newest first. Role lux_runtime. */
export async function findLinksByAddress(
  pool: Pool,
  connectionId: string,
  { chat, alias }: ChatName,
): Promise<FirmLink[]> {
  const { rows } = await pool.query<FirmLink>({
    name: 'links-by-address',
    text: `select tenant_id as tenant, person_id as "personId", id as "linkId", firm, linked_by as "linkedBy"
      from auth.links_by_address($1, $2, $3)`,
    values: [connectionId, chat, alias ?? null],
  });
  return rows;
}

/** The firms with a link that knows both names of a chat otherwise: its number has changed hands. Role lux_runtime. */
export async function firmsContradicted(
  pool: Pool,
  connectionId: string,
  { chat, alias }: Required<ChatName>,
): Promise<string[]> {
  const { rows } = await pool.query<{ tenant: string }>({
    name: 'links-contradicted',
    text: 'select tenant_id as tenant from auth.links_contradicted($1, $2, $3)',
    values: [connectionId, chat, alias],
  });
  return rows.map(({ tenant }) => tenant);
}

export interface PendingLink extends LinkOwner {
  channel: string;
  /** null: whichever bot of the channel the person writes to. */
  connectionId: string | null;
  expiresAt: Date;
}

/** Whose one-time code it is, used up or not: by its hash. Role lux_runtime. */
export async function findLinkByCode(pool: Pool, codeHash: string): Promise<PendingLink | undefined> {
  const { rows } = await pool.query<PendingLink>({
    name: 'link-by-code',
    text: `select tenant_id as tenant, person_id as "personId", id as "linkId", channel, connection_id as "connectionId",
      code_expires_at as "expiresAt" from auth.link_by_code($1)`,
    values: [codeHash],
  });
  return rows[0];
}
