import { withHeaders } from './isolation.ts';

/** Where the service worker answers from. */
export interface SiteAnswers {
  /** The site's address, with a slash at its end. */
  readonly siteUrl: string;
  /** What is kept for an address. */
  match(url: string): Promise<Response | undefined>;
  /** Headers that each answer of the site gets. */
  readonly headers: Readonly<Record<string, string>>;
}

type AskedRequest = Pick<Request, 'url' | 'method' | 'headers' | 'mode'>;

/** Whether the request is for a file of the site. Ranges are of models, which the site does not keep here. */
export function isForSite({ url, method, headers }: AskedRequest, siteUrl: string): boolean {
  return method === 'GET' && url.startsWith(siteUrl) && !headers.has('Range');
}

/**
 * The kept file, else the network's answer. An open page must get its own version, and only documents have addresses
 * whose content changes.
 */
export async function answerRequest(request: Request, { siteUrl, match, headers }: SiteAnswers): Promise<Response> {
  const kept = await match(fileAddress(request, siteUrl));
  return kept ?? withHeaders(await fetch(request), headers);
}

/** The address of the file that answers: the page is one document, whatever its parameters say. */
export function fileAddress({ url, mode }: Pick<Request, 'url' | 'mode'>, siteUrl: string): string {
  const file = new URL(url);
  file.hash = '';
  if (mode !== 'navigate') return file.href;
  file.search = '';
  return file.href === siteUrl ? new URL('index.html', siteUrl).href : file.href;
}
