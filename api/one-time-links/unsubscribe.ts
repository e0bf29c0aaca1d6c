import { endLink } from '../../db/channels/links.ts';
import type { Pool } from '../../db/pool.ts';
import { withTenant } from '../../db/tenant.ts';
import type { Page } from '../http/page.ts';
import { notFound } from '../problems/problem.ts';

/** What the address in a mail shows to a person; nothing ends until the button is pressed. */
export const UNSUBSCRIBE_PAGE: Page = {
  title: 'Cancelar avisos por e-mail',
  text: 'Você deixará de receber avisos por e-mail. Os demais canais e a caixa de entrada do sistema continuam.',
  button: 'Cancelar',
};

/** One click (RFC 8058) or the button: the address is not used any more, and that is kept as proof. @throws Problem not-found */
export async function unsubscribe(pool: Pool, token: string): Promise<Page> {
  const { rows } = await pool.query<{ tenant: string; id: string }>({
    name: 'link-by-unsubscribe',
    text: 'select tenant_id as tenant, id from auth.link_by_unsubscribe($1)',
    values: [token],
  });
  const [link] = rows;
  if (!link) throw notFound('link');
  await withTenant(pool, link.tenant, (tx) => endLink(tx, link.id, 'left', 'unsubscribed'));
  return { title: 'Pronto', text: 'Você não receberá mais avisos por e-mail. Pode fechar esta página.' };
}
