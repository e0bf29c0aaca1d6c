import type { Socket } from 'node:net';

/** What happens to bytes on their way. TCP shows a lossy link to programs as stalls, and a broken one as a reset. */
export interface Weather {
  /** Nothing passes; connections stay. What was sent arrives when it is over, as TCP sends it again. */
  cut: boolean;
  /** Milliseconds that each piece is late, and up to so much more at random. */
  delayMs: number;
  jitterMs: number;
  /** How often a piece stalls as a lost one does, and for how long. */
  lossChance: number;
  lossMs: number;
  /** 0: as fast as it goes. */
  bytesPerSecond: number;
}

export const FAIR: Weather = {
  cut: false,
  delayMs: 0,
  jitterMs: 0,
  lossChance: 0,
  lossMs: 0,
  bytesPerSecond: 0,
};

/** One direction of one connection. */
export interface Lane {
  /** The weather has changed: goes on or holds back. */
  look(): void;
}

const MAX_HELD = 256 * 1024;

/** Carries what `from` sends to `to`, in order, as the weather of the moment lets it. */
export function openLane(from: Socket, to: Socket, weather: () => Weather, random: () => number): Lane {
  const held: { data: Buffer; due: number }[] = [];
  let heldBytes = 0;
  let lastDue = 0;
  let ended = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function dueOf(bytes: number): number {
    const now = performance.now();
    const { delayMs, jitterMs, lossChance, lossMs, bytesPerSecond } = weather();
    const lost = lossChance > 0 && random() < lossChance ? lossMs : 0;
    const own = delayMs + (jitterMs > 0 ? jitterMs * random() : 0) + lost;
    const transfer = bytesPerSecond > 0 ? (bytes / bytesPerSecond) * 1_000 : 0;
    lastDue = Math.max(lastDue + transfer, now + own + transfer);
    return lastDue;
  }

  function pass(data: Buffer): void {
    if (to.destroyed) return;
    if (!to.write(data)) from.pause();
  }

  function pump(): void {
    clearTimeout(timer);
    timer = undefined;
    if (weather().cut) return;
    const now = performance.now();
    for (let first = held[0]; first !== undefined; first = held[0]) {
      if (first.due > now) {
        timer = setTimeout(pump, first.due - now);
        return;
      }
      held.shift();
      heldBytes -= first.data.length;
      pass(first.data);
    }
    if (ended) to.end();
    else if (!to.writableNeedDrain) from.resume();
  }

  from.on('data', (data: Buffer) => {
    const { cut, delayMs, jitterMs, lossChance, bytesPerSecond } = weather();
    const isFair = !cut && delayMs + jitterMs + lossChance + bytesPerSecond === 0;
    if (isFair && held.length === 0) return pass(data);
    held.push({ data, due: dueOf(data.length) });
    heldBytes += data.length;
    if (cut || heldBytes > MAX_HELD) from.pause();
    pump();
  });
  from.on('end', () => {
    ended = true;
    pump();
  });
  to.on('drain', pump);
  return { look: pump };
}
