/**
 * Manifests of schema 1, which version 0.1 wrote. There was one kind of model then, so the manifest did not say what it
 * was. It had a source and an edit, two heads of known names, windows, plain positions, Pillow's resize, and photos as
 * they are stored.
 */
import * as v from 'valibot';
import { EDIT_TASK } from '../task.ts';
import { FORMER_HEADS } from './formerHeads.ts';

const size = v.looseObject({});
const promptOf = <Key extends string>(dimension: Key) =>
  v.object({ dimension: v.literal(dimension), template: v.unknown(), suffix: v.unknown() });

/** What schema 2 says otherwise. All else is the same, and is checked as schema 2. */
export const schema1 = v.looseObject({
  schemaVersion: v.literal(1),
  family: v.literal('editreward-qwen2.5-vl'),
  imageProcessor: v.looseObject({}),
  vision: v.looseObject({ windowSize: v.unknown(), fullAttentionBlocks: v.unknown() }),
  text: v.looseObject({}),
  prompts: v.strictTuple([promptOf(FORMER_HEADS[0].key), promptOf(FORMER_HEADS[1].key)]),
  selfTest: v.looseObject({ source: size, edited: size, instruction: v.unknown() }),
});

/** What a manifest of schema 1 means, in schema 2. Not yet checked, where the two are alike. */
export function liftManifest(manifest: v.InferOutput<typeof schema1>): unknown {
  const { family: _, imageProcessor, vision, text, prompts, selfTest, ...same } = manifest;
  const { windowSize, fullAttentionBlocks, ...tower } = vision;
  const { source, edited, instruction, ...test } = selfTest;
  return {
    ...same,
    schemaVersion: 2,
    model: { title: 'EditReward' },
    imageProcessor: { ...imageProcessor, resize: 'pillow', orientation: 'ignored' },
    vision: { ...tower, windows: { size: windowSize, fullAttentionBlocks } },
    text: { ...text, positions: { kind: 'plain' } },
    task: EDIT_TASK,
    prompts: prompts.map(({ template, suffix }) => ({ template, suffix })),
    heads: FORMER_HEADS.map((head, prompt) => ({ ...head, prompt })),
    pooling: 'mean',
    selfTest: { ...test, images: [source, edited], text: instruction },
  };
}
