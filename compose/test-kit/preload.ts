import { afterAll, setDefaultTimeout } from 'bun:test';
import { stopServers } from './servers.ts';

// Two cores shared with real servers: the five seconds Bun allows a test are no measure of anything.
setDefaultTimeout(30_000);

// A hook in a preload runs once, after the last test file, whether tests failed or not.
afterAll(stopServers, 60_000);
