/** EditReward (TIGER-AI-Lab): judges an edited picture beside its source and the instruction. */
import { qwen25Vl } from '../bases/qwen25Vl.ts';
import { qwen3Vl } from '../bases/qwen3Vl.ts';
import type { Reward } from './reward.ts';

const TEMPLATES = 'prompts.py';
const COLLATOR = 'data_collator_qwen_edit.py';

export const editReward: Reward = {
  key: 'editReward',
  title: 'EditReward',
  bases: [qwen25Vl, qwen3Vl],
  checkpointFiles: [],
  task: { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' },
  headRoot: 'rm_heads',
  heads: [
    { key: 'instructionFollowing', label: 'Instruction following', prompt: 0, tensors: 'rm_heads.head_0' },
    { key: 'visualQuality', label: 'Visual quality', prompt: 1, tensors: 'rm_heads.head_1' },
  ],
  prompts: {
    repository: 'TIGER-AI-Lab/EditReward',
    commit: 'edb027edde6080b8a9521ef8e87049b3797f8374',
    folder: 'EditReward/dataset',
    digests: {
      [TEMPLATES]: '1a64bd01924d69fe1bb4b1664d33a32c06c5fbc7230ed7cb67f253183322c7aa',
      [COLLATOR]: 'afe43a33ae6481db03a8ab3b50c4b5e9923c2c6ce89e1022fe533755ba42b2c7',
    },
    templates: [
      { file: TEMPLATES, constant: 'INSTRUCTION_EDIT_FOLLOWING', key: 'instruction_following' },
      { file: TEMPLATES, constant: 'INSTRUCTION_EDIT_QUALITY', key: 'visual_quality' },
    ],
    suffix: { file: COLLATOR, constant: 'prompt_with_special_token', key: 'suffix' },
  },
  selfTest: {
    images: [
      { width: 420, height: 330 },
      { width: 360, height: 400 },
    ],
    text: 'Draw a red circle in the middle.',
  },
};
