import type { NotifierParts } from '../parts.ts';

/** Links that say what they are for, in place of a token. */
export const TEST_LINKS: NotifierParts['reportLinks'] = {
  seconds: 86_400,
  link: (tenant, reportId, { fileName }, until) =>
    `https://lux.example/v1/downloads/${tenant}.${reportId}.${fileName}.${until.getTime()}`,
};
