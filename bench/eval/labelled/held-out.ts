/**
 * Sentences that nobody looked at while the verifier was improved: they were written before, over other cases, and the figures
 * for them are what may be expected of sentences that nobody has seen.
 */
export const HELD_OUT = `
labour-04 | m4 | true | Em primeira instância, a Justiça julgou improcedente o pedido em 8 de novembro de 2022.
labour-04 | m9 | true | O Tribunal Regional do Trabalho da 2ª Região negou provimento ao recurso em 06/06/2023.
labour-04 | m11 m12 | true | A decisão tornou-se definitiva em 03/07/2023, e a baixa veio em 10/07/2023.
labour-04 | m8 | true | Em 16/05/2023, o recurso entrou na pauta de julgamento.
labour-04 | m4 | false party | A trabalhadora saiu vitoriosa em 08/11/2022.
labour-04 | m9 | false result | O acórdão de 06/06/2023 deu ganho de causa ao reclamante.
labour-04 | m3 | false event | O preposto confessou os fatos na audiência de 13/09/2022.
labour-04 | m9 | false event | Por unanimidade, a turma rejeitou o recurso.
labour-04 | m6 | false party | A empresa levou o caso ao tribunal em 15/12/2022.
labour-06 | m3 | true | Em 28/01/2025, determinou-se a emenda da petição inicial.
labour-06 | m4 m5 | true | A intimação foi expedida em 29/01/2025 e confirmada em 07/02/2025.
labour-06 | m3 | false event | O juiz extinguiu o pedido de vínculo por falta de documentos.
labour-06 | m5 | false event | O advogado abriu a intimação e pediu mais tempo.
labour-06 | m3 | false number | A parte tem quinze dias para corrigir a petição.
labour-08 | m4 | true | Na mesma data da audiência, 19/11/2024, houve a nomeação de perito.
labour-08 | m5 | true | Uma petição foi juntada em 13 de janeiro de 2025.
labour-08 | m5 | false event | O laudo confirmou o trabalho em condições perigosas.
labour-08 | m5 | false party | A reclamada impugnou os honorários do perito.
labour-08 | m6 | false date | A última intimação saiu em três de março de 2025.
labour-10 | m7 m8 | true | Depois do acordo homologado na execução, esta foi extinta em 20/01/2022.
labour-10 | m6 | true | Em junho de 2021 veio a ordem de bloqueio, penhora ou arresto.
labour-10 | m9 | true | Os autos foram para o arquivo definitivo em 03/02/2022.
labour-10 | m8 | false event | A devedora quitou todas as parcelas.
labour-10 | m6 | false polarity | Em 17/06/2021 os bens foram desbloqueados.
labour-10 | m7 | false number | O acordo foi parcelado em doze vezes.
civil-02 | m3 | true | A tutela provisória pedida foi indeferida em 13/02/2025.
civil-02 | m5 m6 | true | O réu foi citado em 06/03/2025, depois de expedida a citação em 20/02/2025.
civil-02 | m3 | false polarity | O magistrado atendeu ao pedido de urgência em 13/02/2025.
civil-02 | m6 | false event | O réu respondeu que não deve nada.
civil-02 | m3 | false event | O juiz entendeu que faltavam provas do dano.
civil-02 | m6 | false date | A citação se confirmou dois meses depois da distribuição.
civil-03 | m4 | true | A decisão do juiz leigo foi homologada em 07/05/2024.
civil-03 | m8 | true | O recurso está na pauta da turma recursal desde 09/09/2024.
civil-03 | m4 | false court | O 2º Juizado Especial Cível de Niterói homologou a decisão do juiz leigo.
civil-03 | m8 | false instance | O caso aguarda julgamento no Superior Tribunal de Justiça.
civil-03 | m3 | false event | Na audiência, a loja ofereceu a troca do produto.
civil-04 | m5 m6 | true | Houve ordem de penhora em 30/06/2020 e indisponibilidade de bens em 09/03/2021.
civil-04 | m7 | true | A defesa contra a cobrança foi rejeitada em 17/05/2022.
civil-04 | m8 | false event | O imóvel foi vendido por valor acima da avaliação.
civil-04 | m4 | false event | O oficial avaliou a casa do devedor.
civil-04 | m6 | false person | Foram tornados indisponíveis os bens de Rogério Antunes.
civil-06 | m5 | true | O processo está suspenso por decisão judicial desde 17/10/2023.
civil-06 | m5 | false polarity | Em 17/10/2023 o processo retomou seu curso.
civil-06 | m5 | false event | O banco conseguiu paralisar o processo.
civil-06 | m5 | false court | O Supremo mandou parar o processo em 17/10/2023.
civil-08 | m4 | true | As partes se compuseram e a transação foi homologada em 22 de outubro de 2024.
civil-08 | m6 | true | A baixa definitiva ocorreu em 25/11/2024.
civil-08 | m4 | false number | A ré se comprometeu a pagar três mil reais.
civil-08 | m4 | false result | O juiz julgou procedente o pedido em 22/10/2024.
civil-10 | m6 m7 | true | Os autos foram desarquivados em 05/02/2024 e o cumprimento de sentença começou em 12/03/2024.
civil-10 | m7 | false event | O devedor ofereceu um carro em garantia.
civil-10 | m5 | false date | O caso foi arquivado no final de 2018.
civil-12 | m4 | true | O juiz pronunciou a prescrição ou a decadência em 15/08/2023.
civil-12 | m6 | true | Em 03/10/2023, foram rejeitados os embargos de declaração.
civil-12 | m4 | false event | A seguradora provou que pagou o sinistro.
civil-12 | m6 | false polarity | O juiz corrigiu a sentença em 03/10/2023.
civil-12 | m6 | false party | Os embargos da seguradora foram rejeitados.
criminal-02 | m5 | true | A acusação foi julgada procedente em 20/09/2022.
criminal-02 | m8 | true | No tribunal, a apelação foi distribuída em 23/01/2023.
criminal-02 | m5 | false number | A pena ficou em quatro anos e seis meses de reclusão.
criminal-02 | m5 | false polarity | O réu foi declarado inocente.
criminal-02 | m3 | false event | O acusado ficou calado no interrogatório.
criminal-02 | m8 | false court | A apelação caiu na 3ª Câmara de Direito Criminal.
criminal-04 | m4 | true | Foi extinta a punibilidade ou a pena em 23/05/2022.
criminal-04 | m4 | false event | O ofendido perdoou o querelado.
criminal-04 | m4 | false result | O querelado foi absolvido em 23/05/2022.
criminal-06 | m2 m4 | true | A liminar foi negada em 07/11/2023 e a ordem, denegada em 12/12/2023.
criminal-06 | m4 | false polarity | O tribunal mandou libertar o paciente.
criminal-06 | m4 | false event | O relator destacou a gravidade do crime.
criminal-08 | m2 m4 | true | A prisão temporária foi decretada em 06/08/2024, mas a preventiva não.
criminal-08 | m4 | false event | O investigado confessou o roubo.
criminal-08 | m4 | false polarity | A prisão temporária virou preventiva em 19/08/2024.
criminal-08 | m3 | false event | A delegada pediu a quebra do sigilo telefônico.
tax-02 | m4 m5 | true | A execução fiscal foi suspensa em 21/08/2017 e remetida ao arquivo provisório em 03/09/2018.
tax-02 | m3 | false event | A empresa fechou as portas sem avisar.
tax-02 | m5 | false event | A dívida foi perdoada em 03/09/2018.
tax-04 | m4 m5 | true | A execução foi extinta em 22/03/2022, com trânsito em julgado em 16 de maio de 2022.
tax-04 | m3 | false event | O contribuinte anexou o comprovante de quitação.
tax-04 | m4 | false court | A 2ª Vara da Fazenda Pública de Sorocaba extinguiu a execução.
tax-06 | m6 m7 | true | A RPV, enviada em 14/03/2022, foi paga em 30/05/2022.
tax-06 | m8 | true | Foi ordenada a expedição do alvará em 20/06/2022.
tax-06 | m3 | false event | A União reconheceu o pedido do contribuinte.
tax-06 | m7 | false number | A União pagou vinte e três mil reais.
tax-08 | m3 m5 | true | Negada a tutela provisória em 22/02/2022, o pedido foi julgado improcedente em 08/11/2022.
tax-08 | m5 | false party | O município perdeu a ação.
tax-08 | m5 | false event | A cobrança do IPTU foi cancelada.
appeals-02 | m7 | true | O recurso foi provido pelo tribunal em 4 de outubro de 2022.
appeals-02 | m7 | false event | A operadora foi obrigada a custear o tratamento.
appeals-02 | m7 | false polarity | O tribunal confirmou a improcedência.
appeals-04 | m6 | true | O tribunal não conheceu do recurso em 23/05/2023.
appeals-04 | m6 | false event | O recurso chegou fora do prazo.
appeals-04 | m6 | false result | O tribunal examinou o recurso e lhe deu provimento.
appeals-06 | m7 m8 | true | O recurso especial foi admitido e o processo, remetido em 31/01/2022.
appeals-06 | m7 | false instance | O recurso especial foi julgado em 14/12/2021.
appeals-06 | m6 | false person | O desembargador Plínio Sá relatou o recurso.
appeals-08 | m6 m7 | true | Mantida a sentença em 10/09/2019, o trânsito em julgado veio em 04/11/2019.
appeals-08 | m11 | true | O alvará de levantamento teve sua expedição determinada em 15/09/2020.
appeals-08 | m10 | false party | A impugnação da paciente foi rejeitada.
appeals-08 | m11 | false event | A operadora depositou o valor da condenação.
`;
