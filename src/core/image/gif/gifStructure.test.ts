import { describe, expect, it } from 'vitest';
import { sampleBytes } from '../../../testing/images/samplePictures.ts';
import { readGifStructure } from './gifStructure.ts';

describe('readGifStructure', () => {
  it('tells where the first frame stands on its canvas', () => {
    expect(readGifStructure(sampleBytes('partial-transparent.gif'), 'a.gif')).toMatchObject({
      width: 4,
      height: 3,
      fill: 3,
      codeSize: 2,
      frame: { left: 1, top: 0, width: 2, height: 2, isInterlaced: false },
    });
  });

  it('grows the canvas to hold the frame', () => {
    expect(readGifStructure(sampleBytes('beyond-screen.gif'), 'a.gif')).toMatchObject({ width: 4, height: 3 });
    expect(readGifStructure(sampleBytes('zero-screen.gif'), 'a.gif')).toMatchObject({ width: 2, height: 2 });
  });

  it('keeps the transparent colour of an earlier control', () => {
    expect(readGifStructure(sampleBytes('two-controls.gif'), 'a.gif').fill).toBe(1);
    expect(readGifStructure(sampleBytes('partial.gif'), 'a.gif').fill).toBe(0);
  });

  it('takes grey levels in order for no palette', () => {
    expect(readGifStructure(sampleBytes('no-palette.gif'), 'a.gif').palette).toBeUndefined();
    const coloured = readGifStructure(sampleBytes('gray-local-palette.gif'), 'a.gif').palette;
    expect([...(coloured?.subarray(0, 3) ?? [])]).toEqual([200, 100, 50]);
  });

  it('refuses a control that is too short for what it promises', () => {
    const bytes = sampleBytes('two-controls.gif');
    const control = 13 + 12;
    const short = Uint8Array.from([...bytes.subarray(0, control), 0x21, 0xf9, 2, 1, 0, 0, ...bytes.subarray(control)]);
    expect(() => readGifStructure(short, 'a.gif')).toThrow('a.gif is damaged: its header cannot be read.');
  });
});
