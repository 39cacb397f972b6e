/** HPSv3 (MizzenAI): judges a picture by the prompt that it should show. */
import { qwen2Vl } from '../bases/qwen2Vl.ts';
import type { Reward } from './reward.ts';

const COLLATOR = 'data_collator_qwen.py';

export const hpsv3: Reward = {
  key: 'hpsv3',
  title: 'HPSv3',
  bases: [qwen2Vl],
  checkpointFiles: ['HPSv3.safetensors'],
  task: { images: [{ role: 'candidate' }], text: 'prompt' },
  headRoot: 'rm_head',
  heads: [{ key: 'overall', label: 'Overall', prompt: 0, tensors: 'rm_head' }],
  prompts: {
    repository: 'MizzenAI/HPSv3',
    commit: '014a9cc472888f50fd601962d092bffa35de9ef0',
    folder: 'hpsv3/dataset',
    digests: { [COLLATOR]: 'b0f936e89f8df652c67d470412e1d9afd27aa711dec85724c19989ac91e7a3e3' },
    templates: [{ file: COLLATOR, constant: 'INSTRUCTION', key: 'instruction' }],
    suffix: { file: COLLATOR, constant: 'prompt_with_special_token', key: 'suffix' },
  },
  selfTest: { images: [{ width: 420, height: 330 }], text: 'A red circle in the middle.' },
};
