import type { EventData } from '../events.ts';
import { CHANNELS } from './declared.ts';

/** Why a link ended whose number is somebody else's now. */
export const CHANGED_HANDS = 'number-changed-hands';

/** Why a link of a person ended, where that is more than a word of its provider. */
const ENDED: Record<string, string> = {
  [CHANGED_HANDS]: 'O número em que uma pessoa recebia avisos passou a ser de outra',
  blocked: 'O robô foi bloqueado ou removido por quem recebia avisos nele',
};

/** What is told of an address or a connection that is dead, in Portuguese. */
export function channelEndText({ channel, reason, personId }: EventData['channel.disabled']): string {
  const label = CHANNELS.find(({ name }) => name === channel)?.label ?? channel;
  if (personId === undefined) return `Um canal de aviso do escritório foi desativado (${label})`;
  return `${ENDED[reason] ?? 'O endereço em que uma pessoa recebia avisos deixou de funcionar'} (${label})`;
}
