import type { Browser, CDPSession, Page } from 'puppeteer';

/** A tab that prints, one document after another. */
export interface PrintPage {
  page: Page;
  session: CDPSession;
  printed: number;
}

/** Opens a tab in which nothing runs and nothing is loaded: what a document needs is in it. */
export async function openPage(browser: Browser): Promise<PrintPage> {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(false);
  await page.setOfflineMode(true);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    // A tab that is being closed answers no more; then there is nothing to stop either.
    if (request.url().startsWith('data:')) request.continue().catch(() => {});
    // A navigation (a frame's, a refresh's) that is aborted leaves what is there; one that is blocked puts an error page in its place,
    // and a print in that moment fails.
    else request.abort(request.isNavigationRequest() ? 'aborted' : 'blockedbyclient').catch(() => {});
  });
  return { page, session: await page.createCDPSession(), printed: 0 };
}

/** Prints a document: A4 as its style sheet says, tagged, with bookmarks from its headings. */
export async function printDocument(tab: PrintPage, html: string): Promise<Uint8Array> {
  tab.printed++;
  await tab.page.setContent(html, { waitUntil: 'load', timeout: 0 });
  const { data } = await tab.session.send('Page.printToPDF', {
    printBackground: true,
    preferCSSPageSize: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
    transferMode: 'ReturnAsBase64',
  });
  return new Uint8Array(Buffer.from(data, 'base64'));
}
