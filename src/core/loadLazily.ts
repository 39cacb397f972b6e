/** What a bundler leaves of an import in the text of a function: a file beside the others. */
const IMPORTED = /\bimport\(\s*["'`]([^"'`]+\.js)["'`]\s*\)/;

/**
 * Runs `load`, which imports a part of the program that is not loaded at the start. `load` does nothing else.
 *
 * If a script did not come, Firefox and WebKit remember that as long as the page or worker lives, and do not ask for it
 * again. Another address of the same file is another script to them. WebKit does not say which script failed, so the
 * address is read from the text of `load`. `isOfScript` says whether the script may have failed, and not something that
 * came with it; by default it may. Throws what the import failed with.
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
