import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** What is known of the demonstration firm; each thing is kept as soon as it is made, so that a killed start goes on. */
export type DemoMemory = {
  email?: string;
  password?: string;
  apiKey?: string;
  webhook?: { id: string; url: string; secret: string };
  /** Everything was made once: what its owner deletes stays deleted. */
  complete?: boolean;
};

export function recallDemo(file: string): DemoMemory {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DemoMemory) : {};
}

/** Readable by its owner only: these are credentials, if only of an invented firm. */
export function keepDemo(file: string, memory: DemoMemory): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(memory, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
