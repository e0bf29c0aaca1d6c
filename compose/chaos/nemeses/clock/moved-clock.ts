import { readFileSync } from 'node:fs';

/**
 * Preloaded by every program of the cluster: moves its calendar clock by the milliseconds in the file that CHAOS_CLOCK names, as
 * they are at each moment. Covers all that a program itself reads of the time of day (`Date`); not the monotonic clock,
 * which no step of a clock moves either, and not what Bun itself stamps, such as the Date header of an answer.
 */
const file = process.env.CHAOS_CLOCK;

if (file) {
  const RealDate = Date;
  let offset = 0;
  const read = () => {
    try {
      offset = Number(readFileSync(file, 'utf8'));
    } catch (error) {
      // No file: nobody has moved this clock.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      offset = 0;
    }
  };
  read();
  setInterval(read, 200).unref();
  const now = () => RealDate.now() + offset;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
}
