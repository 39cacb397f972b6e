/** What `npm run reference:nano` runs: has Nano score drawn edits, and gives its package the reference set made of them. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeReferenceSet } from '../core/reference/makeReferenceSet.ts';
import type { CandidateScore } from '../core/score/score.ts';
import { nanoCase } from '../nano/suite.ts';
import { openModelPackage } from '../packages/modelPackage.ts';
import { withoutReference } from '../packages/packageReference.ts';
import { BUNDLED_MODEL } from './bundledModel.ts';
import { describeModel, loadModel } from './commands/loadModel.ts';
import { scoreNanoCase } from './commands/evaluate/scoreNanoCase.ts';
import { addReference } from './commands/reference/addReference.ts';
import { directoryFolder } from './nodeFiles.ts';
import { ProgressDisplay } from './progressDisplay.ts';

/** Its edits of each grade are drawn as often as others, which an editor's would not be. */
const SCENES = 100;
/** No other set is drawn from it. */
const SEED = 1600;

// The digest in the set is that of the package as it is without one, so that it does not depend on the set of before.
const manifest = join(BUNDLED_MODEL, 'manifest.json');
await writeFile(manifest, withoutReference(await readFile(manifest, 'utf8')));

const { signal } = new AbortController();
const modelPackage = await openModelPackage(directoryFolder(BUNDLED_MODEL));
const wish = { device: 'cpu', adapter: undefined, selfTest: true } as const;
const display = new ProgressDisplay(process.stderr);
const model = await loadModel({ modelPackage, path: BUNDLED_MODEL, wish }, display, signal);
display.clear();
const scores: CandidateScore[] = [];
for (let index = 0; index < SCENES; index++)
  scores.push(...(await scoreNanoCase(model, nanoCase(SEED, index), signal)));
await model.dispose();
const set = makeReferenceSet({
  model: describeModel(modelPackage),
  of: 'drawn edits',
  origin: `Six edits each of ${SCENES} drawn scenes, from done to not done, and from undamaged to badly damaged.`,
  scores,
});
await addReference(BUNDLED_MODEL, set);
