import type { Plugin } from 'vite';

/**
 * Headers of every answer of `vite preview`. Its own option leaves them out of an answer that says that a file is
 * unchanged. WebKit (seen in 2.50) then takes the file that it has for one without them, and on a second visit it
 * starts no worker.
 */
export function previewHeadersPlugin(headers: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'preview-headers',
    configurePreviewServer({ middlewares }) {
      middlewares.use((_, response, next) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        next();
      });
    },
  };
}
