/** What the branches of justice look like in DataJud: classes, subjects, units, systems and graus. */
export type Branch = 'state' | 'federal' | 'labour' | 'electoral' | 'military' | 'superior';

export type Coded = readonly [codigo: number, nome: string];

const BRANCH: Record<string, Branch> = {
  '3': 'superior',
  '4': 'federal',
  '5': 'labour',
  '6': 'electoral',
  '7': 'military',
  '8': 'state',
  '9': 'military',
};

export function branchOf(court: { segment: string; court: string }): Branch {
  return court.court === '00' ? 'superior' : (BRANCH[court.segment] ?? 'state');
}

/** Which graus one number has, and how often. */
export const GRAU_PLANS: Record<Branch, readonly (readonly [readonly string[], number])[]> = {
  state: [
    [['G1'], 62],
    [['G1', 'G2'], 13],
    [['JE'], 16],
    [['JE', 'TR'], 7],
    [['G2'], 2],
  ],
  federal: [
    [['G1'], 48],
    [['G1', 'G2'], 20],
    [['JE'], 18],
    [['JE', 'TR'], 12],
    [['JE', 'TR', 'G2', 'TRU'], 2],
  ],
  labour: [
    [['G1'], 65],
    [['G1', 'G2'], 35],
  ],
  electoral: [
    [['G1'], 80],
    [['G1', 'G2'], 20],
  ],
  military: [
    [['G1'], 75],
    [['G1', 'G2'], 25],
  ],
  superior: [[['SUP'], 1]],
};

const FIRST: Record<Branch, readonly Coded[]> = {
  state: [
    [7, 'Procedimento Comum Cível'],
    [156, 'Cumprimento de sentença'],
    [159, 'Execução de Título Extrajudicial'],
    [1116, 'Execução Fiscal'],
    [120, 'Mandado de Segurança Cível'],
    [40, 'Monitória'],
  ],
  federal: [
    [7, 'Procedimento Comum Cível'],
    [1116, 'Execução Fiscal'],
    [120, 'Mandado de Segurança Cível'],
    [12078, 'Cumprimento de Sentença contra a Fazenda Pública'],
  ],
  labour: [
    [985, 'Ação Trabalhista - Rito Ordinário'],
    [1125, 'Ação Trabalhista - Rito Sumaríssimo'],
  ],
  electoral: [
    [12193, 'Prestação de Contas Eleitorais'],
    [11541, 'Representação'],
  ],
  military: [[11041, 'Ação Penal Militar - Procedimento Ordinário']],
  superior: [
    [1032, 'Recurso Especial'],
    [11881, 'Agravo em Recurso Especial'],
  ],
};

const APPEAL: Record<Branch, readonly Coded[]> = {
  state: [
    [198, 'Apelação Cível'],
    [202, 'Agravo de Instrumento'],
  ],
  federal: [
    [198, 'Apelação Cível'],
    [1728, 'Apelação / Remessa Necessária'],
  ],
  labour: [
    [1009, 'Recurso Ordinário Trabalhista'],
    [1004, 'Agravo de Petição'],
  ],
  electoral: [[11548, 'Recurso Eleitoral']],
  military: [[11046, 'Apelação']],
  superior: FIRST.superior,
};

export function classesOf(branch: Branch, grau: string): readonly Coded[] {
  if (grau === 'JE') return [[436, 'Procedimento do Juizado Especial Cível']];
  if (grau === 'TR') return [[460, 'Recurso Inominado Cível']];
  if (grau === 'TRU') return [[457, 'Pedido de Uniformização de Interpretação de Lei Cível']];
  return grau === 'G2' ? APPEAL[branch] : FIRST[branch];
}

export const SUBJECTS: Record<Branch, readonly Coded[]> = {
  state: [
    [7780, 'Indenização por Dano Moral'],
    [7779, 'Indenização por Dano Material'],
    [11811, 'Práticas Abusivas'],
    [6226, 'Inclusão Indevida em Cadastro de Inadimplentes'],
    [14950, 'Pagamento'],
    [7895, 'Registro de Imóveis'],
    [5952, 'IPTU/ Imposto Predial e Territorial Urbano'],
    [10671, 'Obrigação de Fazer / Não Fazer'],
  ],
  federal: [
    [6118, 'Aposentadoria por Tempo de Contribuição (Art. 55/6)'],
    [6177, 'Concessão'],
    [6101, 'Auxílio-Doença Previdenciário'],
    [6182, 'Averbação/Cômputo/Conversão de tempo de serviço especial'],
    [6033, 'COFINS'],
    [6017, 'Dívida Ativa'],
  ],
  labour: [
    [2546, 'Verbas Rescisórias'],
    [2086, 'Horas Extras'],
    [1855, 'Indenização por Dano Moral'],
    [2666, 'Adicional de Insalubridade'],
  ],
  electoral: [
    [12048, 'Prestação de Contas - De Candidato'],
    [11583, 'Propaganda Política - Propaganda Eleitoral'],
  ],
  military: [
    [11068, 'Abandono de posto'],
    [11064, 'Deserção'],
  ],
  superior: [
    [7780, 'Indenização por Dano Moral'],
    [6118, 'Aposentadoria por Tempo de Contribuição (Art. 55/6)'],
    [9607, 'Contratos Bancários'],
  ],
};

/** `sistema` per court; code 4 is Projudi and EPROC alike. */
export function systemOf(alias: string): { codigo: number; nome: string } {
  if (['tjsp', 'tjsc', 'tjms', 'tjce', 'tjal', 'tjam', 'tjac'].includes(alias))
    return { codigo: 3, nome: 'SAJ' };
  if (['trf4', 'trf2', 'tjrs', 'tjto'].includes(alias)) return { codigo: 4, nome: 'EPROC' };
  if (['tjpr', 'tjgo', 'tjrr'].includes(alias)) return { codigo: 4, nome: 'Projudi' };
  return ['stj', 'tst', 'stm'].includes(alias) ? { codigo: 8, nome: 'Outros' } : { codigo: 1, nome: 'Pje' };
}

/** How a unit of this grau is called in this city; SAJ courts shout and drop their accents. */
export function unitName(branch: Branch, alias: string, grau: string, city: string, ordinal: number): string {
  if (branch === 'superior') return `GABINETE DO MINISTRO ${String(ordinal).padStart(2, '0')}`;
  if (grau === 'TRU') return 'Turma Regional de Uniformização';
  if (grau === 'TR') return `${ordinal}ª Turma Recursal de ${city}`;
  if (grau === 'G2')
    return branch === 'federal'
      ? `GAB ${ordinal} Des Federal`
      : branch === 'labour'
        ? `Gabinete do Desembargador ${ordinal}`
        : `${ordinal}ª Câmara Cível`;
  if (branch === 'labour') return `${ordinal}ª Vara do Trabalho de ${city}`;
  if (branch === 'electoral') return `${String(ordinal).padStart(3, '0')}ª Zona Eleitoral de ${city}`;
  if (branch === 'military') return `${ordinal}ª Auditoria da Justiça Militar de ${city}`;
  if (branch === 'federal')
    return grau === 'JE'
      ? `${ordinal}º Juizado Especial Federal de ${city}`
      : `${ordinal}ª Vara Federal de ${city}`;
  if (alias === 'tjsp')
    return `${String(ordinal).padStart(2, '0')} ${grau === 'JE' ? 'JUIZADO ESPECIAL CIVEL' : 'CIVEL'} DE ${plain(city).toUpperCase()}`;
  return grau === 'JE'
    ? `${ordinal}º Juizado Especial Cível de ${city}`
    : `${ordinal}ª Vara Cível de ${city}`;
}

/** Without accents, as the new feed writes unit names. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[ªº]/g, '');
}
