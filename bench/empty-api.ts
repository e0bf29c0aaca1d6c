import { Elysia } from 'elysia';
import { NewProcess, processParams } from '../api/processes/schemas.ts';

// What HTTP itself costs: the two measured operations with their validation and nothing behind it. Prints its port.
const app = new Elysia()
  .get('/v1/processes/:processId', () => ({}), { params: processParams })
  .post(
    '/v1/processes',
    ({ set }) => {
      set.status = 201;
      return {};
    },
    { body: NewProcess },
  );
const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: app.fetch });
console.log(server.port);
process.on('SIGTERM', () => process.exit(0));
