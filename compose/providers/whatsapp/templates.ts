/** A template as Meta has approved it. `{{1}}` and so on stand for its variables. */
export interface ApprovedTemplate {
  name: string;
  language: string;
  body: string;
}

/** With {{1}} the case and {{2}} what happened. */
export const NOVO_ANDAMENTO: ApprovedTemplate = {
  name: 'novo_andamento',
  language: 'pt_BR',
  body: 'Seu processo {{1}} teve uma novidade: {{2}}. Responda a esta mensagem para ler o aviso inteiro.',
};

const MAX_BODY = 1_024;

export type Filled = { text: string } | { code: number; message: string };

/** What a person reads of a filled template, or the code with which WhatsApp refuses it. */
export function fill(
  { name, language, variables }: { name: string; language: string; variables: readonly unknown[] },
  approved: readonly ApprovedTemplate[],
): Filled {
  const template = approved.find((one) => one.name === name && one.language === language);
  if (!template) return { code: 132001, message: 'Template name does not exist in the translation' };
  const wanted = new Set(template.body.match(/\{\{\d+\}\}/g)).size;
  if (variables.length !== wanted)
    return {
      code: 132000,
      message: `Number of parameters (${variables.length}) does not match the expected (${wanted})`,
    };
  if (variables.some((text) => typeof text !== 'string' || text === ''))
    return { code: 131008, message: 'Required parameter is missing' };
  if (variables.some((text) => /[\n\t]| {4}/.test(String(text))))
    return {
      code: 132012,
      message: 'Param text cannot have new-line/tab characters or 4 consecutive spaces',
    };
  const text = template.body.replaceAll(/\{\{(\d+)\}\}/g, (_, place) => String(variables[Number(place) - 1]));
  return text.length > MAX_BODY ? { code: 132005, message: 'Translated text too long' } : { text };
}
