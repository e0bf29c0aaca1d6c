import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

/**
 * Applies the checked-in migrations as the owner of the database. Several starters may call it at once:
 * an advisory lock lets one work while the others wait and then find nothing to do.
 */
export async function migrate(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'lux-migrate' });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('direito-lux migrate'))");
    await applyMigrations(drizzle(client), {
      migrationsFolder: new URL('./migrations', import.meta.url).pathname,
      migrationsSchema: 'drizzle',
    });
  } finally {
    await client.end();
  }
}

if (import.meta.main) {
  const url = process.env.DATABASE_OWNER_URL;
  if (!url) {
    console.error('DATABASE_OWNER_URL is not set: give the connection string of the role lux_owner.');
    process.exit(2);
  }
  await migrate(url);
  console.log('migrations applied');
}
