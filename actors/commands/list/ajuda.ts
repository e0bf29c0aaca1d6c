import { Type } from '@sinclair/typebox';
import { type Command, command } from '../command.ts';
import { ask, reply } from '../reply.ts';

/** The list of what can be asked for, as far as the person may. */
export function ajuda(all: () => readonly Command[]): Command {
  return command({
    name: 'ajuda',
    aliases: ['help', 'start', 'menu', 'oi', 'ola'],
    description: 'mostra o que se pode pedir',
    input: Type.Object({}),
    permission: null,
    async handler(ctx) {
      const allowed = all().filter((c) => c.permission === null || ctx.permissions.has(c.permission));
      return reply(`Olá, ${ctx.person.name}. Sou um robô do Direito Lux.`, {
        paragraphs: allowed.map((c) => `/${c.name}: ${c.description}`),
        buttons: ctx.permissions.has('processes:read') ? [ask('Ver processos', 'processos')] : [],
        footer: ['Respondo só a comandos; para orientação jurídica, fale com o escritório.'],
      });
    },
  });
}
