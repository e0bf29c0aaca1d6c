import type { Job } from '../../db/jobs/job.ts';
import type { Button } from '../contracts/channels.ts';
import type { Reply } from './command.ts';
import { reply } from './reply.ts';

/** What is said of a job that ended without what was asked for: its own words, or that somebody cancelled it. */
export function jobTrouble(title: string, { state, error }: Job, buttons: Button[]): Reply {
  const paragraphs =
    state === 'cancelled'
      ? ['O pedido foi cancelado.']
      : error
        ? [error.message, ...(error.fix ? [error.fix] : [])]
        : [];
  return reply(title, { paragraphs, buttons });
}
