import { rolldown } from 'rolldown';
import type { Plugin } from 'vite';
import { CONTENT_SECURITY_POLICY } from '../offline/contentSecurityPolicy.ts';
import { embedBundle, widgetBundle } from './widgetBundle.ts';

/** The widget's folder in the site. Its names stay, so that other people's pages can rely on them. */
const FOLDER = 'widget/';

/** The page for frames. `editreward-origins` is there for the owner of a site to narrow. */
const EMBED_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="editreward-origins" content="*" />
    <title>EditReward</title>
    <script type="module" src="embed.js"></script>
  </head>
  <body></body>
</html>
`;

const SCORER = /^assets\/scorer-[^/]+\.js$/;

/** Adds `<edit-reward>` and its frame to the site. They take the site's own worker and models. */
export function widgetPlugin(): Plugin {
  return {
    name: 'widget',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const scorer = Object.keys(bundle).find((name) => SCORER.test(name));
      if (scorer === undefined) return this.error('The site has no scorer worker for the widget.');
      const addresses = { scorer: `../${scorer}`, nano: '../models/nano/' };
      const emit = (name: string, source: string) => this.emitFile({ type: 'asset', fileName: FOLDER + name, source });
      emit('edit-reward.js', await codeOf(widgetBundle(addresses)));
      emit('embed.js', await codeOf(embedBundle));
      emit('embed.html', EMBED_PAGE);
    },
  };
}

async function codeOf({ input, output }: ReturnType<typeof widgetBundle>): Promise<string> {
  const made = await rolldown(input);
  const {
    output: [chunk],
  } = await made.generate(output);
  await made.close();
  return chunk.code;
}
