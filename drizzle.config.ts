import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./db/schema/*.ts', './db/schema/court/*.ts', './db/schema/rt/*.ts'],
  out: './db/migrations',
  schemaFilter: ['public', 'court', 'rt'],
});
