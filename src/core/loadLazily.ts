/** What a bundler leaves of an import in the text of a function: a file beside the others. */
const IMPORTED = /\bimport\(\s*["'`]([^"'`]+\.js)["'`]\s*\)/;

/**
 * Runs `load`, which imports a part of the program that is not there from the start and does nothing more.
 *
 * Firefox and WebKit remember for as long as a page or worker lives that a script did not come, and ask for it no more.
 * Another address of the same file is another script, and WebKit says nowhere which one it was: so the address is read where
 * it is written, in `load`. `isOfScript` says whether a failure may be the script's, as it is by default: it may be that of
 * something that came with it. Throws what the import failed with.
 */
export async function loadLazily<Part>(load: () => Promise<Part>, isOfScript = () => true): Promise<Part> {
  try {
    return await load();
  } catch (cause) {
    const [, path] = IMPORTED.exec(String(load)) ?? [];
    if (path === undefined || !isOfScript()) throw cause;
    return importAnew<Part>(path).catch(() => {
      throw cause;
    });
  }
}

async function importAnew<Part>(path: string): Promise<Part> {
  const address = new URL(path, import.meta.url);
  address.searchParams.set('again', String(Date.now()));
  return import(/* @vite-ignore */ address.href);
}
