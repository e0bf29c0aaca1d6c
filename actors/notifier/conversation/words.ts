import { ask, reply } from '../../commands/reply.ts';

/** What a bot says by itself. It always says that it is one. */
export const SAY = {
  stranger: () =>
    reply('Olá! Sou o robô de avisos de processos de um escritório de advocacia.', {
      paragraphs: [
        'Ainda não sei quem você é. Peça ao seu escritório um código de vínculo e envie-o aqui.',
        'Não respondo a outras mensagens.',
      ],
    }),
  linked: (name: string, isPrivate: boolean) =>
    reply(`Pronto, ${name}: você passa a receber avisos aqui.`, {
      paragraphs: isPrivate
        ? ['Sou um robô; escreva /ajuda para ver o que posso fazer.', 'Para não receber mais: PARE.']
        : [
            'Sou um robô. Todos deste grupo leem os avisos; comandos com barra, como /ajuda, só obedeço a você.',
            'Para não receber mais: /pare.',
          ],
      buttons: [ask('Ver processos', 'processos'), ask('Ajuda', 'ajuda')],
      footer: ['Os avisos são informativos: não são citação nem intimação, e deles não corre prazo.'],
    }),
  badCode: () =>
    reply('Este código não vale ou já venceu.', {
      paragraphs: ['Peça outro ao seu escritório; cada um vale por 15 minutos.'],
    }),
  tooManyCodes: () => reply('Códigos demais. Tente de novo em uma hora.'),
  mistypedCode: () =>
    reply('Isso não parece um código de vínculo.', {
      paragraphs: [
        'Um código tem dez letras e números, como K7QXM-29TPB, sem vogais, L ou Y e sem os números 0 e 1. Copie-o e envie de novo.',
      ],
    }),
  /** @param firms where the chat was linked */
  left: (firms: readonly string[]) =>
    reply('Você não receberá mais avisos aqui.', {
      paragraphs: [
        ...(firms.length > 1 ? [`Vale para todos os escritórios deste chat: ${firms.join('; ')}.`] : []),
        'Para voltar, peça um novo código de vínculo ao seu escritório.',
      ],
    }),
  notUnderstood: () =>
    reply('Sou um robô e só entendo comandos.', { buttons: [ask('O que posso pedir', 'ajuda')] }),
  takesLonger: () =>
    reply('Está demorando mais do que o normal.', { paragraphs: ['Respondo aqui assim que ficar pronto.'] }),
  notReady: () =>
    reply('O que você pediu não ficou pronto.', { paragraphs: ['Peça de novo em algumas horas.'] }),
  groupTaken: () =>
    reply('Este grupo já recebe avisos de outra pessoa.', {
      paragraphs: ['Quem o vinculou precisa escrever /pare aqui primeiro. O código continua valendo.'],
    }),
  usedUp: () =>
    reply('O escritório já usou todos os comandos do mês.', {
      paragraphs: [
        'Os avisos continuam normalmente. Para mais comandos, fale com quem cuida do plano do escritório.',
      ],
    }),
} as const;

const LEAVING = new Set(['pare', 'sair', 'stop', 'cancelar', 'descadastrar', 'remover']);

/** Whether a message is nothing but the wish to be left alone. */
export function wantsToLeave(text: string | undefined): boolean {
  const word = (text ?? '')
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, '')
    .replace(/^\/(\p{L}+)(@\w+)?$/u, '$1');
  return LEAVING.has(word);
}
