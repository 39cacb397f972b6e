import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';

let browser: TestBrowser;
let folder: string;

beforeAll(async () => {
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  folder = await mkdtemp(join(tmpdir(), 'editreward-changed-'));
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

async function put(name: string, from: string): Promise<string> {
  const path = join(folder, name);
  await cp(resolve('public/examples/recolor', from), path);
  return path;
}

describe('a file that changes on the disk after it was chosen', () => {
  it('fails by itself on the Score page, with the reason, and the others are scored', async () => {
    const { page } = await browser.openPage('');
    await page.getByLabel('Choose the source').setInputFiles(await put('source.png', 'source.png'));
    const candidates = [await put('stays.png', 'done.png'), await put('changes.png', 'nothing-done.png')];
    await page.getByLabel('Choose candidates').setInputFiles(candidates);
    await page.getByText('changes.png').first().waitFor();
    await page.getByRole('button', { name: /self-test passed/ }).waitFor();
    await writeFile(join(folder, 'changes.png'), 'another file of another length');
    await page.getByRole('textbox', { name: 'Instruction' }).fill('Make the red circle blue');
    await page.getByRole('button', { name: 'Score', exact: true }).click();
    await page.getByText('changes.png can no longer be read: it was moved or changed since it was chosen.').waitFor();
    await expect.poll(() => page.getByText(/[+−-]?\d\.\d\d ± /).count()).toBeGreaterThan(0);
    await page.close();
  });
});
