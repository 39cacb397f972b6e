/** A published checkpoint of a reward model, and the model that it was trained from. */
export interface KnownCheckpoint {
  readonly title: string;
  /** Repositories on Hugging Face. */
  readonly checkpoint: string;
  readonly base: string;
}

/** https://huggingface.co/collections/TIGER-Lab/editreward-68ddf026ef9eb1510458abc6 and https://huggingface.co/MizzenAI/HPSv3 */
export const KNOWN_CHECKPOINTS: readonly KnownCheckpoint[] = [
  {
    title: 'EditReward on Qwen2.5-VL-7B',
    checkpoint: 'TIGER-Lab/EditReward-Qwen2.5-VL-7B',
    base: 'Qwen/Qwen2.5-VL-7B-Instruct',
  },
  {
    title: 'EditReward on MiMo-VL-7B',
    checkpoint: 'TIGER-Lab/EditReward-MiMo-VL-7B-SFT-2508',
    base: 'XiaomiMiMo/MiMo-VL-7B-SFT-2508',
  },
  {
    title: 'HPSv3 on Qwen2-VL-7B',
    checkpoint: 'MizzenAI/HPSv3',
    base: 'Qwen/Qwen2-VL-7B-Instruct',
  },
];
