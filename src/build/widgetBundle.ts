import type { InputOptions, OutputOptions, Plugin } from 'rolldown';

/** How one ES module is made. */
export interface ModuleBundle {
  readonly input: InputOptions;
  readonly output: OutputOptions;
}

/** Paths relative to the widget's module. */
export interface SiteAddresses {
  readonly scorer: string;
  readonly nano: string;
}

/** Puts the site's addresses in the place of the npm package's. */
function packageFilesOfSite({ scorer, nano }: SiteAddresses): Plugin {
  return {
    name: 'package-files-of-site',
    load(id) {
      if (!/[/\\]src[/\\]client[/\\]packageFiles\.ts$/.test(id)) return null;
      return `export const packageFiles = { scorer: ${addressOf(scorer)}, runtime: undefined, nano: ${addressOf(nano)} };`;
    },
  };
}

/** As JavaScript. */
function addressOf(path: string): string {
  return `new URL(${JSON.stringify(path)}, import.meta.url).href`;
}

/** The widget as one module: for a site, or without `addresses` for the npm package. */
export function widgetBundle(addresses?: SiteAddresses): ModuleBundle {
  return {
    input: {
      input: 'src/widget/index.ts',
      platform: 'browser',
      plugins: addresses ? [packageFilesOfSite(addresses)] : [],
    },
    output: { codeSplitting: false, minify: true },
  };
}

/** The script of the frame's page, which imports the widget that lies beside it. */
export const embedBundle: ModuleBundle = {
  input: {
    input: 'src/widget/embed.ts',
    platform: 'browser',
    plugins: [
      {
        name: 'widget-beside',
        resolveId: (source) => (source === './index.ts' ? { id: './edit-reward.js', external: true } : null),
      },
    ],
  },
  output: { codeSplitting: false, minify: true },
};
