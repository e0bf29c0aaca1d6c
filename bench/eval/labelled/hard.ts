/**
 * Sentences that are hard for a verifier of words: false ones of words that the movements have, in the wrong order or bound to the
 * wrong one, and true ones in freer prose. The verifier was improved with these as well.
 */
export const HARD = `
labour-01 | m2 m3 | false date | A citação foi expedida em 19/02/2024 e confirmada em 07/02/2024.
labour-01 | m4 m5 | false date | A audiência de conciliação foi designada em 11/04/2024.
labour-01 | m5 m6 | false event | O acordo foi homologado antes da audiência de conciliação.
labour-01 | m8 m9 | false event | O arquivamento veio antes do trânsito em julgado.
labour-01 | m1 m2 | false event | A citação saiu antes da distribuição do processo.
labour-02 | m4 m6 | false date | A audiência de conciliação foi realizada em 21/11/2023.
labour-02 | m8 m9 | false date | A sentença de parcial procedência é de 04/03/2024.
labour-04 | m4 m9 | false instance | No segundo grau, o pedido foi julgado improcedente em 08/11/2022.
labour-04 | m4 m9 | false date | O recurso não foi provido em 08/11/2022.
labour-05 | m4 m5 | false date | O trânsito em julgado é de 25/01/2022.
labour-05 | m7 m9 | false date | A impugnação foi rejeitada em 17/08/2022.
labour-07 | m4 m7 | false date | O pedido foi julgado procedente em 14/02/2023.
labour-10 | m7 m8 | false event | A execução foi extinta, e depois o acordo foi homologado.
civil-01 | m3 m8 | false date | O pedido foi julgado procedente em 17/08/2022.
civil-01 | m4 m5 | false date | A parte ré foi citada em 23/08/2022.
civil-07 | m4 m5 | false date | O processo foi suspenso em 19/02/2024.
civil-09 | m4 m6 | false date | A audiência de instrução e julgamento foi realizada em 05/07/2023.
civil-10 | m5 m6 | false date | O processo foi desarquivado em 03/06/2019.
criminal-01 | m2 m5 | false date | A prisão preventiva foi decretada em 16/07/2024.
criminal-06 | m2 m4 | false date | O habeas corpus foi negado em 07/11/2023.
criminal-08 | m2 m4 | false date | A prisão temporária foi decretada em 19/08/2024.
tax-03 | m3 m4 | false date | O processo saiu do arquivo em 12/03/2012.
tax-06 | m6 m7 | false date | A RPV foi paga em 14/03/2022.
appeals-01 | m8 m10 | false date | O recurso especial não foi admitido em 14/09/2021.
appeals-05 | m3 m6 | false date | A sentença foi anulada em 29/03/2022.
appeals-08 | m6 m7 | false date | O trânsito em julgado veio em 10/09/2019.
labour-01 | m6 | true | O caso foi resolvido por um acordo, aceito pelo juiz em 11/04/2024.
labour-02 | m8 | true | Em fevereiro de 2024, a primeira instância acolheu só uma parte do que se pediu.
labour-03 | m5 m6 | true | A audiência não aconteceu e, no mesmo dia, a desistência encerrou o processo.
labour-04 | m9 | true | Em junho de 2023 o tribunal manteve a decisão de primeiro grau.
labour-05 | m7 | true | Veio então uma ordem para bloquear ou penhorar bens, em agosto de 2022.
labour-09 | m4 m5 | true | Decretada a revelia, o pedido acabou acolhido em 13/08/2024.
civil-01 | m3 | true | Dois dias depois do início, em 17/08/2022, saiu a tutela provisória.
civil-02 | m3 | true | A medida provisória que se pedia não foi concedida.
civil-04 | m8 | true | O registro mais novo, de 22/04/2024, trata de leilão.
civil-05 | m6 | true | A petição inicial não foi aceita, o que pôs fim ao caso.
civil-06 | m5 | true | Desde 17/10/2023 nada anda, porque o juiz suspendeu o processo.
civil-10 | m6 | true | Anos depois do arquivamento, em 05/02/2024, os autos foram desarquivados.
criminal-02 | m7 | true | Em 07/11/2022, os autos seguiram para o tribunal, em grau de recurso.
criminal-04 | m4 | true | A Justiça reconheceu, em 23/05/2022, a extinção da punibilidade ou da pena.
criminal-05 | m2 m4 | true | Primeiro veio a liminar, em 20/02/2024; depois, em 23/04/2024, o habeas corpus foi concedido.
tax-02 | m5 | true | Hoje a execução está no arquivo provisório.
tax-04 | m4 | true | A cobrança do IPTU foi encerrada por decisão de 22/03/2022.
tax-06 | m7 | true | O pagamento da RPV consta em 30/05/2022.
appeals-02 | m7 | true | O tribunal acolheu o recurso e mudou a decisão anterior em 04/10/2022.
appeals-03 | m7 | true | O julgamento foi interrompido por um pedido de vista em 05/09/2023.
appeals-04 | m6 | true | O recurso nem chegou a ser examinado: não foi conhecido.
appeals-08 | m9 m11 | true | A fase de cumprimento começou em 10/02/2020, e em 15/09/2020 determinou-se o alvará.
`;
