import type { InstanceFact, MovementFact, ProcessRef } from '../../actors/contracts/events.ts';

/** An invented case, for examples of events. */
export const PROCESS: ProcessRef = {
  id: 'prc_01kb0v5zq8e3n9t2h4x6m7r8sa',
  number: '00000011720998260001',
  label: 'Construtora Ávila x Município',
};

export const INSTANCE: InstanceFact = {
  alias: 'tjsp',
  tribunal: 'TJSP',
  grau: 'G1',
  class: { code: 7, name: 'Procedimento Comum Cível' },
  system: { code: 1, name: 'PJe' },
  format: { code: 1, name: 'Eletrônico' },
  unit: { code: '8420', name: '1ª Vara Cível de Campinas', municipality: 3509502 },
  subjects: [{ code: 10433, name: 'Indenização por Dano Moral' }],
  filedAt: '2099-01-15T10:00:00-03:00',
  secrecy: 0,
  closed: false,
};

export const MOVEMENT: MovementFact = {
  id: 'mov_01kb0v5zq8e3n9t2h4x6m7r8sa',
  alias: 'tjsp',
  tribunal: 'TJSP',
  grau: 'G1',
  code: 219,
  name: 'Procedência',
  description: 'Sentença: procedência',
  occurredAt: '2099-03-02T16:20:00-03:00',
  complements: [],
  unitName: '1ª Vara Cível de Campinas',
  importance: 'critical',
  group: 'sentenca',
  origin: 'new',
};
