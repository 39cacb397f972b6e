import type { Plugin } from 'vite';

/** The module that the page runs before all others; what it imports goes with it. */
const MODULE = /\/src\/app\/model\/startScorer\.ts$/;
const CHUNK = 'startScorer';

/** Takes it out of the page's script: which would run it only once all of that has come. */
export const firstScriptChunk = { name: CHUNK, test: MODULE };

/** Has the built page run {@link firstScriptChunk} before its other scripts, which wait for each other. */
export function firstScriptPlugin(): Plugin {
  return {
    name: 'first-script',
    apply: 'build',
    transformIndexHtml(_, { bundle = {} }) {
      const script = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === CHUNK);
      if (!script) throw new Error(`The page has no script of the name ${CHUNK}.`);
      const attrs = { type: 'module', crossorigin: true, src: `./${script.fileName}` };
      return [{ tag: 'script', attrs, injectTo: 'head-prepend' }];
    },
  };
}
