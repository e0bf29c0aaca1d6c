// A DataJud that has every answer ready, for measurements: runs as a Bun worker so that it shares no event loop with what is
// measured. Says its URL; takes {numbers: Map<alias, numbers>, movements} and says when the answers are ready.
declare const self: Worker;

interface Ready {
  status: string;
  whole: string;
}
const answers = new Map<string, Ready>();

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  async fetch(request) {
    const body = await request.text();
    const hits: string[] = [];
    const status = body.includes('"_source"');
    for (const [number] of body.matchAll(/\d{20}/g)) {
      const ready = answers.get(number);
      if (ready) hits.push(status ? ready.status : ready.whole);
    }
    const head = `{"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"skipped":0,"failed":0},"hits":{"total":{"value":${hits.length},"relation":"eq"},"max_score":null,"hits":[`;
    return new Response(`${head}${hits.join(',')}]}}`, { headers: { 'content-type': 'application/json' } });
  },
});

self.onmessage = ({ data }: MessageEvent<{ numbers: Map<string, string[]>; movements: number }>) => {
  for (const [alias, numbers] of data.numbers)
    for (const number of numbers) answers.set(number, ready(alias, number, data.movements));
  self.postMessage('ready');
};
self.postMessage(server.url.origin);

const CODES = [26, 51, 85, 60, 123, 581, 1061, 11383, 12265, 11010];

function ready(alias: string, number: string, movements: number): Ready {
  const stamp = new Date(Date.UTC(2026, 0, 1, 0, movements)).toISOString();
  const header = {
    id: `${alias.toUpperCase()}_G1_${number}`,
    numeroProcesso: number,
    grau: 'G1',
    tribunal: alias.toUpperCase(),
    '@timestamp': stamp,
    dataHoraUltimaAtualizacao: stamp,
  };
  const movimentos = Array.from({ length: movements }, (_, i) => ({
    codigo: CODES[i % CODES.length],
    nome: `Movimento ${i % CODES.length}`,
    dataHora: new Date(Date.UTC(2024, 0, 1 + i * 3, 13, i)).toISOString(),
    complementosTabelados:
      i % 3 === 0 ? [{ codigo: 3, valor: 5, nome: 'para despacho', descricao: 'tipo_de_conclusao' }] : [],
    orgaoJulgador: { codigo: '9819', nome: '6ª VARA CÍVEL DE JUNDIAÍ' },
  }));
  const source = {
    ...header,
    classe: { codigo: 7, nome: 'Procedimento Comum Cível' },
    sistema: { codigo: 3, nome: 'SAJ' },
    formato: { codigo: 1, nome: 'Eletrônico' },
    dataAjuizamento: '20240101100000',
    nivelSigilo: 0,
    orgaoJulgador: { codigo: 9819, nome: '6ª VARA CÍVEL DE JUNDIAÍ', codigoMunicipioIBGE: 3525904 },
    assuntos: [{ codigo: 14950, nome: 'Pagamento' }],
    movimentos,
  };
  const hit = (_source: object) =>
    JSON.stringify({ _index: `api_publica_${alias}`, _id: header.id, _score: 1, _source });
  return { status: hit(header), whole: hit(source) };
}
