import { acknowledge } from '../../db/notifications/acknowledge.ts';
import { findByToken, parseAckToken } from '../../db/notifications/by-token.ts';
import { hasSealedCase } from '../../db/notifications/sealed.ts';
import type { Pool } from '../../db/pool.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import type { Page } from '../http/page.ts';
import { notFound } from '../problems/problem.ts';

const DONE: Page = {
  title: 'Ciência registrada',
  text: 'Obrigado. Ninguém mais será avisado deste andamento. Você pode fechar esta página.',
};

/** What the link of a message shows: the button, since programs that inspect mails follow every link. @throws Problem not-found */
export async function showAcknowledgement(pool: Pool, token: string): Promise<Page> {
  const place = parseAckToken(token);
  const found =
    place &&
    (await readTenant(pool, place.tenant, async (tx) => {
      const row = await findByToken(tx, place.notificationId, token);
      return row && { row, sealed: await hasSealedCase(tx, row.processIds) };
    }));
  if (!found) throw notFound('link');
  const { row, sealed } = found;
  if (row.acknowledgedAt) return DONE;
  // Whoever has the link sees it: of a case that was sealed since, not even the title.
  const title = sealed ? undefined : row.content?.title;
  const text = `${title ?? 'Aviso'}. Confirme que você tomou ciência deste aviso. Isso não substitui o acompanhamento dos autos.`;
  return { title: 'Confirmar ciência', text, button: 'Estou ciente' };
}

/** The button was pressed. @throws Problem not-found */
export async function takeAcknowledgement(
  pool: Pool,
  token: string,
  meta: { at: string; correlationId: string },
): Promise<Page> {
  const place = parseAckToken(token);
  if (!place) throw notFound('link');
  await withTenant(pool, place.tenant, async (tx) => {
    const row = await findByToken(tx, place.notificationId, token);
    if (!row) throw notFound('link');
    await acknowledge(tx, row.id, { by: row.personId, how: 'link', ...meta });
  });
  return DONE;
}
