import type { Command } from './command.ts';
import { acompanhar } from './list/acompanhar.ts';
import { ajuda } from './list/ajuda.ts';
import { ciente } from './list/ciente.ts';
import { parar } from './list/parar.ts';
import { prazos } from './list/prazos.ts';
import { processo } from './list/processo.ts';
import { processos } from './list/processos.ts';
import { relatorio } from './list/relatorio.ts';
import { resumo } from './list/resumo.ts';
import { silenciar } from './list/silenciar.ts';

/** Every command. A new one is a file in `list/` and a line here. */
export const COMMANDS: readonly Command[] = [
  processos,
  processo,
  resumo,
  relatorio,
  prazos,
  acompanhar,
  parar,
  ciente,
  silenciar,
  ajuda(() => COMMANDS),
];

/** The command of a name or alias, written with or without accents and capitals. */
export function findCommand(name: string): Command | undefined {
  const folded = fold(name);
  return COMMANDS.find((c) => c.name === folded || c.aliases?.includes(folded));
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}
