import { fold } from './facts.ts';

/** Words that assert nothing of a case by themselves: they join, point, count the time, and say that something is on record. */
export const NEUTRAL: ReadonlySet<string> = new Set(
  fold(
    `para pela pelo pelas pelos como quando onde porque pois mais menos sobre entre desde depois antes durante após contra conforme
     segundo perante até ainda também então assim logo hoje agora atualmente recentemente posteriormente finalmente inicialmente
     anteriormente primeiramente mesma mesmo mesmas mesmos outra outro outras outros esta este estas estes essa esse essas esses
     aquela aquele aquelas aqueles isso isto cada ambos ambas qual quais quem cujo cuja cujos cujas dele dela deles delas dessa desse
     desta deste dessas desses destas destes nessa nesse nesta neste naquela naquele disso disto dali daí daqui apenas somente porém
     contudo todavia portanto embora caso enquanto vez assim sendo tanto quanto junto além porventura eventual nada nenhum nenhuma
     uma umas uns dois duas três quatro cinco seis sete oito nove dez onze doze treze quatorze catorze quinze dezesseis dezessete
     dezoito dezenove vinte trinta mil cem cento duzentos
     foram eram está estão esteve estava estavam fica ficam ficou ficaram houve havia haver existe existem consta constam constou
     constava registra registram registrou registraram registrado registrada registrados registradas registro registros mostra mostram
     mostrou indica indicam informa informam informou aparece aparecem seguem seguiu seguiram passa passou passaram teve tiveram torna
     tornou tornaram veio vieram vindo saiu saíram ocorre ocorreu ocorreram ocorrido aconteceu aconteceram deram fizeram feito feita
     continua continuam continuou permanece permanecem encontra encontram trata tratam tramita corre anda seja sejam será serão
     sido tendo tido estar haja houver pode podem poderá poderão costuma costumam cabe cabem falta faltam resta restam
     respondem responder responde pergunta diz dizem dizer sabe saber vale valha valem segundo consultar constar
     processo processos caso casos ação ações autos feito causa litígio demanda tema assunto tipo classe
     juiz juíza juízes juízo juízos magistrado magistrada justiça judiciário judicial judicialmente tribunal tribunais vara varas
     câmara turma turmas juizado juizados gabinete comarca foro fórum seção secretaria cartório região regional estado federal
     grau graus instância instâncias primeiro primeira segundo segunda terceira terceiro superior origem recursal relator relatora
     parte partes autor autora autores réus requerente requerido requerida reclamante reclamado reclamada exequente executado
     executada impetrante impetrado acusado acusada acusação defesa querelante querelado embargante embargado agravante agravado
     apelante apelado recorrente recorrido polo passivo ativo interessado interessada
     decisão decisões pedido pedidos pretensão resultado fase etapa momento data datas mês meses ano anos início fim
     andamento andamentos movimento movimentos movimentação movimentações ato atos passo passos situação curso tramitação trâmite
     dados informações última último últimas últimos primeiros próximo próxima próximos novo nova novos novas anterior anteriores
     posterior posteriores atual atuais respectivo respectiva referido referida seguida favor
     janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro dia dias
     anos pediu pedia pedido pedida pedidos pedidas acabou acabaram vieram apenas vários chegou chegaram logo oficial oficiais oficialmente eles elas formal formalmente termo termos meio modo forma ordem mérito matéria`,
  ).split(/\s+/),
);

/** By group of movement: words in which it is told that are neither in its name nor neutral. */
export const SAID_OF: Readonly<Record<string, string>> = {
  distribution:
    'comecou iniciou iniciado ajuizada ajuizado ajuizamento entrada entrou proposta protocolada sorteio sorteada chegou recebido distribuida redistribuido recurso apelacao livre inicial',
  conclusion:
    'concluso conclusos conclusa desembargador analise analisar apreciacao decidir julgar julgado julgamento sentenca despacho aguarda espera enviado encaminhado voltou retornou maos exame',
  'appeal-remittance':
    'subiu enviado encaminhado remetido remessa recurso apelacao levado examinar reexame revisao',
  remittance: 'enviado encaminhado remetido remessa devolvido retornou voltou volta recebido recebimento',
  service:
    'citacao citada citado aviso avisada avisado comunicada comunicado ciencia chamada chamado eletronica eletronicamente prazo apresentar',
  notice: 'intimacao intimada intimado aviso avisos comunicacao ciencia eletronica eletronicamente',
  'electronic-communication': 'intimacao aviso avisos comunicacao ciencia eletronica eletronicamente',
  publication:
    'publicada publicado publicacao divulgada divulgado disponibilizada disponibilizado diario eletronico',
  hearing: 'audiencia marcada agendada',
  session:
    'pauta sessao julgamento julgado julgador julgadora julgadores colegiado incluido inclusao virtual entrou vista adiado tempo interrompido interrompeu',
  expert: 'perito perita pericia tecnica nomeado nomeada nomeacao designado',
  petition: 'peticao juntada juntado protocolada protocolo anexada manifestacao documento',
  document: 'documento juntada juntado anexado',
  'returned-writ': 'mandado devolvido devolveu oficial cumprimento',
  closing: 'arquivo arquivado arquivamento remetido enviado enviados baixa encerrado guardado',
  reopening: 'arquivo desarquivado desarquivamento reativado retomado voltou retirado',
  suspension:
    'suspenso suspensa suspensao parado paralisado sobrestado sobrestamento pausa levantada retomado',
  final: 'transito transitou julgado definitiva definitivo recurso recursos certificado sentenca acordao',
  enforcement: 'cumprimento execucao cobranca inicio iniciada comecou iniciado sentenca',
  'asset-freeze':
    'determinou determinada determinado ordenou mandou bloqueio penhora arresto indisponibilidade bens patrimonio',
  'payment-order':
    'precatorio requisicao enviada enviado expedida remetida encaminhada pequeno valor pagamento',
  'release-of-funds':
    'alvara levantamento expedicao determinada determinou ordenada ordenou mandou valores quantia liberacao',
  'interim-relief': 'pedida requerida urgencia urgente provisoria antecipada deferida indeferida decidiu',
  'merits-judgment':
    'sentenca julgou julgar julgado julgada julgamento decidiu proferida proferiu compuseram',
  'judgment-without-merits':
    'sentenca julgou julgado julgamento decidiu extinto extincao resolucao exame encerrado aceita aceito fim',
  'appeal-result':
    'acordao recurso apelacao agravo julgou julgado julgamento decidiu colegiado desembargadores sentenca monocratica sozinho examinado exame',
  'appeal-admission': 'recurso seguimento decisao juizo admissibilidade barrado aceito examinado',
  'declaratory-embargos': 'embargos declaracao decidiu julgado',
  writ: 'ordem seguranca julgou julgamento decidiu corpus habeas mandado',
  custody:
    'concedeu concedida concedido conversao convertida converteu prisao decretou decretada decretado mandou determinou revogou acusado',
  'party-burden':
    'decretou decretada determinou determinada determinado mandou emenda emendar corrigir correcao peticao inicial revelia',
  jurisdiction: 'declarou declarou-se declarada incompetente incompetencia competente competencia enviado',
  'case-management': 'saneamento saneador organizacao organizou',
  'enforcement-objection': 'impugnacao cumprimento execucao cobranca defesa sentenca decidiu',
  'deadline-elapsed': 'prazo decorreu decorrido decurso terminou acabou esgotou',
  order: 'despacho determinou determinada despachou citacao',
  decision: 'decidiu tomou proferiu proferida',
  auction: 'leilao praca',
  issuance: 'expedido expedida expedicao documento',
  'clerk-act': 'ordinatorio praticado praticou',
};
