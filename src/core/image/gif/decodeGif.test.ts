import { describe, expect, it } from 'vitest';
import { sampleBytes } from '../../../testing/images/samplePictures.ts';
import { decodeGif } from './decodeGif.ts';

function outcomeOf(bytes: Uint8Array): unknown {
  try {
    return decodeGif(bytes, 'bird');
  } catch (error) {
    return (error as Error).message;
  }
}

describe('decodeGif', () => {
  it('refuses a file cut anywhere before the end of its first frame', () => {
    for (const name of ['transparent.gif', 'frames.gif', 'local-palette.gif', 'interlaced.gif']) {
      const bytes = sampleBytes(name);
      const whole = decodeGif(bytes, name);
      const cuts = Array.from({ length: bytes.length }, (_, length) => outcomeOf(bytes.subarray(0, length)));
      const firstWhole = cuts.findIndex((outcome) => typeof outcome !== 'string');
      expect(new Set(cuts.slice(0, firstWhole))).toEqual(
        new Set(['bird is damaged: the end of the file is missing. Export or download it again.']),
      );
      // Of the rest only the terminator, the trailer and other frames are missing.
      for (const outcome of cuts.slice(firstWhole)) expect(outcome).toEqual(whole);
      expect(firstWhole).toBeGreaterThan(bytes.indexOf(0x2c, 13));
    }
  });

  it('takes the last colours that are named before the frame, and its own before those of the screen', () => {
    const bytes = sampleBytes('gray-local-palette.gif');
    // Without its flag the local table would be stray bytes; with it cleared and the table cut out, the screen's counts.
    const image = 13 + 12;
    const plain = Uint8Array.from([...bytes.subarray(0, image + 9), 0, ...bytes.subarray(image + 10 + 12)]);
    expect(decodeGif(plain, 'a.gif').data).toEqual(decodeGif(bytes, 'a.gif').data);
  });

  it('refuses a frame without pixels, and a file without a frame', () => {
    const bytes = sampleBytes('partial.gif');
    const image = 13 + 12;
    const empty = bytes.with(image + 5, 0);
    expect(() => decodeGif(empty, 'bird.gif')).toThrow('bird.gif is damaged: its picture has no pixels.');
    const trailerOnly = Uint8Array.from([...bytes.subarray(0, image), 0x3b]);
    expect(() => decodeGif(trailerOnly, 'bird.gif')).toThrow('bird.gif is damaged: it holds no picture.');
  });
});
