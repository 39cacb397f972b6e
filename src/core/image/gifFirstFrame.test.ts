import { describe, expect, it } from 'vitest';
import { gifFirstFrame, withoutGifTransparency } from './gifFirstFrame.ts';
import { sampleBytes } from './samplePictures.ts';

describe('withoutGifTransparency', () => {
  it('clears one bit of the first frame', () => {
    const bytes = sampleBytes('transparent.gif');
    const flags = gifFirstFrame(bytes)?.controlFlags ?? -1;
    expect(bytes[flags]).toBe(1);
    const result = withoutGifTransparency(bytes);
    expect(result[flags]).toBe(0);
    expect(result.with(flags, 1)).toEqual(bytes);
  });

  it('leaves later frames alone', () => {
    const bytes = sampleBytes('frames.gif');
    expect(withoutGifTransparency(bytes)).toBe(bytes);
  });
});
