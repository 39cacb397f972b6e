import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

/** In a package: its own licence, and that of a library that it holds in compiled form. */
const LICENCE_FOLDERS = ['.', 'codec'];

/** A package of which something is in the site. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** What its licence file says; undefined when it brings none. */
  readonly text: string | undefined;
  readonly repository: string | undefined;
  readonly dependencies: readonly string[];
}

const description = v.object({
  name: v.string(),
  version: v.string(),
  license: v.string(),
  repository: v.optional(v.union([v.string(), v.object({ url: v.string() })])),
  dependencies: v.optional(v.record(v.string(), v.string()), {}),
});

/** Native code and types, which no browser runs. */
const NEVER_BUNDLED = /^(@types\/.*|onnxruntime-node|sharp)$/;

/** The package that a module is of, by its id; undefined for one of our own. */
export function packageOfModule(id: string): string | undefined {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/?]+)/.exec(id.replaceAll('\\', '/'))?.[1];
}

/** Those named, and what they depend on, for many are themselves published as bundles; in the order of their names. */
export function withDependencies(names: Iterable<string>, read: (name: string) => BundledPackage): BundledPackage[] {
  const found = new Map<string, BundledPackage>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name) || NEVER_BUNDLED.test(name)) continue;
    const one = read(name);
    found.set(name, one);
    waiting.push(...one.dependencies);
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function readLicence(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.codec)?(\.(md|txt))?$/i.test(entry));
  return file === undefined ? [] : [readFileSync(join(folder, file), 'utf8').trim()];
}

/** Reads a package that stands in `folder`, a `node_modules`. */
export function readPackage(folder: string, name: string): BundledPackage {
  const root = join(folder, name);
  const { version, license, repository, dependencies } = v.parse(
    description,
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  return {
    name,
    version,
    licence: license,
    text: LICENCE_FOLDERS.flatMap((part) => readLicence(join(root, part))).join('\n\n') || undefined,
    repository: typeof repository === 'object' ? repository.url : repository,
    // One that stands elsewhere is another version of a package that is here too, or was not installed.
    dependencies: Object.keys(dependencies).filter((one) => existsSync(join(folder, one, 'package.json'))),
  };
}
