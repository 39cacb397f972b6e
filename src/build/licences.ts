import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BundledPackage, packageOfModule, readPackage, withDependencies } from './bundledPackages.ts';

const HEAD = `What this is made of, and under which licences.

onnxruntime-web's WebAssembly holds further components, whose notices are at
https://github.com/microsoft/onnxruntime/blob/main/ThirdPartyNotices.txt
`;

/** The licences of everything that is bundled. */
export interface Licences {
  /** A bundler's plugin that notes what goes in. One for each build. */
  readonly collector: () => { readonly name: string; buildEnd(this: BundlerContext): void };
  /** Of us, and of every package of which something went in so far; `root` is the repository. */
  readonly text: (root: string) => string;
}

interface BundlerContext {
  getModuleIds(): Iterable<string>;
}

/** `known`: names of packages that go in where no collector sees them. */
export function createLicences(known: readonly string[] = []): Licences {
  const names = new Set(known);
  return {
    collector: () => ({
      name: 'licences',
      buildEnd() {
        for (const id of this.getModuleIds()) {
          const name = packageOfModule(id);
          if (name !== undefined) names.add(name);
        }
      },
    }),
    text(root) {
      const packages = withDependencies(names, (name) => readPackage(join(root, 'node_modules'), name));
      const own = `EditReward Web, with the model Nano\n\n${readFileSync(join(root, 'LICENSE'), 'utf8').trim()}`;
      return `${[HEAD, own, ...packages.map(noticeOf)].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
    },
  };
}

function noticeOf({ name, version, licence, text, repository }: BundledPackage): string {
  return [`${name} ${version}, ${licence}`, repository, text && `\n${text}`].filter(Boolean).join('\n');
}
