import type { Cluster } from '../cluster/cluster.ts';
import type { Program } from '../cluster/program.ts';

/** The programs of a role that are running: another nemesis may have one of them already. */
export function programsOf(cluster: Cluster, role: string): Program[] {
  return cluster.programs.filter((program) => program.role === role && program.isUp());
}

/** Every worker that is running, of any kind. */
export function workersOf(cluster: Cluster): Program[] {
  return cluster.programs.filter((program) => program.role !== 'api' && program.isUp());
}
