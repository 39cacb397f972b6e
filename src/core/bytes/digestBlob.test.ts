import { expect, it } from 'vitest';
import { digestBlob } from './digestBlob.ts';

it('is the digest of the bytes, and reads them once', async () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  const blob = new Blob(['a', 'bc']);
  expect(await digestBlob(blob)).toBe(abc);
  Object.defineProperty(blob, 'slice', { value: () => expect.fail('It was read twice.') });
  expect(await digestBlob(blob)).toBe(abc);
  expect(await digestBlob(new Blob())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
