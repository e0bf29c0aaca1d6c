import pg from 'pg';

/** Connection strings of one database, by role. */
export interface DatabaseUrls {
  owner: string;
  app: string;
  runtime: string;
}

export interface RolePasswords {
  owner: string;
  app: string;
  runtime: string;
}

/**
 * Makes the roles (once per cluster) and the database (if it is missing), both idempotent, with an
 * administrator's connection. Returns the connection string of each role. Run before `migrate`.
 */
export async function bootstrap(
  adminUrl: string,
  options: { database: string; passwords: RolePasswords; template?: string },
): Promise<DatabaseUrls> {
  const { database, passwords, template } = options;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    // Roles belong to the whole cluster: two starters at once must not race for them.
    await admin.query("select pg_advisory_lock(hashtext('direito-lux bootstrap'))");
    await ensureRole(admin, 'lux_owner', `login password ${literal(passwords.owner)}`);
    await ensureRole(admin, 'lux_app', `login password ${literal(passwords.app)}`);
    await ensureRole(admin, 'lux_runtime', `login password ${literal(passwords.runtime)}`);
    await ensureRole(admin, 'lux_auth', 'nologin');
    await admin.query('grant lux_auth to lux_owner');
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) {
      const from = template ? ` template ${identifier(template)}` : '';
      await admin.query(`create database ${identifier(database)} owner lux_owner${from}`);
    }
    await admin.query("select pg_advisory_unlock(hashtext('direito-lux bootstrap'))");
  } finally {
    await admin.end();
  }
  const url = (user: string, password: string) => {
    const target = new URL(adminUrl);
    target.username = user;
    target.password = encodeURIComponent(password);
    target.pathname = `/${database}`;
    return target.toString();
  };
  return {
    owner: url('lux_owner', passwords.owner),
    app: url('lux_app', passwords.app),
    runtime: url('lux_runtime', passwords.runtime),
  };
}

async function ensureRole(admin: pg.Client, name: string, attributes: string): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [name]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  await admin.query(
    `${verb} role ${name} ${attributes} nosuperuser nobypassrls noinherit nocreatedb nocreaterole`,
  );
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
