import { afterEach, describe, expect, it, vi } from 'vitest';
import { readText } from '../core/bytes/bytes.ts';
import { urlFolder } from './urlFolder.ts';

afterEach(() => vi.unstubAllGlobals());

function serve(...answers: (() => Response)[]) {
  const fetched = vi.fn(
    async (_url: URL) => (answers[fetched.mock.calls.length - 1] ?? answers[0])?.() ?? Response.error(),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

describe('urlFolder', () => {
  it('downloads a file once, also when it is opened twice at a time', async () => {
    const fetched = serve(() => new Response('words'));
    const folder = urlFolder('https://models.example/a', {});
    const [first, second] = await Promise.all([folder.open('b/words.txt'), folder.open('b/words.txt')]);
    expect(first && (await readText(first))).toBe('words');
    expect(second?.byteLength).toBe(5);
    expect(fetched.mock.calls.map(([url]) => url.href)).toEqual(['https://models.example/a/b/words.txt']);
  });

  it('reads streams that cannot be iterated, as those of WebKit', async () => {
    serve(() => {
      const response = new Response('words');
      Object.defineProperty(response.body, Symbol.asyncIterator, { value: undefined });
      return response;
    });
    const words = await urlFolder('https://models.example/a/', {}).open('words.txt');
    expect(words && (await readText(words))).toBe('words');
  });

  it('tries again what failed before', async () => {
    serve(
      () => new Response(undefined, { status: 503 }),
      () => new Response('words'),
    );
    const folder = urlFolder('https://models.example/a/', {});
    await expect(folder.open('words.txt')).rejects.toMatchObject({ name: 'DownloadError' });
    expect((await folder.open('words.txt'))?.byteLength).toBe(5);
  });

  it('has no file where the server has none', async () => {
    serve(() => new Response(undefined, { status: 404 }));
    expect(await urlFolder('https://models.example/a/', {}).open('words.txt')).toBeUndefined();
  });
});
