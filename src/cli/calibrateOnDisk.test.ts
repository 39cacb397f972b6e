/** Statistics of the tiny model, as its package is judged on this machine: what the conversion is told. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertCheckpoint } from '../convert/convert.ts';
import { GROUP_COLUMNS, GROUP_SIZE } from '../convert/calibration/feedbackFactors.ts';
import { at } from '../core/at.ts';
import type { Dtype } from '../core/modelPackage/manifest.ts';
import { checkpointRequest } from '../testing/checkpoints.ts';
import { editrewardHere } from '../testing/commandLine.ts';
import { goldenCases } from '../testing/packages.ts';
import { calibrateOnDisk } from './calibrateOnDisk.ts';
import { openSamples } from './commands/calibrationSamples.ts';
import { editReward } from '../convert/rewards/editReward.ts';
import { hpsv3 } from '../convert/rewards/hpsv3.ts';
import { directorySink } from './nodeFiles.ts';

let folder = '';
let dataset = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-calibrate-'));
  await cp('reference/tiny/images', join(folder, 'images'), { recursive: true });
  dataset = join(folder, 'edits.csv');
  const rows = goldenCases('tiny').map(({ source, edited, instruction }) =>
    [`images/${source}`, `images/${edited}`, 'someone', `"${instruction.replaceAll('"', '""')}"`].join(','),
  );
  await writeFile(dataset, ['source,edited,editor,instruction', ...rows].join('\n'));
});
afterAll(() => rm(folder, { recursive: true }));

async function statisticsOf(dtype: Dtype, maxLayersPerShard?: number) {
  const path = await mkdtemp(join(folder, 'package-'));
  const samples = await openSamples(dataset, editReward);
  const all = new Map<string, Float32Array>();
  const calibration = {
    samples: samples.count,
    sha256: samples.sha256,
    collect: async (...[manifest, onStatistics]: Parameters<typeof collect>) =>
      collect(manifest, async (graph, sums) => {
        for (const [name, values] of sums) all.set(name, values);
        await onStatistics(graph, sums);
      }),
  };
  async function collect(
    manifest: Parameters<typeof calibrateOnDisk>[1],
    onStatistics: Parameters<typeof calibrateOnDisk>[3],
  ) {
    await calibrateOnDisk(path, manifest, await samples.read(manifest), onStatistics);
  }
  await convertCheckpoint(
    { ...checkpointRequest('tiny'), dtype, symmetric: false, maxLayersPerShard, calibration },
    directorySink(path),
    { measureSelfTest: async (manifest) => manifest.selfTest.expected },
  );
  return all;
}

/** The sum of squares of all inputs. */
function energyOf(sums: Float32Array | undefined): number {
  let energy = 0;
  for (let group = 0; group < (sums?.length ?? NaN); group += GROUP_SIZE) {
    for (let i = 0; i < GROUP_COLUMNS; i++) energy += sums?.[group + i * (GROUP_COLUMNS + 1)] ?? NaN;
  }
  return energy;
}

describe('statistics', () => {
  let whole: Map<string, Float32Array>;
  beforeAll(async () => {
    whole = await statisticsOf('q4');
  });

  it('are of all matrices of 4 bits, once for each input', () => {
    const names = [...whole.keys()].map((name) => name.replace('statistics.', '').replace(/\.\d+\./, '.*.'));
    expect(new Set(names)).toEqual(
      new Set([
        'visual.blocks.*.attn.qkv.weight',
        'visual.blocks.*.attn.proj.weight',
        'visual.blocks.*.mlp.gate_proj.weight',
        'visual.blocks.*.mlp.down_proj.weight',
        'visual.merger.mlp.*.weight',
        'language.layers.*.self_attn.q_proj.weight',
        'language.layers.*.self_attn.o_proj.weight',
        'language.layers.*.mlp.gate_proj.weight',
        'language.layers.*.mlp.down_proj.weight',
      ]),
    );
  });

  it('are the same however layers are cut into shards', async () => {
    const cut = await statisticsOf('q4', 1);
    expect([...cut.keys()].toSorted()).toEqual([...whole.keys()].toSorted());
    for (const [name, sums] of cut) {
      const expected = whole.get(name) ?? expect.fail(name);
      const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const off = sums.reduce((most, value, i) => Math.max(most, Math.abs(value - at(expected, i))), 0);
      // Sums in fp32, in the same order; only where hidden states wait is another place.
      expect(off / largest, name).toBeLessThan(1e-5);
    }
  });

  it('of the last layer rest on all tokens, as those of the others', () => {
    const energies = [0, 1, 2].map((layer) =>
      energyOf(whole.get(`statistics.language.layers.${layer}.self_attn.q_proj.weight`)),
    );
    // Norms make all rows about as long. Of the tokens that are read alone there would be a hundredth.
    expect(at(energies, 2) / at(energies, 0)).toBeGreaterThan(0.3);
  });

  it('are of 4 bits alone in a package of mixed bits', async () => {
    const names = [...(await statisticsOf('q4mixed')).keys()];
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(name).toMatch(/^statistics\.language\.layers\.\d\.mlp\.(gate|down)_proj\.weight$/);
  });
});

describe('samples', () => {
  it('are named by what they are, not by where', async () => {
    const samples = await openSamples(dataset, editReward);
    expect(samples.count).toBe(
      new Set(goldenCases('tiny').map(({ source, instruction }) => source + instruction)).size,
    );
    const other = join(folder, 'other.csv');
    await writeFile(other, (await readFile(dataset, 'utf8')).replace('someone', 'someone else'));
    expect((await openSamples(other, editReward)).sha256).toBe(samples.sha256);
    await writeFile(other, `${await readFile(dataset, 'utf8')} and more`);
    expect((await openSamples(other, editReward)).sha256).not.toBe(samples.sha256);
  });

  it('are refused for a model that judges other things', async () => {
    await expect(openSamples(dataset, hpsv3)).rejects.toMatchObject({ name: 'DatasetKindError' });
  });
});

function convertArgs(dtype: string, out: string, calibrate: string): string[] {
  const inputs = ['--checkpoint', 'reference/tiny/checkpoint', '--base', 'reference/tiny/checkpoint'];
  const prompts = ['--prompts', 'reference/tiny/prompts.json'];
  return ['convert', ...inputs, ...prompts, '--dtype', dtype, '--out', out, '--calibrate', calibrate];
}

describe('convert --calibrate', () => {
  it('makes a package that says so, and leaves nothing else', async () => {
    const out = join(folder, 'converted');
    const { code, out: said } = await editrewardHere(...convertArgs('q4', out, dataset));
    expect(code).toBe(0);
    expect(said).toContain('Calibrated with 6 pictures');
    const { calibration, files } = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'));
    expect(calibration).toMatchObject({ samples: 6, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(files.map(({ path }: { path: string }) => path).join(' ')).not.toMatch(/observed|statistics/);
  });

  it('takes drawn pictures where there are no others', async () => {
    const out = join(folder, 'drawn');
    const { code, out: said } = await editrewardHere(...convertArgs('q4', out, 'drawn'));
    expect(code).toBe(0);
    expect(said).toContain('Calibrated with 16 pictures');
    const { calibration, files } = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'));
    const other = JSON.parse(await readFile(join(folder, 'converted', 'manifest.json'), 'utf8'));
    expect(calibration.sha256).not.toBe(other.calibration.sha256);
    expect(files).not.toEqual(other.files);
  });

  it('is refused where nothing has 4 bits, and where there is no dataset', async () => {
    expect(await editrewardHere(...convertArgs('q8', join(folder, 'no'), dataset))).toMatchObject({
      code: 2,
      err: expect.stringContaining('--calibrate changes matrices of 4 bits, and q8 has none.'),
    });
    expect(await editrewardHere(...convertArgs('q4', join(folder, 'no'), join(folder, 'none.csv')))).toMatchObject({
      code: 1,
      err: expect.stringContaining('none.csv does not exist'),
    });
  });
});
