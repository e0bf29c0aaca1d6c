/** A report that cannot be made as it was asked for: the reason and what to do, for the person who waits (Portuguese). */
export class ReportRefused extends Error {
  override name = 'ReportRefused';
  readonly fix: string | undefined;

  constructor(message: string, fix?: string) {
    super(message);
    this.fix = fix;
  }
}
