import { clock } from './clock/clock.ts';
import { cut } from './cut.ts';
import { datajud } from './datajud.ts';
import { diskFull } from './disk-full.ts';
import { killApi } from './kill-api.ts';
import { killNats } from './kill-nats.ts';
import { killWorker } from './kill-worker.ts';
import type { Nemesis } from './nemesis.ts';
import { postgresConnections } from './postgres-connections.ts';
import { postgresRestart } from './postgres-restart.ts';
import { receivers } from './receivers.ts';
import { reset } from './reset.ts';
import { rollingDeploy } from './rolling-deploy.ts';
import { slow } from './slow.ts';
import { streams } from './streams.ts';
import { zombie } from './zombie.ts';

/** All of them. A new one is a file beside these and a line here. */
export const NEMESES: readonly Nemesis[] = [
  killWorker,
  killApi,
  killNats,
  zombie,
  cut,
  slow,
  reset,
  postgresRestart,
  postgresConnections,
  diskFull,
  streams,
  clock,
  datajud,
  receivers,
  rollingDeploy,
];
