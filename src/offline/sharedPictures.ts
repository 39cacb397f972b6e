import { SHARED_CACHE, SHARED_PARAMETER, SHARE_FIELD, SHARE_PATH } from '../rpc/siteWorkerApi.ts';

/** Whether the system shares pictures with the site. */
export function isShare({ method, url }: Pick<Request, 'method' | 'url'>, siteUrl: string): boolean {
  return method === 'POST' && url === new URL(SHARE_PATH, siteUrl).href;
}

/** Puts shared files where the page finds them, and sends the browser to the page. */
export async function receiveShare(request: Request, siteUrl: string): Promise<Response> {
  const form = await request.formData();
  const files = form.getAll(SHARE_FIELD).filter((value) => value instanceof File);
  const cache = await caches.open(SHARED_CACHE);
  for (const [index, file] of files.entries()) {
    const key = new URL(`${SHARE_PATH}/${index}/${encodeURIComponent(file.name)}`, siteUrl);
    await cache.put(key, new Response(file));
  }
  return Response.redirect(new URL(`?${SHARED_PARAMETER}`, siteUrl).href, 303);
}
