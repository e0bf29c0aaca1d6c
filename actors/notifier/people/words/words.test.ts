import { expect, test } from 'bun:test';
import type { Happening } from '../../../contracts/happening.ts';
import { compose } from './compose.ts';
import { createRenderer } from './render.ts';
import type { ReportLinks } from './report-words.ts';
import { SAMPLE_VALUES, TEMPLATES, type Template } from './template.ts';

const renderer = createRenderer();
const reader = { name: 'Ana', language: 'pt-BR', timeZone: 'America/Sao_Paulo' } as const;
const reportLinks: ReportLinks = {
  link: (id, { fileName }) => `https://lux.example/v1/downloads/${id}.${fileName}`,
  until: new Date('2026-11-26T14:00:00Z'),
};
const options = {
  renderer,
  publicUrl: 'https://lux.example',
  sealedGranted: false,
  reportLinks,
  notificationId: 'ntf_1',
};

function happening(over: Partial<Happening> = {}): Happening {
  return {
    eventId: 'evt_1',
    type: 'movement.detected',
    eventClass: 'important',
    telling: 'new',
    process: { id: 'prc_1', number: '00000011720998260001', label: 'Ávila x Município' },
    tags: [],
    sealed: false,
    tribunal: 'TJSP',
    grau: 'G1',
    importance: 'high',
    group: 'hearing',
    text: 'Audiência designada',
    before: null,
    unitName: '1ª Vara',
    occurredAt: '2026-11-25T16:20:00-03:00',
    recordedAt: '2026-11-25T20:00:00.000Z',
    dedupKey: 'x',
    addressees: null,
    concerns: [],
    report: null,
    movementId: 'mov_1',
    answerId: null,
    sentences: [],
    ...over,
  };
}

const own = (over: Partial<Template>): Template => ({ title: 'Novo', body: 'Corpo', html: null, ...over });
const check = (over: Partial<Template>) => renderer.check(own(over), SAMPLE_VALUES);

test('one movement: its words, its facts, the way to the case', () => {
  const { content } = compose('single', [happening()], reader, options);
  expect(content).toMatchObject({
    title: 'Audiência designada',
    paragraphs: [{ text: 'Ávila x Município' }],
    buttons: [{ label: 'Abrir o processo', url: 'https://lux.example/v1/processes/prc_1' }],
  });
  expect(content.facts).toContainEqual(['Processo', '0000001-17.2099.8.26.0001']);
  expect(content.facts).toContainEqual(['Data', '25/11/2026 às 16:20']);
});

test('late entries and corrections say so', () => {
  const title = (telling: Happening['telling'], before: string | null = null) =>
    compose('single', [happening({ telling, before })], reader, options).content;
  expect(title('late').title).toBe('Lançado com atraso pelo tribunal: Audiência designada');
  expect(title('corrected', 'Audiência cancelada').paragraphs.at(-1)?.text).toBe(
    'Antes constava: Audiência cancelada',
  );
  expect(title('withdrawn').title).toStartWith('Retirado pelo tribunal');
});

test('of a sealed case nothing is said but that it moved, alone and among others', () => {
  const secret = happening({ sealed: true, text: 'Guarda concedida', eventId: 'evt_2' });
  const alone = compose('single', [secret], reader, {
    ...options,
    template: own({ title: '{{ item.text }}' }),
  });
  const among = compose('digest', [happening(), secret], reader, options);
  for (const { content, sealed } of [alone, among]) {
    const text = JSON.stringify({ ...content, paragraphs: content.paragraphs });
    expect(text).not.toContain('Guarda');
    expect(text).toContain('segredo de justiça');
    expect(sealed).toBe(true);
  }
  expect(JSON.stringify(alone.content)).not.toContain('0000001-17');
  const granted = compose('single', [secret], reader, { ...options, sealedGranted: true });
  expect(granted.content.title).toBe('Guarda concedida');
});

test('the legal sentences stand under every message, whatever a template says', () => {
  const { content } = compose('single', [happening()], reader, { ...options, template: own({ body: '' }) });
  expect(content.footer.join(' ')).toContain('não é citação nem intimação');
  expect(content.footer.join(' ')).toContain('programa');
  const english = compose('single', [happening()], { ...reader, language: 'en' }, options);
  expect(english.content.footer.join(' ')).toContain('no service of process');
});

test('five hundred movements: a number, the first twenty, what is critical before the rest', () => {
  const many = Array.from({ length: 500 }, (_, i) =>
    happening({
      eventId: `evt_${i}`,
      text: `Andamento ${i}`,
      eventClass: i === 400 ? 'critical' : 'routine',
    }),
  );
  const { content } = compose('storm', many, reader, options);
  expect(content.title).toBe('500 movimentações de uma só vez, 1 críticas');
  const shown = content.paragraphs.filter(({ text }) => text.startsWith('Andamento'));
  expect(shown).toHaveLength(20);
  expect(shown[0]?.text).toStartWith('Andamento 400');
  expect(content.paragraphs.at(-1)?.text).toBe('E mais 480.');
});

test('what tells of several things leads to its own page, and beside it to the case where there is one alone', () => {
  const [here, there] = [happening(), happening({ process: { id: 'prc_2', number: '2', label: null } })];
  const buttons = (name: 'single' | 'digest' | 'summary' | 'storm' | 'escalation', of: Happening[]) => {
    const template = own({ body: '{{ link }}' });
    const { content } = compose(name, of, reader, { ...options, template });
    expect(content.paragraphs[0]?.text).toBe(content.buttons[0]?.url ?? '');
    return content.buttons.map(({ label, url }) => `${label} ${url?.replace('https://lux.example/v1', '')}`);
  };
  const [all, open] = [
    'Ver todas as movimentações /notifications/ntf_1',
    'Abrir o processo /processes/prc_1',
  ];
  for (const name of ['digest', 'summary', 'storm'] as const) {
    expect(buttons(name, [here, there])).toEqual([all]);
    expect(buttons(name, [here, here])).toEqual([all, open]);
  }
  expect(buttons('escalation', [here, there])).toEqual([all]);
  expect(buttons('escalation', [here])).toEqual([open]);
  expect(buttons('single', [here])).toEqual([open]);
});

test('who wrote a sentence stands under the message where its words tell one, and nowhere else', () => {
  const sentence = { answerId: 'ans_1', text: 'O pedido foi aceito.', movementIds: ['mov_1'] };
  const [ai, rules] = [
    happening({ sentences: [{ ...sentence, engine: 'anthropic' }] }),
    happening({ eventId: 'evt_2', sentences: [{ ...sentence, answerId: 'ans_2', engine: 'local' }] }),
  ];
  const footer = (of: Happening[], template?: Template, language: 'pt-BR' | 'en' = 'pt-BR') =>
    compose('digest', of, { ...reader, language }, { ...options, template }).content.footer.join(' ');
  expect(footer([ai])).toContain('advogado precisa conferi-las');
  expect(footer([rules])).not.toContain('advogado precisa conferi-las');
  expect(footer([ai, rules], undefined, 'en')).toMatch(
    /lawyer must check them.*without artificial intelligence/,
  );
  expect(footer([ai], own({ body: '{{ item.text }}' }))).not.toContain('inteligência artificial');
  expect(footer([ai], own({ html: '<p>{{ item.sentence }}</p>' }))).toContain('advogado precisa conferi-las');
  expect(footer([{ ...ai, sealed: true, sentences: [] }])).not.toContain('inteligência artificial');
  expect(check({ body: '{% for x in items %}{{ x.sentence }} {{ x.sentenceBy }}{% endfor %}' })).toEqual([]);
  expect(check({ body: '{{ item.sentences }}' })).toMatchObject([{ part: 'body' }]);
});

test('a title that tells a sentence says first who wrote it, and no longer than a title may be', () => {
  const sentences = [
    { answerId: 'ans_1', text: 'O juiz aceitou.', movementIds: ['mov_1'], engine: 'anthropic' as const },
  ];
  const titled = (title: string, of = [happening({ sentences })]) =>
    compose('single', of, reader, { ...options, template: own({ title }) }).content.title;
  expect(titled('{{ item.sentence }}')).toBe(
    'Com frases de inteligência artificial, a conferir: O juiz aceitou.',
  );
  expect(titled('{{ item.text }}')).toBe('Audiência designada');
  expect(titled('{{ item.text }} {{ item.sentence }}', [happening()])).toBe('Audiência designada');
  expect(titled(`{{ item.sentence }} ${'x'.repeat(400)}`)).toHaveLength(300);
});

test('a message of summaries says them, though the firm’s words are older than sentences and name none', () => {
  const sentences = [
    {
      answerId: 'ans_1',
      text: 'O pedido foi aceito.',
      movementIds: ['mov_1'],
      engine: 'anthropic' as const,
    },
  ];
  const summary = happening({
    type: 'summary.generated',
    eventClass: 'summary',
    text: 'Novas movimentações em outras palavras',
    movementId: null,
    answerId: 'ans_1',
    sentences,
  });
  const old = own({ title: 'Caro cliente', body: '{{ item.text }}' });
  const tell = (of: Happening[], template: Template, name: 'single' | 'digest' = 'single') => {
    const { content } = compose(name, of, reader, { ...options, template });
    return { title: content.title, all: JSON.stringify(content) };
  };
  const another = { ...summary, eventId: 'evt_2', answerId: 'ans_2' };
  const two = [summary, { ...another, sentences: sentences.map((one) => ({ ...one, answerId: 'ans_2' })) }];
  for (const told of [tell([summary], old), tell(two, old, 'digest')]) {
    expect(told.title).not.toBe('Caro cliente');
    expect(told.all).toContain('O pedido foi aceito.');
    expect(told.all).toContain('advogado precisa conferi-las');
  }
  const named = own({ title: 'Caro cliente', body: '{{ item.sentence }}' });
  expect(tell([summary], named)).toMatchObject({
    title: 'Caro cliente',
    all: expect.stringContaining('O pedido foi aceito.'),
  });
  // Beside a movement their words have something to say.
  expect(tell([happening({ movementId: 'mov_9' }), summary], old, 'digest').title).toBe('Caro cliente');
  expect(tell([happening()], old).title).toBe('Caro cliente');
});

test('the platform’s own words pass their own check', () => {
  for (const language of ['pt-BR', 'en'] as const)
    for (const template of Object.values(TEMPLATES[language]))
      expect(renderer.check(template, SAMPLE_VALUES)).toEqual([]);
});

test('a variable that does not exist is named', () => {
  expect(check({ body: '{{ item.numero }}' })).toMatchObject([
    { part: 'body', message: expect.stringContaining('"item.numero"') },
  ]);
  expect(check({ title: '{{ secret }}' })).toMatchObject([{ part: 'title' }]);
  expect(
    check({ body: '{% for x in items %}{{ x.text }}{% endfor %}{% if more > 0 %}{{ more }}{% endif %}' }),
  ).toEqual([]);
});

test('what reads files, and filters that are not on the list, are not there', () => {
  const bad = [
    "{% include '/etc/passwd' %}",
    "{% render 'x' %}",
    "{% layout 'x' %}",
    '{{ item.text | raw }}',
    '{{ item.text | nope }}',
    '{{ item.text',
    '{% if %}',
  ];
  for (const body of bad) expect([body, check({ body }).length]).toEqual([body, 1]);
});

test('a template cannot keep the notifier busy, nor fill its memory', () => {
  const loop = '{% for a in (1..99999999) %}{% for b in (1..99999999) %}x{% endfor %}{% endfor %}';
  expect(check({ body: loop }).length).toBe(1);
  const used = compose('single', [happening()], reader, { ...options, template: own({ body: loop }) });
  expect(used.content.title).toBe('Audiência designada');
  expect(used.templateError).not.toBeNull();
});

test('values cannot climb to what was not given', () => {
  expect(check({ body: '{{ item.constructor }}' }).length).toBe(1);
  expect(
    renderer.render(own({ body: '{{ item.constructor.name }}{{ item.__proto__ }}' }), SAMPLE_VALUES)
      .paragraphs,
  ).toEqual([]);
});

test('in the HTML of a mail every value is escaped, and a filter cannot undo it', () => {
  const hostile = happening({ text: '<img src=x onerror="alert(1)">' });
  const template = own({ html: '<p>{{ item.text }}</p>' });
  const { content } = compose('single', [hostile], reader, { ...options, template });
  expect(content.html).toBe('<p>&lt;img src=x onerror=&#34;alert(1)&#34;&gt;</p>');
  expect(check({ html: '{{ item.text | raw }}' }).length).toBe(1);
});
