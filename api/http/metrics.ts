import { Histogram, type Registry } from 'prom-client';

export interface RequestMetrics {
  observe(method: string, route: string, status: number, milliseconds: number): void;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Requests and their time by route template and status; `_count` of the histogram is the number of requests. */
export function createRequestMetrics(registry: Registry): RequestMetrics {
  const duration = new Histogram({
    name: 'lux_http_request_duration_seconds',
    help: 'Time from the request to its answer, by method, route template and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    observe(method, route, status, milliseconds) {
      // A method is the caller's to choose: unknown ones must not make new series.
      const known = METHODS.has(method) ? method : 'other';
      duration.observe({ method: known, route, status }, milliseconds / 1_000);
    },
  };
}
