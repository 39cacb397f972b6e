/**
 * EditReward's prompt texts. They are its authors' and are not part of this project: they come from its Python source
 * (a folder or a pinned download) or from a JSON file, and go into the model package.
 */
import { sha256 } from 'hash-wasm';
import * as v from 'valibot';
import type { FileFolder } from '../core/bytes.ts';
import { EditRewardError } from '../core/errors.ts';
import { parsePythonJson } from './pythonJson.ts';
import { parsePythonStrings, type PythonStrings } from './promptSourcePython.ts';
import { readPythonText, withoutByteOrderMark } from './textFile.ts';
import { REWARD_TOKEN } from './tokenizerFiles.ts';

/** The prompts cannot be found, or are not in the form that EditReward's code has. */
export class PromptSourceError extends EditRewardError {
  override readonly name = 'PromptSourceError';
}

export interface PromptTexts {
  /** Templates with `{text_prompt}`, which the instruction replaces as plain text. */
  readonly instructionFollowing: string;
  readonly visualQuality: string;
  /** Follows either template; holds the reward token once. */
  readonly suffix: string;
}

export interface LoadedPrompts {
  readonly texts: PromptTexts;
  /** Whether they are, but for line ends, from the pinned official source files. */
  readonly verified: boolean;
}

/** The official commit whose prompts the released models were checked with. */
const PINNED_COMMIT = 'edb027edde6080b8a9521ef8e87049b3797f8374';
const DATASET_FOLDER = 'EditReward/dataset';

const SOURCE_FILES = {
  templates: {
    file: 'prompts.py',
    sha256: '1a64bd01924d69fe1bb4b1664d33a32c06c5fbc7230ed7cb67f253183322c7aa',
  },
  suffix: {
    file: 'data_collator_qwen_edit.py',
    sha256: 'afe43a33ae6481db03a8ab3b50c4b5e9923c2c6ce89e1022fe533755ba42b2c7',
  },
} as const;
type SourceFile = (typeof SOURCE_FILES)[keyof typeof SOURCE_FILES];

const PLACEHOLDER = '{text_prompt}';

/** Where the pinned `file` of EditReward's dataset code is downloaded from. */
export function promptSourceUrl(file: string): string {
  return `https://raw.githubusercontent.com/TIGER-AI-Lab/EditReward/${PINNED_COMMIT}/${DATASET_FOLDER}/${file}`;
}

/**
 * Downloads the two pinned source files. Throws {@link PromptSourceError} when one differs from its digest; failures of
 * `fetchText` pass through.
 */
export async function downloadPrompts(fetchText: (url: string) => Promise<string>): Promise<LoadedPrompts> {
  const load = async (source: SourceFile): Promise<string> => {
    const url = promptSourceUrl(source.file);
    const text = await fetchText(url);
    if ((await sha256(text)) === source.sha256) return text;
    throw new PromptSourceError(
      `${url} is not the file that was expected: its SHA-256 differs. Clone TIGER-AI-Lab/EditReward and give its folder instead.`,
      { file: source.file },
    );
  };
  const texts = parseSources(await load(SOURCE_FILES.templates), await load(SOURCE_FILES.suffix));
  return { texts, verified: true };
}

/**
 * Reads the two source files from a clone of EditReward, or from a folder in which they lie side by side. Throws
 * {@link PromptSourceError}.
 */
export async function readPrompts(folder: FileFolder): Promise<LoadedPrompts> {
  const templates = await readSource(folder, SOURCE_FILES.templates);
  const suffix = await readSource(folder, SOURCE_FILES.suffix);
  return { texts: parseSources(templates.text, suffix.text), verified: templates.verified && suffix.verified };
}

async function readSource(folder: FileFolder, source: SourceFile): Promise<{ text: string; verified: boolean }> {
  for (const path of [`${DATASET_FOLDER}/${source.file}`, source.file]) {
    const found = await folder.open(path);
    if (found === undefined) continue;
    const text = withoutByteOrderMark(await readPythonText(found));
    checkEncoding(text, source.file);
    return { text, verified: (await sha256(text)) === source.sha256 };
  }
  throw new PromptSourceError(
    `${folder.name} has no ${source.file}, neither directly nor in ${DATASET_FOLDER}. Give a clone of TIGER-AI-Lab/EditReward.`,
    { file: source.file },
  );
}

/** A Python file may name another encoding in its first two lines (PEP 263). */
const ENCODING = /^(?:.*\n)?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

function checkEncoding(text: string, file: string): void {
  const encoding = ENCODING.exec(text)?.[1];
  if (encoding === undefined || /^utf[-_]?8/i.test(encoding)) return;
  const way = 'Save it as UTF-8, or use the file of TIGER-AI-Lab/EditReward.';
  throw new PromptSourceError(`${file} says that it is in ${encoding}. ${way}`, { file });
}

function parseSources(templatesSource: string, suffixSource: string): PromptTexts {
  const templates = parsePythonStrings(templatesSource);
  const { file } = SOURCE_FILES.templates;
  return checkedTexts(
    {
      instructionFollowing: plainTemplate(pick(templates, 'INSTRUCTION_EDIT_FOLLOWING', file), file),
      visualQuality: plainTemplate(pick(templates, 'INSTRUCTION_EDIT_QUALITY', file), file),
      suffix: pick(parsePythonStrings(suffixSource), 'prompt_with_special_token', SOURCE_FILES.suffix.file),
    },
    file,
  );
}

function pick(strings: PythonStrings, name: string, file: string): string {
  const value = strings.get(name);
  if (value !== undefined) return value;
  const why = strings.has(name) ? 'is not one plain string' : 'is missing';
  throw new PromptSourceError(`${file}: ${name} ${why}. Use the file of TIGER-AI-Lab/EditReward.`, { file });
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

const promptJson = v.object({ instruction_following: v.string(), visual_quality: v.string(), suffix: v.string() });

/** Makes prompts of JSON with the keys instruction_following, visual_quality, suffix. Throws {@link PromptSourceError}. */
export function parsePromptJson(json: string, file = 'prompts.json'): PromptTexts {
  try {
    const data = v.parse(promptJson, parsePythonJson(json));
    const texts = {
      instructionFollowing: data.instruction_following,
      visualQuality: data.visual_quality,
      suffix: data.suffix,
    };
    return checkedTexts(texts, file);
  } catch (cause) {
    if (cause instanceof PromptSourceError) throw cause;
    throw new PromptSourceError(
      `${file} must be JSON with the texts instruction_following, visual_quality and suffix.`,
      { file, cause },
    );
  }
}

function checkedTexts(texts: PromptTexts, file: string): PromptTexts {
  for (const template of [texts.instructionFollowing, texts.visualQuality]) {
    if (template.includes(PLACEHOLDER) && !template.includes(REWARD_TOKEN)) continue;
    throw new PromptSourceError(`${file}: each template must hold ${PLACEHOLDER} and no ${REWARD_TOKEN}.`, { file });
  }
  if (texts.suffix.split(REWARD_TOKEN).length === 2) return texts;
  throw new PromptSourceError(`${file}: the suffix must hold ${REWARD_TOKEN} exactly once.`, { file });
}
