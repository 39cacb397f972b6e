import { KNOWN_SIZES } from './knownSizes.ts';
import type { KnownSizes } from './knownPackage.ts';

/** A reward model that is known, and the model that it was trained from. */
export interface KnownCheckpoint {
  readonly title: string;
  /** What it judges, in one sentence. */
  readonly judges: string;
  /** What one more of is timed: "an edit". */
  readonly unit: 'an edit' | 'a picture';
  /** Repository on Hugging Face; undefined: nobody has published its weights. */
  readonly checkpoint: string | undefined;
  readonly base: string;
  /** Undefined: its sizes are not looked up, so there is no card. */
  readonly sizes: KnownSizes | undefined;
}

const EDITS = 'Judges edits of photographs: how well they follow the instruction, and how good they look.';

/** https://huggingface.co/collections/TIGER-Lab/editreward-68ddf026ef9eb1510458abc6 and https://huggingface.co/MizzenAI/HPSv3 */
export const KNOWN_CHECKPOINTS: readonly KnownCheckpoint[] = [
  {
    title: 'EditReward on Qwen2.5-VL-7B',
    judges: EDITS,
    unit: 'an edit',
    checkpoint: 'TIGER-Lab/EditReward-Qwen2.5-VL-7B',
    base: 'Qwen/Qwen2.5-VL-7B-Instruct',
    sizes: KNOWN_SIZES['editreward-qwen2.5-vl-7b'],
  },
  {
    title: 'HPSv3 on Qwen2-VL-7B',
    judges: 'Judges pictures by the prompt that they were made from.',
    unit: 'a picture',
    checkpoint: 'MizzenAI/HPSv3',
    base: 'Qwen/Qwen2-VL-7B-Instruct',
    sizes: KNOWN_SIZES['hpsv3-qwen2-vl-7b'],
  },
  {
    title: 'EditReward on Qwen3-VL-8B',
    judges: `${EDITS} It sees pictures at their own size.`,
    unit: 'an edit',
    checkpoint: undefined,
    base: 'Qwen/Qwen3-VL-8B-Instruct',
    sizes: KNOWN_SIZES['editreward-qwen3-vl-8b'],
  },
  {
    title: 'EditReward on MiMo-VL-7B',
    judges: EDITS,
    unit: 'an edit',
    checkpoint: 'TIGER-Lab/EditReward-MiMo-VL-7B-SFT-2508',
    base: 'XiaomiMiMo/MiMo-VL-7B-SFT-2508',
    sizes: undefined,
  },
];
