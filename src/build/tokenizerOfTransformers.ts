import type { Plugin } from 'vite';

const PACKAGE = '@huggingface/transformers';
/** Where the package has its tokenizers, beside the bundles that hold every model it knows. */
const TOKENIZERS = 'src/tokenization_utils.js';

/** Parts of the package that its tokenizers import for what we never ask of them: files of a hub, tensors, a log's levels. */
const UNUSED: Readonly<Record<string, string>> = {
  './utils/hub.js': 'export const getModelJSON = undefined;',
  './utils/tensor.js': 'export const Tensor = undefined;',
  './utils/model_registry/get_tokenizer_files.js': 'export const get_tokenizer_files = undefined;',
  './utils/logger.js': 'export const logger = console;',
};
const UNUSED_PREFIX = '\0unused-by-the-tokenizer:';

/**
 * We use only the tokenizer of transformers. Its bundle for browsers also holds every model, and another onnxruntime
 * than the build that we choose for each browser. A first score would wait for half a megabyte more.
 */
export const tokenizerOfTransformers: Plugin = {
  name: 'tokenizer-of-transformers',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (source === PACKAGE) {
      const whole = await this.resolve(source, importer, { skipSelf: true });
      const folder = whole && /^.*\/@huggingface\/transformers\//.exec(whole.id.replaceAll('\\', '/'))?.[0];
      return folder ? { id: folder + TOKENIZERS, moduleSideEffects: false } : null;
    }
    return importer?.endsWith(TOKENIZERS) && source in UNUSED ? UNUSED_PREFIX + source : null;
  },
  load: (id) => (id.startsWith(UNUSED_PREFIX) ? UNUSED[id.slice(UNUSED_PREFIX.length)] : null),
};
