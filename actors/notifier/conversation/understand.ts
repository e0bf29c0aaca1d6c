import { codeIn } from '../../../db/channels/link-codes.ts';
import type { Inbound } from '../../contracts/channels.ts';

/** What somebody meant, as far as linking, leaving and taking notice are concerned. */
export type Meaning =
  /** The provider says that they blocked or left the bot. */
  | { what: 'left' }
  /** A word that ends it: `SAIR`, `STOP`. */
  | { what: 'opt-out' }
  | { what: 'code'; code: string }
  | { what: 'acknowledge'; notificationId: string }
  /** Everything else: a command or free words. */
  | { what: 'other' };

const OPT_OUT = /^\s*\/?(sair|stop|cancelar|descadastrar|unsubscribe)\s*[.!]?\s*$/i;

export function understand(inbound: Inbound): Meaning {
  const { command, text, left } = inbound;
  if (left) return { what: 'left' };
  if (command?.name === 'ciente' && command.input?.notification)
    return { what: 'acknowledge', notificationId: command.input.notification };
  const said = command?.name === 'start' ? command.argument : (text ?? '');
  const code = codeIn((said ?? '').replace(/^\/start\s+/i, ''));
  if (code) return { what: 'code', code };
  if (OPT_OUT.test(text ?? '') || OPT_OUT.test(command?.name ?? '')) return { what: 'opt-out' };
  return { what: 'other' };
}
