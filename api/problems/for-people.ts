import type { Language } from '../../actors/contracts/people.ts';
import { languageOf } from '../http/language.ts';
import { htmlPage, type Page } from '../http/page.ts';
import type { Problem } from './problem.ts';

/** The answer to a problem where a person looks at it in a browser: its status and headers, and what they can do about it. */
export function problemPage(problem: Problem, request: Request, requestId: string): Response {
  const language = languageOf(request);
  const words = WORDS[language];
  const { status, headers } = problem;
  const after = headers['retry-after'];
  const when = after === undefined ? words.later : words.after(Number(after));
  const told = words.byStatus(when)[status] ?? words.otherwise;
  const response = htmlPage({ ...told, note: words.note(requestId) }, { status, language });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

interface Words {
  after: (seconds: number) => string;
  later: string;
  byStatus: (when: string) => Record<number, Page>;
  otherwise: Page;
  /** What to tell those who help. */
  note: (requestId: string) => string;
}

const WORDS: Record<Language, Words> = {
  'pt-BR': {
    after: (seconds) => (seconds < 90 ? `em ${seconds} s` : `em ${Math.ceil(seconds / 60)} minutos`),
    later: 'daqui a pouco',
    byStatus: (when) => ({
      404: {
        title: 'Este link não existe',
        text: 'Confira se o endereço foi copiado por inteiro. Se o recebeu em uma mensagem, abra-o a partir dela.',
      },
      429: {
        title: 'Muitos acessos em pouco tempo',
        text: `Da sua rede vieram muitos acessos. Abra o link de novo ${when}.`,
      },
      500: {
        title: 'Algo deu errado aqui',
        text: `A falha é nossa, não do seu link. Abra-o de novo ${when}; se continuar assim, fale com o escritório.`,
      },
      503: {
        title: 'Fora do ar por um momento',
        text: `O seu link continua valendo. Abra-o de novo ${when}.`,
      },
    }),
    otherwise: {
      title: 'Não foi possível abrir este link',
      text: 'O que chegou aqui não é o que o link pede. Abra-o de novo a partir da mensagem em que o recebeu.',
    },
    note: (requestId) => `Código para o suporte: ${requestId}`,
  },
  en: {
    after: (seconds) => (seconds < 90 ? `in ${seconds} s` : `in ${Math.ceil(seconds / 60)} minutes`),
    later: 'in a moment',
    byStatus: (when) => ({
      404: {
        title: 'There is no such link',
        text: 'Check that the whole address was copied. If it came in a message, open it from there.',
      },
      429: {
        title: 'Too many visits in a short time',
        text: `Many visits came from your network. Open the link again ${when}.`,
      },
      500: {
        title: 'Something went wrong here',
        text: `The fault is ours and not your link’s. Open it again ${when}; if it stays like this, speak to your firm.`,
      },
      503: {
        title: 'Away for a moment',
        text: `Your link is still good. Open it again ${when}.`,
      },
    }),
    otherwise: {
      title: 'This link could not be opened',
      text: 'What arrived here is not what the link asks for. Open it again from the message that it came in.',
    },
    note: (requestId) => `Code for those who help: ${requestId}`,
  },
};
