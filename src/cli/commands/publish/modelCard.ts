import { formatBytes, formatCount, formatScoreWithSigma } from '../../../core/formatNumbers.ts';
import type { Manifest } from '../../../core/modelPackage/manifest.ts';
import { headScore } from '../../../core/score/score.ts';
import { hasSource } from '../../../core/task.ts';

/** A card with this line was written by us, and is written anew; any other is somebody's own. */
export const CARD_MARK = '<!-- Written by `editreward publish`. Remove this line to keep your own text. -->';

/** Licences that the hub knows by these very names, among those that models of this kind have. */
const HUB_LICENCES = new Set([
  'apache-2.0',
  'mit',
  'bsd-3-clause',
  'cc-by-4.0',
  'cc-by-sa-4.0',
  'cc-by-nc-4.0',
  'openrail',
]);

/** Where the package will be. */
export interface CardPlace {
  readonly repository: string;
  readonly branch: string;
  /** Digest of `manifest.json`. */
  readonly manifestSha256: string;
}

/** The text of the repository's README.md: what the hub reads at its beginning, then what people read. */
export function modelCard(manifest: Manifest, place: CardPlace): string {
  return [
    frontMatter(manifest),
    CARD_MARK,
    `# ${manifest.model.title}, as a model package for EditReward Web`,
    introduction(manifest),
    ...notices(manifest),
    '## How to open it',
    howToOpen(manifest, place),
    '## What it is',
    table(['', ''], facts(manifest, place)),
    '## Bits of each matrix',
    bits(manifest),
    '## Self-test',
    selfTest(manifest),
    '',
  ].join('\n\n');
}

function frontMatter({ licence, source, task }: Manifest): string {
  const kind = hasSource(task) ? 'image-editing' : 'text-to-image';
  const lines = [
    ...licenceLines(licence),
    ...(source.repository === undefined ? [] : [`base_model: ${quoted(source.repository)}`]),
    ...(source.repository === undefined ? [] : ['base_model_relation: quantized']),
    'library_name: editreward-web',
    'tags:',
    ...['reward-model', kind, 'onnx', 'webgpu', 'editreward-web'].map((tag) => `  - ${tag}`),
  ];
  return ['---', ...lines, '---'].join('\n');
}

/** The hub takes a licence of its list, or `other` with a name. */
function licenceLines(licence: string | undefined): string[] {
  if (licence === undefined) return [];
  const id = licence.toLowerCase();
  return HUB_LICENCES.has(id) ? [`license: ${id}`] : ['license: other', `license_name: ${quoted(licence)}`];
}

/** JSON's strings are YAML's. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function introduction({ task }: Manifest): string {
  const judges = hasSource(task)
    ? 'It judges edits of pictures: it scores an edited picture beside its source and the instruction.'
    : 'It judges pictures: it scores a picture beside the prompt that it should show.';
  return `${judges} It runs whole on the user's own device, in a browser tab or in Node. No picture leaves it.`;
}

function notices({ warnings = [] }: Manifest): string[] {
  return warnings.map((text) => `> ${text}`);
}

function howToOpen({ task }: Manifest, { repository, branch }: CardPlace): string {
  const address = branch === 'main' ? repository : `${repository}@${branch}`;
  const pictures = hasSource(task) ? '--source before.png --edited after.png' : '--edited picture.png';
  return [
    `Open any site of EditReward Web with \`?model=${address}\` after its address. On its Models page the same name, under`,
    '"Download a package", keeps the model in the browser. To name one version for ever, give a commit after `@`.',
    '',
    'In Node:',
    '',
    '```sh',
    `hf download ${repository}${branch === 'main' ? '' : ` --revision ${branch}`} --local-dir package`,
    `npx editreward score --model package ${pictures} --instruction "..."`,
    '```',
  ].join('\n');
}

function facts(manifest: Manifest, { manifestSha256 }: CardPlace): (readonly [string, string])[] {
  const { source, licence, dtype, files, calibration } = manifest;
  const byteLength = files.reduce((sum, file) => sum + file.byteLength, 0);
  return [
    ['name', manifest.id],
    ['made of', source.repository ?? 'not recorded'],
    ['revision', source.revision ?? 'not recorded'],
    ['licence', licence ?? 'not recorded: ask the authors of the model that it is made of'],
    ['precision', dtype],
    ['size', formatBytes(byteLength)],
    ['calibration', calibration ? calibrationText(calibration) : 'none'],
    ['SHA-256 of manifest.json', `\`${manifestSha256}\``],
  ];
}

function calibrationText({ samples, sha256 }: NonNullable<Manifest['calibration']>): string {
  return `with ${formatCount(samples)} samples, digest \`${sha256}\``;
}

function bits({ dtype, matrixBits }: Manifest): string {
  if (dtype === 'fp32') return 'All have 32, as fp32.';
  if (!matrixBits) return `All large matrices have ${dtype === 'q8' ? 8 : 4}.`;
  const rows = Object.entries(matrixBits).map(([name, count]) => [`\`${name}\``, String(count)] as const);
  return `${table(['matrix', 'bits'], rows)}\n\nAll others are fp32. \`*\` stands for the number of a layer.`;
}

function selfTest({ heads, selfTest: { expected, text } }: Manifest): string {
  const rows = heads.map(({ key, label }) => {
    const { mu, logSigma } = headScore(expected, key);
    return [label, formatScoreWithSigma(mu, logSigma)] as const;
  });
  return (
    `A device scores with this model only after it has given these scores for drawn pictures and "${text}":\n\n` +
    table(['head', 'score'], rows)
  );
}

function table(head: readonly [string, string], rows: readonly (readonly [string, string])[]): string {
  return [tableLine(head), '| --- | --- |', ...rows.map(tableLine)].join('\n');
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
