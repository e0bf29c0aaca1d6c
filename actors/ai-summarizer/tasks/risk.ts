import { weighOutcome } from '../engine/local/risk.ts';
import { outcomeDoubts } from '../grounding/outcome.ts';
import { HOUSE_RULES_VERSION } from './house-rules.ts';
import type { Task } from './task.ts';

/** Whom the decisions so far favour. Never a prediction: what was decided, and what may still change it. */
export const riskTask: Task = {
  name: 'risk',
  version: `risk-4.${HOUSE_RULES_VERSION}`,
  sections: ['reason'],
  verdict: {
    kind: 'risk',
    values: ['favours-claimant', 'favours-defendant', 'divided', 'undecided', 'settled'],
  },
  maxTokens: 4_000,
  isPrivate: false,
  instructions: () => `Tarefa: dizer a quem as decisões proferidas até aqui favorecem, e por quê.
Veredito: "favours-claimant" (quem ajuizou), "favours-defendant" (a outra parte: improcedência, prescrição ou decadência, renúncia ao direito, e também petição inicial indeferida ou processo extinto sem exame do mérito por abandono ou falta de pressuposto ou condição, que deixam quem ajuizou sem o que pediu), "divided" (procedência em parte, mesmo que depois um recurso tenha sido provido em parte), "settled" (acordo ou desistência) ou "undecided" (nada disso foi decidido, o que foi decidido já não vale, ou um recurso provido, mesmo em parte, o mudou: os dados não dizem quem recorreu).
De 2 a 6 frases na seção "reason": o que foi decidido e quando, com as refs de cada decisão que dá o veredito, e o que nos movimentos ainda pode mudar isso. Não é previsão: não estime probabilidade.`,
  verdictDoubts: outcomeDoubts,
  local: (sources) => weighOutcome(sources),
};
