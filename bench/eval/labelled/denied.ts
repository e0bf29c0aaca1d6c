/**
 * Sentences that deny something, or say that it is not on record, and what stands beside: false ones hide there what nothing shows.
 * The verifier was improved with these as well.
 */
export const DENIED = `
labour-01 | m1 | false event | Não houve acordo e o veículo foi apreendido.
labour-01 | m2 | false event | Não consta acordo no primeiro aviso porque a testemunha mentiu.
labour-02 | m5 | false event | Não há novidade e a empresa faliu.
labour-03 | m1 | false event | Não consta que o banco vendeu o imóvel.
labour-05 | m6 | false event | O devedor não mostra bens e o imóvel foi vendido ao banco.
labour-05 | m6 | false event | A empresa não registrou o empregado.
labour-07 | m1 | false event | Nada consta além da confissão do preposto.
labour-09 | m1 | false event | Não há registro depois da venda da loja.
civil-01 | m1 | false number | O processo passou três anos parado sem registro.
civil-01 | m1 | false result | O réu tem razão.
civil-01 | m8 | false polarity | O autor não tem razão.
civil-05 | m1 | false event | Não consta acordo e a testemunha confessou a fraude.
civil-07 | m1 | false event | Não há dúvida da culpa do motorista.
civil-09 | m1 | false event | Não houve acordo, pois o vizinho fugiu.
criminal-01 | m1 | false event | Não se constatou violência.
criminal-01 | m1 | false number | Sem registro de movimentação, o caso esperou treze meses.
tax-01 | m1 | false instance | Não há novidade e o segundo grau examinou o caso.
appeals-01 | m1 | false result | Não consta sentença, mas o plano de saúde perdeu.
labour-01 | m1 | true | Não consta penhora.
labour-01 | m2 | true | Não há registro de venda de imóvel.
labour-02 | m5 | true | Os andamentos não informam valores.
labour-03 | m1 | true | Os movimentos não mostram o nome de nenhuma testemunha.
labour-05 | m6 | true | O processo não registra leilão.
labour-07 | m1 | true | Os dados não dizem se houve confissão.
labour-09 | m1 | true | Nenhum bloqueio consta.
civil-01 | m8 | true | O juiz deu razão a quem pediu.
civil-05 | m1 | true | Em razão da distribuição, o processo está nesta vara.
civil-07 | m1 | true | Até o momento, não houve perícia nem leilão.
criminal-01 | m1 | true | O processo não diz o que o acusado declarou.
civil-09 | m1 | true | Não aparece nos autos qualquer multa.
tax-01 | m1 | true | Ainda não há pagamento registrado.
appeals-01 | m1 | true | A distribuição não informa o valor da causa.
`;
