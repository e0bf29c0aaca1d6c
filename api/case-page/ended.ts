import type { Language } from '../../actors/contracts/people.ts';
import type { Page } from '../http/page.ts';

/** What a link of ours shows once it has ended. */
export const ENDED: Record<Language, Page> = {
  'pt-BR': {
    title: 'Este link não vale mais',
    text: 'Links de processos vencem depois de alguns dias, e também quando o acesso muda ou o processo deixa de ser acompanhado. Para um link novo, escreva /processo e o número na conversa com o robô, ou fale com o escritório.',
  },
  en: {
    title: 'This link has ended',
    text: 'Links to cases end after some days, and when your access changes or the case is not followed any more. For a new one write /processo and the number to the bot, or speak to your firm.',
  },
};
