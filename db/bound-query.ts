import pg from 'pg';
import type { PoolClient } from './pool.ts';

/** Binds the open transaction to a firm. `createPool` prepares it on every connection. */
export const BIND_TENANT = {
  name: 'bind-tenant',
  text: "select set_config('app.tenant_id', $1, true)",
} as const;

/** A statement with its parameters. One of a name is prepared once on each connection, so a name has one text. */
export interface Statement {
  name?: string;
  text: string;
  values: unknown[];
}

/**
 * Runs one statement of a firm in a transaction of its own, in one message and one answer:
 *   bind set_config -> execute -> bind statement -> execute -> sync
 * Whatever stands before one Sync is one transaction (Postgres 54.2.3 "Extended Query"), so the binding holds for the
 * statement and ends with it. Begin, set, statement and commit cost twice the processor time on either side.
 */
export function queryBound(
  client: PoolClient,
  tenantId: string,
  statement: Statement,
): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    const done: Done = (error, result) => {
      if (!error) return resolve(result);
      // The driver's own frames help nobody.
      Error.captureStackTrace(error, queryBound);
      reject(error);
    };
    client.query(new BoundQuery(tenantId, statement, done));
  });
}

type Done = (error: Error | null, result: pg.QueryResult) => void;

/** Of the driver's connection and query, what their published types leave out. */
interface Wire {
  bind(config: { statement: string; values: string[] }): void;
  execute(config?: object): void;
}
interface DriverQuery extends pg.Query {
  name?: string;
  queryMode?: string;
  prepare(connection: Wire): void;
  handleDataRow(row: unknown): void;
  handleCommandComplete(message: unknown, connection: Wire): void;
}
// A pipelined connection takes queries of the driver's own class only.
const DriverQuery = pg.Query as unknown as new (text: string, values: unknown[], done: Done) => DriverQuery;

class BoundQuery extends DriverQuery {
  /** Whether the answer to the binding has passed; what follows answers the statement. */
  #isBound = false;
  readonly #tenantId: string;

  constructor(tenantId: string, statement: Statement, callback: Done) {
    super(statement.text, statement.values, callback);
    // A configuration object would be cloned by its property descriptors.
    this.name = statement.name;
    // Without it the driver sends a statement that has neither name nor parameters as mere text, unbound.
    this.queryMode = 'extended';
    this.#tenantId = tenantId;
  }

  override prepare(connection: Wire): void {
    connection.bind({ statement: BIND_TENANT.name, values: [this.#tenantId] });
    connection.execute();
    super.prepare(connection);
  }

  override handleDataRow(row: unknown): void {
    if (this.#isBound) super.handleDataRow(row);
  }

  override handleCommandComplete(message: unknown, connection: Wire): void {
    if (this.#isBound) super.handleCommandComplete(message, connection);
    this.#isBound = true;
  }
}
