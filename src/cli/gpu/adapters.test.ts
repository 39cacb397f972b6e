import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeAdapters, selectAdapter } from './adapters.ts';
import { hasGpuFiles } from './hasGpuFiles.ts';
import { isSoftware } from './isSoftware.ts';
import { readPciGpus, type PciGpu } from './pciGpus.ts';

const LAPTOP: readonly PciGpu[] = [
  { address: '0000:00:02.0', vendor: '0x8086', device: '0x7d55' },
  { address: '0000:01:00.0', vendor: '0x10de', device: '0x2860' },
];
const NAMES = [
  'NVIDIA GeForce RTX 4070 Laptop GPU',
  'Intel(R) Arc(tm) Graphics (MTL)',
  'llvmpipe (LLVM 19.1.1, 256 bits)',
];

describe('adapters', () => {
  it('have their places on the bus, by vendor', () => {
    const [first, second, third] = placeAdapters(NAMES, LAPTOP);
    expect([first?.pci?.address, second?.pci?.address, third?.pci]).toEqual([
      '0000:01:00.0',
      '0000:00:02.0',
      undefined,
    ]);
    const cards = ['07', '0a'].map((bus) => ({ address: `0000:${bus}:00.0`, vendor: '0x10de', device: '0x20b2' }));
    const places = placeAdapters(['NVIDIA A100', 'NVIDIA A100'], cards).map(({ pci }) => pci?.address);
    expect(places).toEqual(['0000:07:00.0', '0000:0a:00.0']);
  });

  it('have no place where Vulkan shows some of those on the bus only', () => {
    const cards = ['07', '0a'].map((bus) => ({ address: `0000:${bus}:00.0`, vendor: '0x10de', device: '0x20b2' }));
    const adapters = placeAdapters(['NVIDIA A100'], cards);
    expect(adapters[0]?.pci).toEqual({ address: undefined, vendor: '0x10de', device: '0x20b2' });
    expect(selectAdapter(adapters, 0)).toMatchObject({ VK_LOADER_DEVICE_SELECT: '0x10de:0x20b2' });
    const mixed = cards.map((card, k) => ({ ...card, device: `0x000${k}` }));
    expect(placeAdapters(['NVIDIA A100'], mixed)[0]?.pci).toBeUndefined();
  });

  it('are chosen by their numbers, with no driver but their own', () => {
    const adapters = placeAdapters(NAMES, LAPTOP);
    expect(selectAdapter(adapters, 1)).toEqual({
      VK_LOADER_DEVICE_SELECT: '0x8086:0x7d55',
      VK_LOADER_DRIVERS_SELECT: '*intel*',
    });
    expect(selectAdapter(adapters, 2)).toEqual({
      VK_LOADER_DEVICE_SELECT: '0x10005:0x0',
      VK_LOADER_DRIVERS_SELECT: '*lvp*',
    });
    expect(() => selectAdapter(adapters, 3)).toThrow(
      'There is no adapter 3: `editreward devices` shows which there are.',
    );
  });

  it('are not chosen where two are of one kind: the first is another than was asked for', () => {
    const cards = ['07', '0a'].map((bus) => ({ address: `0000:${bus}:00.0`, vendor: '0x10de', device: '0x20b2' }));
    const adapters = placeAdapters(['NVIDIA A100', 'NVIDIA A100'], cards);
    expect(selectAdapter(adapters, 0)).toMatchObject({ VK_LOADER_DEVICE_SELECT: '0x10de:0x20b2' });
    // Nor where the bus is not to be seen: then their names are all that there is.
    const unplaced = placeAdapters(['NVIDIA A100', 'NVIDIA A100'], []);
    expect(() => selectAdapter(unplaced, 1)).toThrow('Adapters 0 and 1 are both NVIDIA A100');
    expect(() => selectAdapter(adapters, 1)).toThrow(
      "Adapters 0 and 1 are both NVIDIA A100, which Vulkan's loader cannot tell apart. Show this process only one of them",
    );
  });
});

it('knows programs from GPUs', () => {
  expect(['SwiftShader Device (Subzero)', 'llvmpipe (LLVM 15)', 'NVIDIA A100', 'GPU'].map(isSoftware)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

it('reads the GPUs of a bus, and whether a system shows any', async () => {
  const root = await mkdtemp(join(tmpdir(), 'editreward-bus-'));
  const device = async (address: string, files: Readonly<Record<string, string>>) => {
    await mkdir(join(root, address));
    for (const [name, text] of Object.entries(files)) await writeFile(join(root, address, name), `${text}\n`);
  };
  await device('0000:07:00.0', { class: '0x030200', vendor: '0x10de', device: '0x20b2' });
  await device('0000:00:01.0', { class: '0x020000', vendor: '0x1af4', device: '0x1000' });
  expect(readPciGpus(root)).toEqual([{ address: '0000:07:00.0', vendor: '0x10de', device: '0x20b2' }]);
  expect(readPciGpus(join(root, 'none'))).toEqual([]);
  expect(hasGpuFiles(root, {}, 'linux')).toBe(false);
  expect(hasGpuFiles(root, { VK_DRIVER_FILES: 'x.json' }, 'linux')).toBe(true);
  await writeFile(join(root, 'nvidiactl'), '');
  expect(hasGpuFiles(root, {}, 'linux')).toBe(false);
  await writeFile(join(root, 'nvidia0'), '');
  expect(hasGpuFiles(root, {}, 'linux')).toBe(true);
  expect(hasGpuFiles(join(root, 'none'), {}, 'darwin')).toBe(true);
  await rm(root, { recursive: true });
});
