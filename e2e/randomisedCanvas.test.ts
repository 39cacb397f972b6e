import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serveHostPages, strictPolicy, type HostPages } from './harness/hostPages.ts';
import type { FirefoxSettings } from './harness/launchFirefox.ts';
import {
  addOwn,
  type ChromiumRewards,
  chromiumRewards,
  expectSame,
  FIRST,
  OWN,
  type OwnPictures,
  scoreOwn,
} from './harness/siteRewards.ts';
import type { SiteTab } from './harness/siteTab.ts';
import { hasFirefox, startFirefox } from './harness/stockBrowsers.ts';

const IMAGES = resolve('reference/tiny/images');
const AVIF = 'dusk.avif';

/** Protections against fingerprinting, and what is said of a picture that nothing but a canvas can read. */
const PROTECTIONS: readonly { readonly name: string; readonly settings: FirefoxSettings; readonly said: string }[] = [
  {
    // Also of the Tor Browser, the Mullvad Browser and LibreWolf. A canvas gives random bytes.
    name: 'privacy.resistFingerprinting',
    settings: { 'privacy.resistFingerprinting': true },
    said: `${AVIF} cannot be scored: .*privacy\\.resistFingerprinting in Firefox`,
  },
  {
    // Some lowest bits are other ones.
    name: 'privacy.fingerprintingProtection, with noise in all that a canvas gives',
    settings: {
      'privacy.fingerprintingProtection': true,
      'privacy.fingerprintingProtection.overrides': '+CanvasRandomization,-EfficientCanvasRandomization',
    },
    said: `${AVIF} cannot be scored: .*protection against fingerprinting`,
  },
  {
    name: 'privacy.fingerprintingProtection as it comes',
    settings: { 'privacy.fingerprintingProtection': true },
    // What any Firefox says: it makes other colours of AVIF.
    said: `${AVIF} is an AVIF whose colours this browser cannot give exactly`,
  },
];

let folder: string;
let own: OwnPictures;
let expected: ChromiumRewards;

/** Of every way by which pictures are read: PNG, an ordinary JPEG, WebP without and with transparency, AVIF. */
async function writeOwn(): Promise<OwnPictures> {
  const dusk = await readFile(join(IMAGES, 'house_dusk.jpg'));
  await writeFile(join(folder, AVIF), await sharp(dusk).avif({ chromaSubsampling: '4:2:0' }).toBuffer());
  const clear = sharp(dusk).ensureAlpha(0.5).webp({ quality: 70 });
  await writeFile(join(folder, 'clear.webp'), await clear.toBuffer());
  return { ...OWN, candidates: [...OWN.candidates, join(folder, 'clear.webp'), join(folder, AVIF)] };
}

beforeAll(async () => {
  if (!hasFirefox) return;
  folder = await mkdtemp(join(tmpdir(), 'editreward-canvas-'));
  own = await writeOwn();
  expected = await chromiumRewards(own);
});
afterAll(async () => {
  if (hasFirefox) await rm(folder, { recursive: true });
});

describe.skipIf(!hasFirefox).each(PROTECTIONS)('a Firefox with $name', ({ settings, said }) => {
  let tab: SiteTab;

  beforeAll(async () => {
    tab = await startFirefox(settings);
    await tab.goTo(inject('siteUrl'));
  });
  afterAll(() => tab.close());

  it('scores an example as Chromium does', async () => {
    expectSame(await tab.tryExample(FIRST), expected.first);
  });

  it("scores one's own PNG, JPEG and WebP as Chromium does, and says why not the AVIF", async () => {
    await tab.click('^Clear all$');
    await addOwn(tab, own);
    const rewards = await scoreOwn(tab);
    expect(rewards[AVIF]).toBeNaN();
    await tab.sees(said);
    const isOthers = ([file]: readonly [string, number]) => file !== AVIF;
    expect(own.candidates.map((path) => basename(path)).filter((file) => file in rewards)).toHaveLength(5);
    expectSame(
      Object.fromEntries(Object.entries(rewards).filter(isOthers)),
      Object.fromEntries(Object.entries(expected.own).filter(isOthers)),
    );
  });
});

describe.skipIf(!hasFirefox)('the widget in such a Firefox, on another origin, under a strict policy', () => {
  let host: HostPages;
  let tab: SiteTab;

  beforeAll(async () => {
    host = await serveHostPages({
      folders: [
        { prefix: 'images/', folder: IMAGES },
        { prefix: 'own/', folder },
        { prefix: '', folder: 'docs/embedding' },
      ],
      replace: {
        'https://editreward.example/': inject('siteUrl'),
        'pictures/source.png': 'images/house.png',
        'pictures/done-but-blurred.png pictures/done.png pictures/wrong-color.png':
          'images/house_dusk.jpg images/house_no_sun.webp own/clear.webp own/dusk.avif',
        [FIRST]: own.instruction,
      },
      headers: { 'Content-Security-Policy': strictPolicy(new URL(inject('siteUrl')).origin) },
    });
    tab = await startFirefox({ 'privacy.resistFingerprinting': true });
    await tab.goTo(`${host.url}plain.html`);
  });
  afterAll(async () => {
    await tab.close();
    await host.close();
  });

  it('gives the rewards that the site gives, and says the same of the AVIF', async () => {
    await tab.click('^Score');
    const said = String(await tab.until('the rewards', () => document.querySelector('output')?.value));
    const [jpeg = NaN, webp = NaN, clear = NaN] = said.split(', ').map(Number);
    const names = ['house_dusk.jpg', 'house_no_sun.webp', 'clear.webp'];
    expectSame(
      { 'house_dusk.jpg': jpeg, 'house_no_sun.webp': webp, 'clear.webp': clear },
      Object.fromEntries(names.map((name) => [name, expected.own[name] ?? NaN])),
    );
    expect(said).toMatch(new RegExp(PROTECTIONS[0]?.said ?? ''));
  });
});
