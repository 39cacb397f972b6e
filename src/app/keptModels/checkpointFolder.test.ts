import { describe, expect, it } from 'vitest';
import { checkpointOfFolder, wholeFolder } from './checkpointFolder.ts';

const file = new File([], 'x');
const filesOf = (...paths: string[]) => paths.map((path) => ({ path, file }));
const pathsOf = (folder: ReturnType<typeof checkpointOfFolder>) => folder?.files.map(({ path }) => path);

describe('checkpointOfFolder', () => {
  it('takes the files beside the weights', () => {
    const files = filesOf('home/model/config.json', 'home/model/model-1.safetensors', 'home/letter.txt');
    expect(pathsOf(checkpointOfFolder('home', files))).toEqual(['config.json', 'model-1.safetensors']);
  });

  it('prefers the weights that lie uppermost', () => {
    const files = filesOf('m/old/model.safetensors', 'm/model.safetensors');
    expect(pathsOf(checkpointOfFolder('m', files))).toEqual(['old/model.safetensors', 'model.safetensors']);
  });

  it('takes torch files beside a config, which the conversion explains, and no others', () => {
    const pickled = filesOf('m/config.json', 'm/pytorch_model-00001-of-00002.bin');
    expect(pathsOf(checkpointOfFolder('m', pickled))).toEqual(['config.json', 'pytorch_model-00001-of-00002.bin']);
    expect(checkpointOfFolder('m', filesOf('m/data.json', 'm/model.pth'))).toBeUndefined();
    expect(checkpointOfFolder('m', filesOf('m/config.json', 'm/embedding.bin'))).toBeUndefined();
  });

  it('passes over what operating systems keep for themselves', () => {
    const files = filesOf('m/._model.safetensors', 'm/a/model.safetensors', 'm/a/.DS_Store', 'm/a/._config.json');
    expect(pathsOf(checkpointOfFolder('m', files))).toEqual(['model.safetensors']);
    expect(pathsOf(wholeFolder('m', files))).toEqual(['a/model.safetensors']);
  });

  it('finds none where there are no weights', () => {
    expect(checkpointOfFolder('m', filesOf('m/manifest.json', 'm/decoder-0.data'))).toBeUndefined();
  });
});

describe('wholeFolder', () => {
  it('drops the folder’s own name', () => {
    expect(pathsOf(wholeFolder('base', filesOf('base/config.json', 'base/a/b.json')))).toEqual([
      'config.json',
      'a/b.json',
    ]);
  });
});
