import type { Plugin } from 'vite';

/**
 * Of transformers we use the tokenizer alone. Its onnxruntime would be another one beside the build that we choose for each
 * browser; the types' package, which it takes just as well, is enough for what is never called.
 */
export const transformersWithoutOnnxruntime: Plugin = {
  name: 'transformers-without-onnxruntime',
  enforce: 'pre',
  resolveId(source, importer) {
    if (source !== 'onnxruntime-web/webgpu' || !importer?.match(/@huggingface[/_]transformers/)) return null;
    return this.resolve('onnxruntime-common', importer);
  },
};
