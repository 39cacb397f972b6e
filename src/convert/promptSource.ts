/**
 * A reward model's prompt texts. They belong to its authors and are not part of this project. They come from its Python
 * source (a folder or a pinned download) or from a JSON file, and go into the model package.
 */
import { digestText } from '../core/bytes/sha256.ts';
import * as v from 'valibot';
import type { FileFolder } from '../core/bytes/bytes.ts';
import { EditRewardError } from '../core/errors.ts';
import { parsePythonJson } from './pythonJson.ts';
import { parsePythonStrings, type PythonStrings } from './promptSourcePython.ts';
import type { PromptPlace, PromptSource, Reward } from './rewards/reward.ts';
import { REWARDS } from './rewards/rewards.ts';
import { readPythonText, withoutByteOrderMark } from './textFile.ts';
import { REWARD_TOKEN } from './tokenizerFiles.ts';

/** The prompts cannot be found, or are not in the form that the reward model's code has. */
export class PromptSourceError extends EditRewardError {
  override readonly name = 'PromptSourceError';
}

/** A reward model's prompt texts. */
export interface PromptTexts {
  /** Key of the reward model that they are of. */
  readonly reward: string;
  /** Each with `{text_prompt}`, which the user's text replaces as plain text. In the order of the reward's prompts. */
  readonly templates: readonly string[];
  /** Follows any template; holds the reward token once. */
  readonly suffix: string;
}

/** Prompt texts, and whether they are the official ones. */
export interface LoadedPrompts {
  readonly texts: PromptTexts;
  /** Whether they are, but for line ends, from the pinned official source files. */
  readonly verified: boolean;
}

const PLACEHOLDER = '{text_prompt}';

/** Where a pinned `file` of a reward model's source is downloaded from. */
export function promptSourceUrl({ repository, commit, folder }: PromptSource, file: string): string {
  return `https://raw.githubusercontent.com/${repository}/${commit}/${folder}/${file}`;
}

/**
 * Downloads the pinned source files. Throws {@link PromptSourceError} when one differs from its digest; failures of
 * `fetchText` pass through.
 */
export async function downloadPrompts(
  reward: Reward,
  fetchText: (url: string) => Promise<string>,
): Promise<LoadedPrompts> {
  const source = reward.prompts;
  const files = await readFiles(source, async (file, digest) => {
    const url = promptSourceUrl(source, file);
    const text = await fetchText(url);
    if ((await digestText(text)) === digest) return { text, verified: true };
    throw new PromptSourceError(
      `${url} is not the file that was expected: its SHA-256 differs. Clone ${source.repository} and give its folder instead.`,
      { file },
    );
  });
  return textsOf(reward, files);
}

/**
 * Reads the source files from a clone of the reward model's repository, or from a folder that holds them side by side.
 * Throws {@link PromptSourceError}.
 */
export async function readPrompts(folder: FileFolder, reward: Reward): Promise<LoadedPrompts> {
  const source = reward.prompts;
  return textsOf(reward, await readFiles(source, (file, digest) => readSource(folder, source, file, digest)));
}

interface SourceFile {
  readonly text: string;
  readonly verified: boolean;
}
type SourceFiles = ReadonlyMap<string, SourceFile>;

async function readFiles(
  { digests }: PromptSource,
  read: (file: string, digest: string) => Promise<SourceFile>,
): Promise<SourceFiles> {
  const files = new Map<string, SourceFile>();
  for (const [file, digest] of Object.entries(digests)) files.set(file, await read(file, digest));
  return files;
}

async function readSource(folder: FileFolder, source: PromptSource, file: string, digest: string): Promise<SourceFile> {
  for (const path of [`${source.folder}/${file}`, file]) {
    const found = await folder.open(path);
    if (found === undefined) continue;
    const text = withoutByteOrderMark(await readPythonText(found));
    checkEncoding(text, file, source.repository);
    return { text, verified: (await digestText(text)) === digest };
  }
  throw new PromptSourceError(
    `${folder.name} has no ${file}, neither directly nor in ${source.folder}. Give a clone of ${source.repository}.`,
    { file },
  );
}

/** A Python file may name another encoding in its first two lines (PEP 263). */
const ENCODING = /^(?:.*\n)?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

function checkEncoding(text: string, file: string, repository: string): void {
  const encoding = ENCODING.exec(text)?.[1];
  if (encoding === undefined || /^utf[-_]?8/i.test(encoding)) return;
  const way = `Save it as UTF-8, or use the file of ${repository}.`;
  throw new PromptSourceError(`${file} says that it is in ${encoding}. ${way}`, { file });
}

function textsOf({ key, prompts }: Reward, files: SourceFiles): LoadedPrompts {
  const strings = new Map([...files].map(([file, { text }]) => [file, parsePythonStrings(text)]));
  const pick = (place: PromptPlace) => pickString(strings.get(place.file), place, prompts.repository);
  const texts = {
    reward: key,
    templates: prompts.templates.map((place) => plainTemplate(pick(place), place.file)),
    suffix: pick(prompts.suffix),
  };
  const verified = [...files.values()].every((file) => file.verified);
  return { texts: checkedTexts(texts, prompts.templates[0]?.file ?? prompts.suffix.file), verified };
}

function pickString(strings: PythonStrings | undefined, { file, constant }: PromptPlace, repository: string): string {
  const value = strings?.get(constant);
  if (value !== undefined) return value;
  const why = strings?.has(constant) ? 'is not one plain string' : 'is missing';
  throw new PromptSourceError(`${file}: ${constant} ${why}. Use the file of ${repository}.`, { file });
}

/**
 * The Python fills templates with `str.format`; we replace the placeholder. The two agree as long as no other brace
 * stands in the template.
 */
function plainTemplate(template: string, file: string): string {
  if (!/[{}]/.test(template.replaceAll(PLACEHOLDER, ''))) return template;
  throw new PromptSourceError(`${file}: a template has braces other than ${PLACEHOLDER}, which are not supported.`, {
    file,
  });
}

const textsByKey = v.record(v.string(), v.unknown());

/** Makes prompts of JSON whose keys tell which reward model they are of. Throws {@link PromptSourceError}. */
export function parsePromptJson(json: string, file = 'prompts.json'): PromptTexts {
  const fields = parseFields(json, file);
  for (const { key, prompts } of REWARDS) {
    const suffix = fields[prompts.suffix.key];
    const templates = prompts.templates.map((place) => fields[place.key]).filter((text) => typeof text === 'string');
    if (templates.length < prompts.templates.length || typeof suffix !== 'string') continue;
    return checkedTexts({ reward: key, templates, suffix }, file);
  }
  throw unknownForm(file);
}

function parseFields(json: string, file: string): v.InferOutput<typeof textsByKey> {
  try {
    return v.parse(textsByKey, parsePythonJson(json));
  } catch (cause) {
    throw unknownForm(file, cause);
  }
}

function unknownForm(file: string, cause?: unknown): PromptSourceError {
  const forms = REWARDS.map(({ title, prompts: { templates, suffix } }) => {
    const keys = [...templates, suffix].map(({ key }) => key);
    return `${keys.slice(0, -1).join(', ')} and ${keys.at(-1)} (${title})`;
  });
  return new PromptSourceError(`${file} must be JSON with the texts ${forms.join(', or ')}.`, { file, cause });
}

function checkedTexts(texts: PromptTexts, file: string): PromptTexts {
  for (const template of texts.templates) {
    if (template.includes(PLACEHOLDER) && !template.includes(REWARD_TOKEN)) continue;
    throw new PromptSourceError(`${file}: each template must hold ${PLACEHOLDER} and no ${REWARD_TOKEN}.`, { file });
  }
  if (texts.suffix.split(REWARD_TOKEN).length === 2) return texts;
  throw new PromptSourceError(`${file}: the suffix must hold ${REWARD_TOKEN} exactly once.`, { file });
}
