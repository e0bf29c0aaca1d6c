import type { Branding } from './snapshot.ts';

/** How a report looks without a template of the firm. */
export const HOUSE_STYLE: Branding = {
  templateId: null,
  templateVersion: null,
  logo: null,
  primary: '#1b2a41',
  accent: '#9a7b3f',
  letterhead: [],
  footer: null,
  sections: [],
};
