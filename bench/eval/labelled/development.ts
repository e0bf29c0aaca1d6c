/** Sentences that the verifier was improved with. */
export const DEVELOPMENT = `
labour-01 | m1 | true | A ação foi distribuída em 05/02/2024 à 14ª Vara do Trabalho de São Paulo.
labour-01 | m2 m3 | true | A citação foi expedida em 07/02/2024 e confirmada em 19/02/2024.
labour-01 | m5 m6 | true | Na audiência de conciliação de 11/04/2024, as partes chegaram a um acordo, que o juiz homologou.
labour-01 | m9 | true | O processo está arquivado em definitivo desde 15 de julho de 2024.
labour-01 | m6 | false result | O juiz condenou a empresa a pagar as verbas rescisórias.
labour-01 | m4 | false polarity | A audiência de conciliação ocorreu em 20/03/2024.
labour-01 | m7 | false event | Em 20/06/2024, a empresa comprovou o depósito da última parcela.
labour-02 | m8 | true | O juiz deu razão em parte a quem pediu: o pedido foi julgado procedente em parte em 28/02/2024.
labour-02 | m5 | true | Foi nomeado um perito em 5 de junho de 2023.
labour-02 | m11 m12 | true | O processo subiu em grau de recurso e foi distribuído no segundo grau em 02/05/2024.
labour-02 | m13 | true | O caso está com o relator, concluso para julgamento desde 03/05/2024.
labour-02 | m8 | false result | O pedido de horas extras foi negado por inteiro.
labour-02 | m8 | false event | A sentença reconheceu o adicional de insalubridade em grau médio.
labour-02 | m5 | false person | O perito Marcos Vinícius Teles foi nomeado em 05/06/2023.
labour-02 | m12 | false instance | O recurso foi distribuído no primeiro grau em 02/05/2024.
labour-02 | m6 | false event | Em 21/11/2023, duas testemunhas foram ouvidas.
labour-03 | m6 | true | Em 26/09/2024, o juiz homologou a desistência e o processo foi extinto sem exame do mérito.
labour-03 | m5 | true | A audiência de conciliação marcada não se realizou.
labour-03 | m6 | false party | A empresa desistiu da ação.
labour-03 | m7 | false event | O reclamante foi multado por má-fé.
labour-05 | m7 | true | O juiz determinou o bloqueio, a penhora ou o arresto de bens em 17/08/2022.
labour-05 | m9 | true | A impugnação ao cumprimento de sentença foi rejeitada em 22/11/2022.
labour-05 | m10 | true | Em 16/01/2023, foi determinada a expedição de alvará de levantamento.
labour-05 | m6 | true | A fase de execução começou em 02/05/2022.
labour-05 | m7 | false number | O juiz bloqueou R$ 18.450,00 nas contas da empresa.
labour-05 | m10 | false event | O trabalhador sacou o dinheiro em 16/01/2023.
labour-05 | m9 | false polarity | A impugnação ao cumprimento de sentença foi acolhida em 22/11/2022.
labour-05 | m7 | false event | A Justiça apreendeu os veículos da empresa.
labour-07 | m7 m8 | true | O recurso foi provido em parte e os embargos de declaração não foram acolhidos.
labour-07 | m9 | true | O recurso de revista não foi admitido em 21/08/2023.
labour-07 | m9 | false court | O Tribunal Superior do Trabalho barrou o recurso de revista.
labour-07 | m7 | false result | O tribunal reformou por completo a sentença.
labour-07 | m9 | false event | A empresa já apresentou agravo contra essa decisão.
labour-09 | m4 | true | Foi decretada a revelia da parte ré em 9 de julho de 2024.
labour-09 | m5 | true | O pedido foi julgado procedente em 13/08/2024.
labour-09 | m4 | false event | A empresa entregou a defesa fora do prazo.
labour-09 | m6 | false date | A decisão foi publicada em 15 de setembro de 2024.
civil-01 | m3 | true | Logo no início, em 17/08/2022, o juiz concedeu a tutela provisória.
civil-01 | m8 m10 | true | A sentença de procedência transitou em julgado em 20/06/2023.
civil-01 | m11 | true | O cumprimento de sentença teve início em 07/08/2023.
civil-01 | m3 | false event | O juiz mandou retirar o nome do autor do cadastro de inadimplentes.
civil-01 | m8 | false number | O réu deve pagar dez mil reais de indenização.
civil-01 | m6 | false party | O banco juntou documentos em 04/10/2022.
civil-01 | m3 | false date | A tutela provisória foi concedida em dezessete de setembro de 2022.
civil-05 | m6 | true | Como a petição inicial foi indeferida em 29/04/2024, o processo foi extinto sem resolução do mérito.
civil-05 | m5 | true | O prazo decorreu em 15/04/2024.
civil-05 | m3 | false polarity | O juiz recebeu a petição inicial em 19/03/2024.
civil-05 | m5 | false event | O autor corrigiu a petição inicial em 15/04/2024.
civil-05 | m6 | false event | O autor foi condenado a pagar as custas.
civil-07 | m5 m6 | true | A suspensão foi levantada em 19/02/2024, e o processo voltou ao juiz para julgamento em 08/04/2024.
civil-07 | m4 | false event | O processo foi suspenso por causa da recuperação judicial do banco.
civil-07 | m6 | false event | O juiz anunciou que vai julgar o caso em trinta dias.
civil-09 | m5 m6 | true | A audiência de instrução e julgamento foi redesignada e, depois, realizada em 14/11/2023.
civil-09 | m6 | false event | O motorista prestou depoimento na audiência.
civil-09 | m5 | false event | A audiência foi remarcada a pedido do advogado do réu.
civil-11 | m3 m5 | true | O juízo declarou-se incompetente e o processo foi redistribuído em 15/07/2024.
civil-11 | m5 | false court | O processo foi enviado à Justiça Federal de Campinas.
criminal-01 | m2 m5 | true | A prisão preventiva, decretada em 14/05/2024, foi revogada em 16/07/2024.
criminal-01 | m6 | true | Há audiência de instrução e julgamento designada.
criminal-01 | m5 | false event | O réu terá de usar tornozeleira eletrônica.
criminal-01 | m2 | false event | O réu foi capturado pela polícia em 14/05/2024.
criminal-01 | m6 | false event | A vítima foi intimada para depor.
criminal-03 | m4 m6 | true | O pedido da acusação foi julgado improcedente em 31/08/2021, e a decisão transitou em julgado em 18/10/2021.
criminal-03 | m4 | false event | O Ministério Público recorreu da absolvição.
criminal-05 | m4 | true | O habeas corpus foi concedido em 23/04/2024.
criminal-05 | m2 | false polarity | A liminar do habeas corpus foi negada em 20/02/2024.
criminal-05 | m4 | false event | O paciente deixou o presídio no mesmo dia.
criminal-07 | m4 m5 | true | O oficial de justiça recebeu o mandado em 10/02/2025 e o devolveu em 03/03/2025.
criminal-07 | m5 | false event | O réu não foi encontrado no endereço.
criminal-07 | m3 | false polarity | O réu já foi citado.
tax-01 | m4 | true | Em 19/09/2022 houve ordem de bloqueio, penhora ou arresto.
tax-01 | m6 | false event | A empresa pediu o parcelamento da dívida.
tax-03 | m5 | true | Em 18/09/2023 foi pronunciada a decadência ou a prescrição.
tax-03 | m5 | false person | A juíza Helena Prado reconheceu a prescrição.
tax-05 | m5 | true | A segurança foi concedida em 25 de julho de 2023.
tax-05 | m5 | false event | A empresa ficou dispensada de recolher a COFINS.
tax-07 | m7 | true | O precatório foi enviado ao tribunal em 27/03/2023.
tax-07 | m7 | false event | O precatório já foi incluído no orçamento da União.
tax-07 | m6 | false party | A impugnação do contribuinte foi rejeitada.
appeals-01 | m8 m10 | true | O recurso foi provido em parte em 14/09/2021, e o recurso especial não foi admitido em 26/04/2022.
appeals-01 | m8 | false event | O tribunal reduziu a indenização.
appeals-01 | m10 | false event | O plano de saúde recorreu ao Superior Tribunal de Justiça.
appeals-03 | m7 | true | Um julgador pediu vista em 05/09/2023, e o julgamento não terminou.
appeals-03 | m7 | false event | O relator votou pela manutenção da sentença.
appeals-05 | m6 | true | A sentença ou o acórdão foi anulado em 22/11/2022.
appeals-05 | m6 | false event | O tribunal entendeu que houve cerceamento de defesa.
appeals-05 | m9 m10 | true | De volta à primeira instância, o processo está concluso para julgamento desde 15/05/2023.
appeals-07 | m4 | true | O relator negou provimento ao recurso por decisão monocrática em 02/07/2024.
appeals-07 | m4 | false result | O relator deu provimento ao agravo.
appeals-07 | m4 | false instance | O juiz de primeiro grau negou provimento ao recurso.
`;
