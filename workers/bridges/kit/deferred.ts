/**
 * Which messages of a chat wait at the broker, so that a later one does not pass an earlier one:
 *
 *   (here) ── no room, or an earlier one of the chat waits ──▶ deferred until its place in time
 *   deferred ── comes again, and is the first of its chat ──▶ (here)
 *   deferred ── comes again before the first ──▶ deferred, behind the one before it
 *   deferred ── did not come for `LOST_MS` after its time ──▶ forgotten: another process has it, or the stream lost it
 *
 * Positions are those of the stream. A consumer that is made anew delivers everything from the first on: then `clear`.
 */
export interface Deferred {
  /** Whether an earlier message of the chat waits at the broker. */
  isBehind(chat: string, position: number): boolean;
  /**
   * Answers for how long to leave it there, in milliseconds.
   * @param afterMs the soonest
   * @param everyMs how long the chat takes for one message
   */
  defer(chat: string, position: number, afterMs: number, everyMs: number): number;
  /** It is here, or answered for. */
  end(chat: string, position: number): void;
  clear(): void;
}

interface Waiting {
  position: number;
  /** performance.now() */
  dueAt: number;
}

/** Longer waits are asked again: the estimate may be wrong. */
const MAX_DEFER_MS = 60_000;
const LOST_MS = 60_000;

export function createDeferred(now: () => number = () => performance.now()): Deferred {
  const chats = new Map<string, Waiting[]>();

  /** The place of a position in the sorted list. */
  function placeOf(list: readonly Waiting[], position: number): number {
    let [from, to] = [0, list.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((list[middle] as Waiting).position < position) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  function end(chat: string, position: number): void {
    const list = chats.get(chat);
    if (!list) return;
    const place = placeOf(list, position);
    if (list[place]?.position === position) list.splice(place, 1);
    if (list.length === 0) chats.delete(chat);
  }

  return {
    isBehind(chat, position) {
      for (;;) {
        const first = chats.get(chat)?.[0];
        if (!first || first.position >= position) return false;
        if (now() - first.dueAt < LOST_MS) return true;
        end(chat, first.position);
      }
    },
    defer(chat, position, afterMs, everyMs) {
      end(chat, position);
      const list = chats.get(chat) ?? [];
      chats.set(chat, list);
      const place = placeOf(list, position);
      const before = list[place - 1];
      const soonest = Math.max(now() + afterMs, (before?.dueAt ?? 0) + everyMs);
      const dueAt = Math.min(soonest, now() + MAX_DEFER_MS);
      list.splice(place, 0, { position, dueAt });
      return dueAt - now();
    },
    end,
    clear: () => chats.clear(),
  };
}
