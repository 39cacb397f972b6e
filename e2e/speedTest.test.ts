import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type TestBrowser } from './harness/browser.ts';
import { openScorer, type ScorerDriver } from './harness/scorerDriver.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser(inject('siteUrl'));
});
afterAll(() => browser.close());

/** A device in software is measured, with both cores busy elsewhere. */
const SLOW = { timeout: 120_000 };

const RATES = { decoder: expect.any(Number), vision: expect.any(Number) };

describe('measuring a device', () => {
  let scorer: ScorerDriver;
  beforeAll(async () => {
    scorer = await openScorer(browser);
  });

  it('times layers on WebGPU, smaller ones on this slow device, in 4 and 8 bits', async () => {
    const answer = await scorer.measureSpeed('webgpu', 60_000);
    expect(answer).toEqual({
      value: {
        provider: 'webgpu',
        description: expect.stringMatching(/swiftshader/i),
        // The adapter has no fp16.
        report: { sampleSize: 'quarter', layers: { q4: RATES, q8: RATES }, isComplete: true },
      },
    });
    if (!('value' in answer)) throw new Error('not measured');
    const { report } = answer.value;
    const { gflops, speed } = await scorer.measureDevice('webgpu');
    expect(speed).toEqual(report);
    // The same work on the same device: a layer is no wonder beside a matrix product, nor is it next to nothing.
    expect(report.layers.q4?.decoder).toBeGreaterThan(gflops / 50);
    expect(report.layers.q4?.decoder).toBeLessThan(gflops * 5);
  });

  it('begins nothing more once time is over, and remembers what there was', async () => {
    const { value } = (await scorer.measureSpeed('wasm', 1)) as { value: { report: unknown } };
    expect(value.report).toMatchObject({ isComplete: false });
    expect(await scorer.recallSpeeds()).toEqual([
      { provider: 'webgpu', description: expect.any(String), report: expect.objectContaining({ isComplete: true }) },
      { provider: 'wasm', description: expect.stringMatching(/^CPU, /), report: value.report },
    ]);
  });
});

describe('the speed test of the Models page', () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await browser.openPage('?model=#/models'));
  });

  const section = () => page.getByRole('region', { name: 'Speed of this computer' });

  it('shows what was measured before, with what it recommends', async () => {
    await section()
      .getByRole('row', { name: /^WebGPU, .*q4 / })
      .waitFor();
    await expect.poll(() => section().innerText()).toContain('Recommended: q4.');
    await expect.poll(() => section().innerText()).toContain('layers a quarter as wide');
    expect(await axeFindings(page)).toEqual([]);
    await expect.poll(() => page.getByText(/^As measured here: /).count()).toBe(1);
  });

  it('can be cancelled, and keeps what it had', async () => {
    await section().getByRole('button', { name: 'Measure again' }).click();
    await section().getByRole('button', { name: 'Cancel' }).click();
    await section()
      .getByRole('progressbar')
      .waitFor({ state: 'detached', ...SLOW });
    expect(await section().getByRole('alert').count()).toBe(0);
    await section()
      .getByRole('row', { name: /^WebGPU, .*q4 / })
      .waitFor();
  });
});

it('measures what there is where there is no GPU', async () => {
  const withoutGpu = await launchBrowser(inject('siteUrl'), { webgpu: false });
  try {
    const { page } = await withoutGpu.openPage('?model=#/models');
    const section = page.getByRole('region', { name: 'Speed of this computer' });
    await section.getByRole('button', { name: 'Measure', exact: true }).click();
    const row = section.getByRole('row', { name: /^CPU, .*q4 / });
    await section
      .getByText(/^measuring q\d on CPU/i)
      .or(row)
      .first()
      .waitFor(SLOW);
    await section.getByRole('progressbar').waitFor({ state: 'detached', ...SLOW });
    await row.waitFor();
    expect(await section.getByRole('alert').count()).toBe(0);
    await expect.poll(() => section.innerText()).toContain('Recommended: q4.');
    expect(await axeFindings(page)).toEqual([]);
  } finally {
    await withoutGpu.close();
  }
});
