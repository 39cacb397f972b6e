import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOfBase64 } from '../src/core/bytes/bytesOfBase64.ts';
import { SAMPLE_JPEGS, sampleJpegBytes } from '../src/testing/images/sampleJpegs.ts';
import { SAMPLE_PICTURES, sampleBytes } from '../src/testing/images/samplePictures.ts';
import type { DecodeAnswer } from './decodeImage.worker.ts';
import { bundleScript } from './harness/bundleScript.ts';
import { serveHostPages, type HostPages } from './harness/hostPages.ts';
import { hasFirefox, startFirefox, stockBrowsers } from './harness/stockBrowsers.ts';
import type { DrivenTab } from './harness/webDriver.ts';

const BROWSERS = [
  ...stockBrowsers,
  {
    name: 'Firefox whose canvas gives random bytes',
    isThere: hasFirefox,
    launch: () => startFirefox({ 'privacy.resistFingerprinting': true }),
  },
];

/** All samples, with what Pillow makes of them. */
const pictures = [
  ...SAMPLE_PICTURES.map(({ name, rgb }) => ({ name, bytes: sampleBytes(name), rgb: Uint8Array.from(rgb) })),
  ...SAMPLE_JPEGS.map(({ name, rgb }) => ({ name, bytes: sampleJpegBytes(name), rgb: bytesOfBase64(rgb) })),
];

let host: HostPages;

beforeAll(async () => {
  const worker = await bundleScript('e2e/decodeImage.worker.ts');
  host = await serveHostPages({ folders: [], pages: { 'a.html': '<p>', 'worker.js': worker }, headers: {} });
});
afterAll(() => host.close());

/** In the page: the pixels as base64, or the name of what was thrown. */
async function ask(base64: string, name: string): Promise<string> {
  const worker = new Worker('worker.js');
  const blob = new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);
  const answer = await new Promise<DecodeAnswer>((resolve, reject) => {
    worker.addEventListener('message', (event: MessageEvent<DecodeAnswer>) => resolve(event.data));
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage({ blob, name, orientation: 'official', kind: 'whole' }, []);
  });
  worker.terminate();
  if ('errorName' in answer) return answer.errorName;
  const rgb = new Uint8Array(await answer.rgb.arrayBuffer());
  return btoa(rgb.reduce((text, byte) => text + String.fromCharCode(byte), ''));
}

describe.each(BROWSERS)('decodeImage in a stock $name', ({ isThere, launch }) => {
  describe.skipIf(!isThere)('with its own decoders', () => {
    let tab: DrivenTab;

    beforeAll(async () => {
      tab = await launch();
      await tab.goTo(`${host.url}a.html`);
    });
    afterAll(() => tab.close());

    it.each(pictures)('gives the bytes of Pillow for $name, or refuses an AVIF', async ({ name, bytes, rgb }) => {
      const answer = await tab.run(ask, Buffer.from(bytes).toString('base64'), name);
      if (name.endsWith('.avif') && answer.endsWith('Error')) {
        expect(['NoAv1DecoderError', 'UntrustedPixelsError']).toContain(answer);
      } else {
        expect(answer).toBe(Buffer.from(rgb).toString('base64'));
      }
    });
  });
});
