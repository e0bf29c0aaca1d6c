import type { SectionJob, SectionResult } from './render-sections.ts';
import { renderSection, TemplateError } from './sandbox.ts';

/** The thread of `renderSections`: answers each section as it is done, in their order, and first of all that it is there. */

declare const self: Worker;

self.onmessage = async ({ data: jobs }: MessageEvent<SectionJob[]>) => {
  for (const job of jobs) self.postMessage(await resultOf(job));
};
self.postMessage('ready');

async function resultOf({ source, tries }: SectionJob): Promise<SectionResult> {
  let html = '';
  try {
    for (const { variables, strict } of tries) html = await renderSection(source, variables, strict);
    return { html };
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.message };
    throw error;
  }
}
