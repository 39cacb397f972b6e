import { SHARE_PATH, SHARED_CACHE, SHARED_PARAMETER } from '../../rpc/siteWorkerApi.ts';

/** What the system sends to the installed site: pictures shared with it, and files opened with it. */
export async function receiveFiles(siteUrl: string, onFiles: (files: readonly File[]) => void): Promise<void> {
  window.launchQueue?.setConsumer(({ files }) => {
    void Promise.all(files.map((handle) => handle.getFile())).then((opened) => opened.length > 0 && onFiles(opened));
  });
  const address = new URL(location.href);
  if (!address.searchParams.has(SHARED_PARAMETER)) return;
  // A reload must not bring them a second time.
  address.searchParams.delete(SHARED_PARAMETER);
  history.replaceState(null, '', address);
  const files = await takeShared(siteUrl);
  if (files.length > 0) onFiles(files);
}

/** The files that the service worker put there, by `/share/<index>/<name>`. */
async function takeShared(siteUrl: string): Promise<File[]> {
  const prefix = new URL(`${SHARE_PATH}/`, siteUrl).href;
  const cache = await caches.open(SHARED_CACHE);
  const keys = (await cache.keys()).filter(({ url }) => url.startsWith(prefix));
  const files: File[] = [];
  for (const key of keys) {
    const blob = await (await cache.match(key))?.blob();
    const name = decodeURIComponent(key.url.split('/').at(-1) ?? '');
    if (blob) files.push(new File([blob], name, { type: blob.type }));
    await cache.delete(key);
  }
  return files;
}
