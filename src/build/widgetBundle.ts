import type { BuildOptions, Plugin } from 'rolldown';
import type { PackageFiles } from '../rpc/packageFiles.ts';

/** Puts `expressions`, one of JavaScript for each field, in the place of the npm package's addresses. */
function packageFilesAt(expressions: Readonly<Record<keyof PackageFiles, string>>): Plugin {
  const fields = Object.entries(expressions).map(([name, expression]) => `${name}: ${expression}`);
  return {
    name: 'package-files',
    load(id) {
      if (!/[/\\]src[/\\]client[/\\]packageFiles\.ts$/.test(id)) return null;
      return `export const packageFiles = { ${fields.join(', ')} };`;
    },
  };
}

export interface WidgetBundleOptions {
  /** Where the module is written. */
  readonly file: string;
  /** Where its files are, as JavaScript; default: those of the npm package. */
  readonly addresses?: Parameters<typeof packageFilesAt>[0];
}

/** The widget as one ES module. */
export function widgetBundle({ file, addresses }: WidgetBundleOptions): BuildOptions {
  return {
    input: 'src/widget/index.ts',
    platform: 'browser',
    plugins: addresses ? [packageFilesAt(addresses)] : [],
    output: { file, codeSplitting: false, minify: true },
  };
}
