import { describe, expect, it } from 'vitest';
import { expandSegments, promptSegments, splitAtImages } from './promptSegments.ts';
import { PromptTemplateError } from './promptTemplateError.ts';

const IMAGE = 90;
const REWARD = 99;
const tokens = { imageTokenId: IMAGE, rewardTokenId: REWARD };

describe('promptSegments', () => {
  it('cuts at images and right after the reward token', () => {
    expect(promptSegments([1, 2, IMAGE, 3, IMAGE, 4, 5, REWARD, 6, 7], tokens, [0, 3])).toEqual([
      { kind: 'tokens', ids: [1, 2] },
      { kind: 'image', image: 0 },
      { kind: 'tokens', ids: [3] },
      { kind: 'image', image: 3 },
      { kind: 'tokens', ids: [4, 5, REWARD] },
    ]);
  });

  it('makes no empty segments', () => {
    expect(promptSegments([IMAGE, IMAGE, REWARD], tokens, [0, 1])).toEqual([
      { kind: 'image', image: 0 },
      { kind: 'image', image: 1 },
      { kind: 'tokens', ids: [REWARD] },
    ]);
  });

  it.each([
    ['no reward token', [1, IMAGE, IMAGE, 2]],
    ['two reward tokens', [1, IMAGE, IMAGE, REWARD, REWARD]],
    ['too few images', [1, IMAGE, REWARD]],
    ['too many images', [IMAGE, IMAGE, IMAGE, REWARD]],
    ['an image after the reward token', [1, IMAGE, REWARD, IMAGE]],
  ])('refuses %s', (_, ids) => {
    expect(() => promptSegments(ids, tokens, [0, 1])).toThrow(PromptTemplateError);
  });
});

describe('expandSegments', () => {
  it('undoes the split but for the repeats', () => {
    const segments = splitAtImages([1, IMAGE, 2, IMAGE, REWARD, 3], IMAGE, [0, 2]);
    expect(expandSegments(segments, [3, 0, 2], IMAGE)).toEqual([1, IMAGE, IMAGE, IMAGE, 2, IMAGE, IMAGE, REWARD, 3]);
  });
});
