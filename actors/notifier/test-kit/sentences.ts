import { type NewEvent, newEvent } from '../../../db/events/append.ts';
import type { EventData } from '../../contracts/events.ts';
import { newId } from '../../contracts/ids.ts';
import type { Firm } from './firm.ts';

/** What the monitor and the summarizer would have written of a firm's movements. */
export function sentencesOf({ tenant, write }: Pick<Firm, 'tenant' | 'write'>) {
  const insert = (text: string, ...values: unknown[]) =>
    write((tx) => tx.client.query(text, [tenant, ...values]));
  const moved = (event: NewEvent) => event.data as EventData['movement.detected'];

  return {
    /** A notice about some movements of one case, a sentence for each text; every sentence rests on all of them. Answers its id. */
    async notice(
      events: readonly NewEvent[],
      texts: readonly string[],
      { engine = 'local', proved = true }: { engine?: 'local' | 'anthropic'; proved?: boolean } = {},
    ): Promise<string> {
      for (const { movement, process } of events.map(moved))
        await insert(
          `insert into movements (tenant_id, id, process_id, alias, grau, code, name, description, occurred_at, complements,
             importance, "group", origin, detected_at)
           values ($1, $2, $3, 'tjsp', 'G1', 1, $4, $4, now(), '[]', $5, 'x', 'new', now()) on conflict do nothing`,
          movement.id,
          process.id,
          movement.name,
          movement.importance,
        );
      const movementIds = events.map((event) => moved(event).movement.id);
      const statements = texts.map((text) => {
        return { section: 'notice', text, movementIds, header: false, proved, doubts: [] };
      });
      const id = newId('answer');
      await insert(
        `insert into ai_answers (tenant_id, id, task, process_id, input, state, body, engine, model, prompt_version, finished_at)
         values ($1, $2, 'notice', $3, $4, 'done', $5, $6, 'm', 'v', now())`,
        id,
        events[0] && moved(events[0]).process.id,
        JSON.stringify({ movementIds, audience: 'client' }),
        JSON.stringify({ statements, verdict: null, withheld: [] }),
        engine,
      );
      return id;
    },
    /** The event that tells of it. */
    told(answerId: string, events: readonly NewEvent[], text: string): NewEvent {
      const [first] = events.map(moved);
      if (!first) throw new Error('a notice is about something');
      return newEvent('summary.generated', {
        aggregate: 'summary',
        aggregateId: answerId,
        version: 1,
        data: {
          process: first.process,
          answerId,
          task: 'notice',
          audience: 'client',
          text,
          movementIds: events.map((event) => moved(event).movement.id),
          proved: true,
          importance: 'high',
          engine: 'local',
          disclaimer: '',
        },
      });
    },
    /** The court takes a movement back, or changes it. */
    amend: (event: NewEvent, status: 'active' | 'withdrawn') =>
      insert(
        `update movements set status = $3, amended_at = now() + interval '1 second' where tenant_id = $1 and id = $2`,
        moved(event).movement.id,
        status,
      ),
    sealCase: (processId: string) =>
      insert('update processes set secrecy = 1 where tenant_id = $1 and id = $2', processId),
    sealGrau: (processId: string) =>
      insert(
        `insert into process_instances (tenant_id, process_id, alias, grau, tribunal, secrecy, header, history, content_hash, updated_at)
         values ($1, $2, 'tjsp', 'G1', 'TJSP', 1, '{}', '', 'x', now())`,
        processId,
      ),
  };
}
