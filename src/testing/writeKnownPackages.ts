/** Writes what the Models page knows of packages that are not made yet: `npm run known:packages`. */
import { writeFile } from 'node:fs/promises';
import { planKnownPackages } from './knownPackages.ts';

const TEXT = `/** Written by \`npm run known:packages\`: the converter's own plans for the published sizes. */
import type { KnownSizes } from './knownPackage.ts';

export const KNOWN_SIZES = ${JSON.stringify(planKnownPackages())} satisfies Readonly<Record<string, KnownSizes>>;
`;

await writeFile('src/app/models/knownSizes.ts', TEXT);
