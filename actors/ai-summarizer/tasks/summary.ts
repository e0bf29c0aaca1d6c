import { summarise } from '../engine/local/summary.ts';
import { HOUSE_RULES_VERSION } from './house-rules.ts';
import type { Task } from './task.ts';

const PARTS = `Seções, nesta ordem: "happened" (o que aconteceu), "stands" (onde o processo está), "next" (o que costuma vir).`;

const FOR: Record<'client' | 'lawyer', string> = {
  client: `Tarefa: resumo do processo para o cliente, que não é da área jurídica.
${PARTS}
- De 4 a 10 frases de até 20 palavras. Palavras do dia a dia; se um termo técnico for inevitável, explique-o na mesma frase.
- Conte todos os movimentos de importância critical que mudaram o rumo do processo; agrupe os repetidos.
- Não dê conselho jurídico.`,
  lawyer: `Tarefa: resumo técnico do processo para o advogado.
${PARTS}
- De 6 a 18 frases. Linguagem técnica precisa, na ordem do tempo, com grau e data de cada ato relevante.
- Cubra todo movimento de importância critical e os de importância high que alteram a marcha; agrupe os repetidos citando todas as refs.
- Em "next", os atos que costumam seguir o último ato relevante, sem contar prazo.`,
};

/** What happened, where it stands, what usually comes next. */
export const summaryTask: Task = {
  name: 'summary',
  version: `summary-3.${HOUSE_RULES_VERSION}`,
  sections: ['happened', 'stands', 'next'],
  verdict: null,
  maxTokens: 6_000,
  isPrivate: false,
  instructions: ({ audience = 'client' }) => FOR[audience],
  local: (sources, { audience = 'client' }) => summarise(sources, audience),
};
