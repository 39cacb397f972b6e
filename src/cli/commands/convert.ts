import type { Command } from '../command.ts';
import { parseConvertArgs } from './convertArgs.ts';

export const convert: Command = {
  name: 'convert',
  summary: 'Make a model package of a checkpoint',
  help: `Usage: editreward convert --checkpoint DIR --base DIR --dtype fp32|q8|q4mixed|q4|q4f16 --out DIR [options]

Makes a model package, which the page and \`editreward score\` load, of a checkpoint: EditReward on Qwen2.5-VL or
Qwen3-VL, or HPSv3 on Qwen2-VL. Its files tell which one it is. The checkpoint streams through: memory does not grow with
its size. At the end the files are read back and checked, and the package's self-test is measured. Stop it any
time: the same command resumes where it stopped.

  --checkpoint DIR       folder with model.safetensors or HPSv3.safetensors, or with shards and
                         model.safetensors.index.json
  --base DIR             folder of the base model: config.json, preprocessor_config.json (or processor_config.json of
                         transformers 5), tokenizer. May be repeated: of files with the same name the first folder's
                         is taken
  --dtype DTYPE          fp32 (exact), q8, q4mixed (4 bits, but 8 for the tower and all attention: an eighth larger than
                         q4, and closer), q4 (for most), q4f16 (as q4, computes in 16 bits: for GPUs with shader-f16)
  --out DIR              where the package goes: a new or empty folder, what an interrupted conversion left,
                         or a model package, which is replaced

  --prompts PATH         the reward model's prompt texts: a clone of TIGER-AI-Lab/EditReward or MizzenAI/HPSv3, a folder
                         with their Python files (prompts.py and data_collator_qwen_edit.py, or data_collator_qwen.py),
                         or a JSON file with instruction_following, visual_quality and suffix, or with instruction and
                         suffix. Without it they are downloaded from a pinned commit and checked
  --tokenizer DIR        folder of the tokenizer and chat template, where they are not with the base model
  --calibrate PATH       samples to calibrate 4 bits with: a folder of edits or of pictures with prompts, or a dataset's file, as
                         \`evaluate\` reads them. 16 pictures, spread over all of it, teach which rounding errors cancel
                         out: edits are then ranked more as fp32 ranks them, at the same size. Use pictures of the kind that
                         you will score. Weights are read twice. The word drawn takes drawn pictures: they know nothing of what
                         will be scored (a folder of that name is ./drawn)
  --symmetric            quantise without zero points: smaller, less exact
  --layers-per-shard N   at most N layers in a file
  --threads N            threads that quantise; default: one for each core
  --id NAME              name of the model; default: the checkpoint folder's
  --repository REPO      where the checkpoint comes from, for the package's record
  --revision REVISION    its revision there
  --licence LICENCE      its licence
  --force                write into a folder that holds other things`,

  async run(args) {
    const options = parseConvertArgs(args);
    const { runConvert } = await import('./runConvert.ts');
    return runConvert(options);
  },
};
