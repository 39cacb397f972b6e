import type { FieldUse } from '../fieldTable.ts';

/** The image processor of Qwen's vision-language models to date; a suffix tells faster ones. */
export const QWEN_PROCESSOR: FieldUse = {
  fits: (value) => typeof value === 'string' && /^Qwen2(_5)?_?VLImageProcessor/.test(value),
  expected: '"Qwen2VLImageProcessor"',
};
