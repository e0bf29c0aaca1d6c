// The court of the load, as a Bun worker: has a record of every number of TJSP that it is asked about, and of none elsewhere.
// Says its URL; takes numbers whose cases move now, and says when they have.
declare const self: Worker;

const MOVEMENTS = 20;
const CODES = [26, 51, 85, 60, 123, 581, 1061, 11383, 12265, 11010];
/** When each case moved beyond its first movements, in Brasília's wall clock; courts write it with a Z that means nothing. */
const moved = new Map<string, string[]>();
const BRASILIA_MS = 3 * 3_600_000;

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  async fetch(request) {
    const body = await request.text();
    const isStatus = body.includes('"_source"');
    const numbers = request.url.includes('api_publica_tjsp') ? [...body.matchAll(/"(\d{20})"/g)] : [];
    const hits = numbers.map(([, number = '']) => hit(number, isStatus));
    const total = `{"value":${hits.length},"relation":"eq"}`;
    const shards = '{"total":1,"successful":1,"skipped":0,"failed":0}';
    return new Response(
      `{"took":1,"timed_out":false,"_shards":${shards},"hits":{"total":${total},"max_score":null,"hits":[${hits.join(',')}]}}`,
      { headers: { 'content-type': 'application/json' } },
    );
  },
});

self.onmessage = ({ data: numbers }: MessageEvent<string[]>) => {
  const wall = new Date(Date.now() - BRASILIA_MS).toISOString();
  for (const number of numbers) moved.set(number, [...(moved.get(number) ?? []), wall]);
  self.postMessage('moved');
};
self.postMessage(server.url.origin);

function hit(number: string, isStatus: boolean): string {
  const own = moved.get(number) ?? [];
  const stamp = new Date(Date.UTC(2026, 0, 1, 0, own.length)).toISOString();
  const header = {
    id: `TJSP_G1_${number}`,
    numeroProcesso: number,
    grau: 'G1',
    tribunal: 'TJSP',
    '@timestamp': stamp,
    dataHoraUltimaAtualizacao: stamp,
  };
  const first = Array.from({ length: MOVEMENTS }, (_, i) =>
    movement(i, new Date(Date.UTC(2024, 0, 1 + i * 3, 13, i)).toISOString()),
  );
  const source = isStatus
    ? header
    : {
        ...header,
        classe: { codigo: 7, nome: 'Procedimento Comum Cível' },
        nivelSigilo: 0,
        orgaoJulgador: { codigo: 9819, nome: '6ª VARA CÍVEL DE JUNDIAÍ', codigoMunicipioIBGE: 3525904 },
        assuntos: [{ codigo: 14950, nome: 'Pagamento' }],
        movimentos: [...first, ...own.map((at, i) => movement(MOVEMENTS + i, at))],
      };
  return JSON.stringify({ _index: 'api_publica_tjsp', _id: header.id, _score: 1, _source: source });
}

function movement(i: number, dataHora: string) {
  return {
    codigo: CODES[i % CODES.length],
    nome: `Movimento ${i % CODES.length}`,
    dataHora,
    complementosTabelados: [],
    orgaoJulgador: { codigo: '9819', nome: '6ª VARA CÍVEL DE JUNDIAÍ' },
  };
}
