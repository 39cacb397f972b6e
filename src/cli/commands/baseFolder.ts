import type { FileFolder } from '../../core/bytes/bytes.ts';
import { layeredFolder } from '../../core/bytes/layeredFolder.ts';
import { directoryFolder } from '../nodeFiles.ts';

/** With a tokenizer folder these come from there alone: halves of two tokenizers do not fit together. */
const TOKENIZER_FILES = ['tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja', 'chat_template.json'];

/** The base model's folders, and the tokenizer's where it lies apart, as one folder. */
export function baseFolder(bases: readonly string[], tokenizer: string | undefined): FileFolder {
  const base = layeredFolder(...bases.map(directoryFolder));
  if (tokenizer === undefined) return base;
  const tokenizerFolder = directoryFolder(tokenizer);
  const all = layeredFolder(base, tokenizerFolder);
  return {
    name: all.name,
    open: (path) => (TOKENIZER_FILES.includes(path) ? tokenizerFolder : all).open(path),
  };
}
