import type { Language } from '../../../contracts/people.ts';
import { MESSAGE_KINDS, type MessageKind } from '../../../telling/gather.ts';

export type TemplateName = MessageKind;
export const TEMPLATE_NAMES: readonly TemplateName[] = MESSAGE_KINDS;

/** Words for one kind of message: Liquid. */
export interface Template {
  title: string;
  /** Paragraphs with empty lines between them. */
  body: string;
  /** Of mails; null makes it of the body. */
  html: string | null;
}

/** What a template may name, with an example of each; the keys of `item` are those of every entry of `items`. */
export const SAMPLE = {
  person: { name: 'Ana Silva' },
  count: 2,
  more: 0,
  critical: 1,
  link: 'https://lux.example/v1/processes/prc_01kb0v5zq8e3n9t2h4x6m7r8sa',
  item: {
    number: '0000001-17.2099.8.26.0001',
    label: 'Construtora Ávila x Município',
    tribunal: 'TJSP',
    grau: 'G1',
    unit: '1ª Vara Cível de Campinas',
    text: 'Sentença: procedência',
    before: '',
    telling: '',
    date: '02/03/2099 às 16:20',
    importance: 'critical',
    link: 'https://lux.example/v1/processes/prc_01kb0v5zq8e3n9t2h4x6m7r8sa',
    /** Of a report: its file, for so long as the link is good; empty otherwise. */
    download: '',
    /** The movement in words of every day, in Portuguese; empty while nobody has written them. */
    sentence: 'Em 02/03/2099, o juiz aceitou o pedido (procedente).',
    /** Who wrote it, an artificial intelligence or fixed rules; empty without it. */
    sentenceBy: 'montado por regras fixas, sem inteligência artificial',
  },
};

export type Item = typeof SAMPLE.item;
export type Values = Omit<typeof SAMPLE, 'item'> & { item: Item; items: Item[] };

export const SAMPLE_VALUES: Values = {
  ...SAMPLE,
  items: [SAMPLE.item, { ...SAMPLE.item, text: 'Conclusão para despacho', importance: 'medium' }],
};

const LIST = `{% for item in items %}{% if item.telling != '' %}{{ item.telling }}: {% endif %}{{ item.text }}{% if item.number != '' %}
{{ item.number }}{% if item.label != '' %} · {{ item.label }}{% endif %} · {{ item.tribunal }}{% if item.date != '' %} · {{ item.date }}{% endif %}{% endif %}{% if item.download != '' %}
{{ item.download }}{% endif %}{% if item.sentence != '' %}
{{ item.sentence }} ({{ item.sentenceBy }}){% endif %}

{% endfor %}`;
const SENTENCE = `{% if item.sentence != '' %}{{ item.sentence }} ({{ item.sentenceBy }}){% endif %}`;

/** The platform's own words. */
export const TEMPLATES: Record<Language, Record<TemplateName, Template>> = {
  'pt-BR': {
    single: {
      title: `{% if item.telling != '' %}{{ item.telling }}: {% endif %}{{ item.text }}`,
      body: `{% if item.label != '' %}{{ item.label }}{% endif %}

{% if item.before != '' %}Antes constava: {{ item.before }}{% endif %}

${SENTENCE}`,
      html: null,
    },
    digest: {
      title: '{{ count }} novidades nos seus processos',
      body: `${LIST}{% if more > 0 %}E mais {{ more }}.{% endif %}`,
      html: null,
    },
    summary: {
      title: 'Resumo: {{ count }} movimentações',
      body: `${LIST}{% if more > 0 %}E mais {{ more }}.{% endif %}`,
      html: null,
    },
    storm: {
      title:
        '{{ count }} movimentações de uma só vez{% if critical > 0 %}, {{ critical }} críticas{% endif %}',
      body: `O tribunal publicou muitas movimentações ao mesmo tempo. As primeiras são estas; o link deste aviso mostra todas.

${LIST}{% if more > 0 %}E mais {{ more }}.{% endif %}`,
      html: null,
    },
    escalation: {
      title:
        '{% if count > 1 %}{{ count }} novidades sem ciência até agora{% else %}Sem ciência até agora: {{ item.text }}{% endif %}',
      body: `{% if count > 1 %}As novidades abaixo não tiveram ciência até agora e foram encaminhadas a você.{% else %}O aviso abaixo não teve ciência no prazo do escritório e foi encaminhado a você.{% endif %}

${LIST}{% if more > 0 %}E mais {{ more }}; o link deste aviso mostra todas.{% endif %}`,
      html: null,
    },
  },
  en: {
    single: {
      title: `{% if item.telling != '' %}{{ item.telling }}: {% endif %}{{ item.text }}`,
      body: `{% if item.label != '' %}{{ item.label }}{% endif %}

{% if item.before != '' %}It said before: {{ item.before }}{% endif %}

${SENTENCE}`,
      html: null,
    },
    digest: {
      title: '{{ count }} updates in your cases',
      body: `${LIST}{% if more > 0 %}And {{ more }} more.{% endif %}`,
      html: null,
    },
    summary: {
      title: 'Summary: {{ count }} movements',
      body: `${LIST}{% if more > 0 %}And {{ more }} more.{% endif %}`,
      html: null,
    },
    storm: {
      title: '{{ count }} movements at once{% if critical > 0 %}, {{ critical }} of them critical{% endif %}',
      body: `The court published many movements at the same time. These are the first; the link of this message shows them all.

${LIST}{% if more > 0 %}And {{ more }} more.{% endif %}`,
      html: null,
    },
    escalation: {
      title:
        '{% if count > 1 %}{{ count }} updates not acknowledged so far{% else %}Not acknowledged so far: {{ item.text }}{% endif %}',
      body: `{% if count > 1 %}The updates below were not acknowledged so far, and were passed on to you.{% else %}The notice below was not acknowledged in the time that the firm allows, and was passed on to you.{% endif %}

${LIST}{% if more > 0 %}And {{ more }} more; the link of this message shows them all.{% endif %}`,
      html: null,
    },
  },
};
