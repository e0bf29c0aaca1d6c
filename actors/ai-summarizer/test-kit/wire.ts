/** What a scripted model says, and how it reaches the client. */
export interface Said {
  /** The text of the answer: JSON when the script is well-behaved. */
  text: string;
  stopReason?: string;
  usage?: { input?: number; cacheWrite?: number; cacheRead?: number; output?: number };
  headers?: Record<string, string>;
  /** A content block of another kind before the text, as an adaptive model sends it. */
  thinking?: boolean;
  /** A tool call nobody offered, in place of the text. */
  toolUse?: boolean;
  /** Milliseconds between pieces of the text. */
  pieceMs?: number;
  /** The stream ends after so many pieces, in the middle of the message. */
  cutAfter?: number;
  /** Nothing more comes after so many pieces until this resolves. */
  hold?: { after: number; until: Promise<unknown> };
  /** An error event in place of the rest, after so many pieces. */
  errorAfter?: { pieces: number; type: string };
}

const PIECE = 24;

function usageOf({ usage = {} }: Said) {
  return {
    input_tokens: usage.input ?? 100,
    cache_creation_input_tokens: usage.cacheWrite ?? 0,
    cache_read_input_tokens: usage.cacheRead ?? 0,
    output_tokens: usage.output ?? 50,
    service_tier: 'standard',
  };
}

/** A whole message, as an answer without streaming or a result of a batch has it. */
export function reply(model: string, said: Said) {
  const text = { type: 'text', text: said.text, citations: null };
  const tool = { type: 'tool_use', id: 'toolu_1', name: 'search', input: {} };
  return {
    id: 'msg_test',
    type: 'message',
    role: 'assistant',
    model,
    content: [said.toolUse ? tool : text],
    stop_reason: said.stopReason ?? (said.toolUse ? 'tool_use' : 'end_turn'),
    stop_sequence: null,
    usage: usageOf(said),
  };
}

/** The same message as server-sent events, piece by piece. */
export function streamOf(model: string, said: Said, onAbandoned: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const events = eventsOf(model, said);
  let over = false;
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await events.next();
      if (done) {
        over = true;
        return controller.close();
      }
      controller.enqueue(encoder.encode(`event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`));
    },
    cancel() {
      if (!over) onAbandoned();
    },
  });
}

async function* eventsOf(model: string, said: Said): AsyncGenerator<{ type: string }> {
  const usage = usageOf(said);
  const message = {
    ...reply(model, said),
    content: [],
    stop_reason: null,
    usage: { ...usage, output_tokens: 1 },
  };
  yield { type: 'message_start', message } as { type: string };
  yield { type: 'ping' };
  let index = 0;
  if (said.thinking) {
    yield start(index, { type: 'thinking', thinking: '', signature: '' });
    yield delta(index, { type: 'thinking_delta', thinking: 'Leio os movimentos.' });
    yield delta(index, { type: 'signature_delta', signature: 'c2ln' });
    yield stop(index++);
  }
  if (said.toolUse) {
    yield start(index, { type: 'tool_use', id: 'toolu_1', name: 'search', input: {} });
    yield delta(index, { type: 'input_json_delta', partial_json: '{"q":1}' });
  } else {
    yield start(index, { type: 'text', text: '', citations: null });
    for (let at = 0, piece = 0; at < said.text.length; at += PIECE, piece++) {
      if (said.cutAfter === piece) return;
      if (said.hold?.after === piece) await said.hold.until;
      if (said.errorAfter?.pieces === piece)
        return yield { type: 'error', error: { type: said.errorAfter.type, message: 'scripted' } } as {
          type: string;
        };
      if (said.pieceMs) await Bun.sleep(said.pieceMs);
      yield delta(index, { type: 'text_delta', text: said.text.slice(at, at + PIECE) });
    }
  }
  yield stop(index);
  const ended = { stop_reason: reply(model, said).stop_reason, stop_sequence: null };
  yield { type: 'message_delta', delta: ended, usage: { output_tokens: usage.output_tokens } } as {
    type: string;
  };
  yield { type: 'message_stop' };
}

const start = (index: number, block: object) => ({
  type: 'content_block_start',
  index,
  content_block: block,
});
const delta = (index: number, change: object) => ({ type: 'content_block_delta', index, delta: change });
const stop = (index: number) => ({ type: 'content_block_stop', index });
