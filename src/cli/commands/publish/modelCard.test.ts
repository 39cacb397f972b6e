import { describe, expect, it } from 'vitest';
import { parseManifest, type Manifest } from '../../../core/modelPackage/manifest.ts';
import { manifestOf } from '../../../testing/testPackage.ts';
import { modelCard } from './modelCard.ts';

const PLACE = { repository: 'owner/name', branch: 'main', manifestSha256: 'ab'.repeat(32) };
const MANIFEST: Manifest = parseManifest(manifestOf({ 'a.data': new Uint8Array(2_000_000) }));

const card = (changes: Partial<Manifest> = {}, place: Partial<typeof PLACE> = {}) =>
  modelCard({ ...MANIFEST, ...changes }, { ...PLACE, ...place });

describe('modelCard', () => {
  it('begins with what the hub reads', () => {
    const source = { repository: 'authors/model', revision: 'v1' };
    const [, matter] = card({ source, licence: 'Apache-2.0' }).split('---\n');
    expect(matter).toBe(
      'license: apache-2.0\nbase_model: "authors/model"\nbase_model_relation: quantized\nlibrary_name: editreward-web\n' +
        'tags:\n  - reward-model\n  - image-editing\n  - onnx\n  - webgpu\n  - editreward-web\n',
    );
    expect(card({ licence: 'Our "own"' })).toContain('license: other\nlicense_name: "Our \\"own\\""\n');
    expect(card({ task: { images: [{ role: 'candidate' }], text: 'prompt' } })).toContain('  - text-to-image\n');
  });

  it('says what is known, and what is not', () => {
    const text = card({ source: { repository: 'authors/model', revision: 'v1' }, licence: 'MIT' });
    expect(text).toContain('| made of | authors/model |\n| revision | v1 |\n| licence | MIT |\n| precision | fp32 |');
    expect(text).toContain('| size | 2 MB |\n| calibration | none |');
    expect(card()).toContain('| licence | not recorded: ask the authors of the model that it is made of |');
    expect(card({ calibration: { samples: 16, sha256: 'cd'.repeat(32) } })).toContain('with 16 samples, digest `cdcd');
    expect(card({ warnings: ['A weight is odd.'] })).toContain('\n> A weight is odd.\n');
  });

  it('has the bits of each matrix and the scores of the self-test', () => {
    expect(card()).toContain('All have 32, as fp32.');
    expect(card({ dtype: 'q8' })).toContain('All large matrices have 8.');
    expect(card({ dtype: 'q4', matrixBits: { 'a.*.b': 8 } })).toContain('| `a.*.b` | 8 |');
    expect(card()).toContain('| Overall | 0.00 ± 1.00 |');
  });

  it('tells how to open it', () => {
    expect(card()).toContain('`?model=owner/name`');
    expect(card()).toContain('--source before.png --edited after.png');
    const branch = card({}, { branch: 'q8' });
    expect(branch).toContain('`?model=owner/name@q8`');
    expect(branch).toContain('hf download owner/name --revision q8 --local-dir package');
  });
});
