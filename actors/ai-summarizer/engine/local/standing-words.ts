import type { Phase } from './phase.ts';

/** Where a case stands and what usually comes next, for a client and for a lawyer. Possibilities, never a promise or a count of days. */
interface Words {
  stands: { client: string; lawyer: string };
  next: { client: string; lawyer: string };
}

export const STANDING_WORDS: Readonly<Record<Phase, Words>> = {
  unknown: {
    stands: {
      client: 'Os dados do tribunal não bastam para dizer a fase do processo.',
      lawyer: 'Os movimentos não bastam para fixar a fase processual.',
    },
    next: {
      client: 'O próximo passo depende do que o tribunal registrar.',
      lawyer: 'O ato seguinte depende de consulta aos autos.',
    },
  },
  filed: {
    stands: {
      client: 'O processo está no começo, sem aviso à parte ré registrado até agora.',
      lawyer: 'Fase postulatória: distribuído, sem citação registrada.',
    },
    next: {
      client: 'Normalmente o juiz examina a petição e manda avisar a parte ré.',
      lawyer: 'Costuma seguir-se o exame da inicial e a ordem de citação.',
    },
  },
  'to-mend': {
    stands: {
      client: 'O juiz mandou corrigir a petição inicial antes de seguir.',
      lawyer: 'Fase postulatória: emenda à inicial determinada.',
    },
    next: {
      client: 'Depois da correção, o juiz costuma mandar avisar a parte ré; sem ela, pode encerrar o caso.',
      lawyer: 'Cumprida a emenda, costuma vir a citação; sem ela, pode vir o indeferimento da inicial.',
    },
  },
  service: {
    stands: {
      client: 'O processo espera que a parte ré receba o aviso da ação.',
      lawyer: 'Fase postulatória: citação em curso, sem cumprimento registrado.',
    },
    next: {
      client: 'Depois do aviso, a parte ré pode se defender ou propor um acordo.',
      lawyer:
        'Citada a parte, pode vir resposta, audiência de conciliação ou, na execução, pagamento ou garantia.',
    },
  },
  pleading: {
    stands: {
      client: 'A parte ré já foi avisada, e o processo está na fase de defesa e resposta.',
      lawyer: 'Fase postulatória: parte citada, resposta e saneamento pendentes.',
    },
    next: {
      client: 'Normalmente vem a defesa, e depois o juiz decide se precisa de mais provas.',
      lawyer: 'Costumam seguir-se resposta, réplica e decisão de saneamento ou julgamento antecipado.',
    },
  },
  evidence: {
    stands: {
      client: 'O processo está na fase de provas e conversas entre as partes.',
      lawyer: 'Fase instrutória: conciliação, saneamento ou produção de prova em curso.',
    },
    next: {
      client: 'Terminadas as provas, o caso costuma ir ao juiz para a sentença.',
      lawyer: 'Encerrada a instrução, costumam vir razões finais e conclusão para julgamento.',
    },
  },
  ready: {
    stands: {
      client: 'O processo está com o juiz para ser julgado.',
      lawyer: 'Concluso para julgamento.',
    },
    next: {
      client: 'O juiz pode dar a sentença ou pedir mais alguma providência.',
      lawyer: 'Pode vir sentença ou conversão do julgamento em diligência.',
    },
  },
  judged: {
    stands: {
      client: 'O processo já foi julgado, e a decisão ainda pode ser mudada por recurso.',
      lawyer: 'Fase decisória: processo julgado, sem trânsito registrado depois disso.',
    },
    next: {
      client: 'As partes podem pedir correções ou recorrer a um tribunal.',
      lawyer: 'Podem vir embargos de declaração ou recurso; sem eles, certidão de trânsito.',
    },
  },
  settled: {
    stands: {
      client: 'O juiz confirmou o que as próprias partes, ou uma delas, decidiram.',
      lawyer: 'Solução consensual ou ato de disposição, com homologação.',
    },
    next: {
      client: 'Agora pode ser preciso cumprir o combinado, e depois o caso costuma ir ao arquivo.',
      lawyer: 'Podem vir o cumprimento do ajuste e a baixa.',
    },
  },
  appeal: {
    stands: {
      client: 'O processo está em uma instância acima da primeira, à espera de julgamento.',
      lawyer: 'Pendente de julgamento em grau superior ao primeiro.',
    },
    next: {
      client: 'Normalmente o caso entra em uma pauta e é julgado por um grupo de juízes.',
      lawyer: 'Costumam seguir-se inclusão em pauta e julgamento colegiado, ou decisão monocrática.',
    },
  },
  'appeal-judged': {
    stands: {
      client: 'O recurso já foi julgado, e o resultado ainda pode ser discutido.',
      lawyer: 'Recurso julgado no órgão revisor, sem trânsito registrado depois disso.',
    },
    next: {
      client: 'Podem vir novos recursos; sem eles, o caso volta ao juízo de origem.',
      lawyer:
        'Podem vir embargos de declaração ou recurso a tribunal superior; sem eles, trânsito e baixa à origem.',
    },
  },
  returned: {
    stands: {
      client: 'O processo recebeu baixa na instância acima da primeira.',
      lawyer: 'Baixado no grau superior ao primeiro.',
    },
    next: {
      client: 'Depois da baixa, o processo costuma voltar ao juízo de origem, que pode retomar o andamento.',
      lawyer: 'Costuma seguir-se o retorno à origem.',
    },
  },
  superior: {
    stands: {
      client: 'O processo tem um recurso para um tribunal superior, ou já corre em um.',
      lawyer: 'Admissibilidade de recurso a tribunal superior, ou feito que corre em um.',
    },
    next: {
      client: 'O tribunal superior pode examinar o caso ou deixar de examiná-lo.',
      lawyer: 'Pode vir agravo contra a inadmissão, remessa ao tribunal superior ou julgamento.',
    },
  },
  final: {
    stands: {
      client: 'A decisão é definitiva: não cabe mais recurso.',
      lawyer: 'Trânsito em julgado registrado.',
    },
    next: {
      client:
        'Se algo ficou a cumprir, pode começar a fase de cobrança; senão, o caso costuma ir ao arquivo.',
      lawyer: 'Pode iniciar-se o cumprimento da decisão; sem requerimento, costuma vir a baixa.',
    },
  },
  ended: {
    stands: {
      client: 'O juiz declarou encerrada a cobrança, e essa decisão ainda pode ser discutida em recurso.',
      lawyer: 'Execução ou cumprimento de sentença extinto, sem trânsito registrado depois disso.',
    },
    next: {
      client: 'Sem recurso, o caso costuma ir ao arquivo.',
      lawyer: 'Pode vir recurso; sem ele, trânsito e baixa.',
    },
  },
  enforcement: {
    stands: {
      client: 'O processo está na fase de cobrança do que é devido.',
      lawyer: 'Fase de execução ou cumprimento, em curso.',
    },
    next: {
      client: 'Podem vir pagamento, defesa contra a cobrança ou busca de bens.',
      lawyer: 'Podem vir pagamento, impugnação ou embargos e atos de constrição.',
    },
  },
  payment: {
    stands: {
      client: 'O processo espera ou registra o pagamento pelo poder público.',
      lawyer: 'Fase de requisição de pagamento pela Fazenda.',
    },
    next: {
      client: 'Depois do pagamento, o dinheiro costuma ser liberado e a cobrança é encerrada.',
      lawyer: 'Costumam seguir-se o depósito, o levantamento e a extinção da execução.',
    },
  },
  suspended: {
    stands: {
      client: 'O processo está parado por decisão ou por lei.',
      lawyer: 'Processo suspenso ou sobrestado.',
    },
    next: {
      client: 'Quando a pausa acabar, o processo volta ao ponto em que estava.',
      lawyer: 'Cessada a causa, o feito pode retomar a marcha de onde parou.',
    },
  },
  archived: {
    stands: {
      client: 'O processo está encerrado no primeiro grau.',
      lawyer: 'Baixado ou arquivado em definitivo no primeiro grau.',
    },
    next: {
      client: 'Em geral não há novos passos, mas um pedido pode tirar o caso do arquivo.',
      lawyer: 'Sem atos esperados, salvo desarquivamento ou reativação.',
    },
  },
  'put-away': {
    stands: {
      client: 'O processo está guardado por um tempo, mas não terminou.',
      lawyer: 'Em arquivo provisório, sem extinção.',
    },
    next: {
      client: 'Um pedido da parte interessada pode fazer o processo voltar a andar.',
      lawyer: 'Pode vir pedido de prosseguimento ou reconhecimento de prescrição intercorrente.',
    },
  },
};
