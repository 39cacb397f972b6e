/** All that a base model's folder says, read and held against itself. */
import type { FileFolder } from '../core/bytes/bytes.ts';
import type { ImageProcessorConfig } from '../core/modelPackage/imageProcessorConfig.ts';
import { BaseModelError, type JsonObject, parseObject } from './baseModelError.ts';
import type { Base, BaseConfig } from './bases/base.ts';
import { parseBaseConfig } from './bases/baseConfig.ts';
import { checkGeometry, checkProcessor } from './bases/geometry.ts';
import { parseEditRewardOverrides, readImageProcessor, type EditRewardOverrides } from './imageProcessor.ts';
import { readPythonText } from './textFile.ts';
import { checkConfigIds, TokenizerFilesError } from './tokenizerAgreement.ts';
import { IMAGE_TOKEN, prepareTokenizer, type PreparedTokenizer } from './tokenizerFiles.ts';

export interface BaseModel {
  readonly base: Base;
  /** Sizes as `config.json` has them. */
  readonly stated: BaseConfig;
  /** `vocab_size`, whatever it is; undefined when it is not there. */
  readonly vocabSize: unknown;
  readonly tokenizer: PreparedTokenizer;
  readonly imageProcessor: ImageProcessorConfig;
  /** What the model cannot judge, where its folder says so. */
  readonly limits: string | undefined;
}

/** Throws {@link BaseModelError}, {@link TokenizerFilesError} and TextFileError. */
export async function readBase(folder: FileFolder): Promise<BaseModel> {
  const configJson = await readRequired(folder, 'config.json');
  const { base, config: stated } = parseBaseConfig(configJson);
  checkGeometry(base, stated);
  const fields = parseObject(configJson, 'config.json');
  const tokenizer = await prepareTokenizer(folder);
  checkConfigIds(fields, tokenizer.tokenIds);
  checkTemplate(tokenizer);
  const overrides = await readOverrides(folder);
  const imageProcessor = await readImageProcessor(folder, base.images, overrides);
  checkProcessor(stated, imageProcessor);
  return { base, stated, vocabSize: vocabSizeOf(fields), tokenizer, imageProcessor, limits: overrides?.limits };
}

async function readRequired(folder: FileFolder, path: string): Promise<string> {
  const source = await folder.open(path);
  if (source) return readPythonText(source);
  throw new BaseModelError(
    `${path} is missing from ${folder.name}. Choose the folder of the checkpoint's base model.`,
    { file: path },
  );
}

async function readOverrides(base: FileFolder): Promise<EditRewardOverrides | undefined> {
  const overrides = await base.open('editreward.json');
  return overrides && parseEditRewardOverrides(await readPythonText(overrides));
}

/** Each model has templates of its own. With a template that shows no image there would be nothing to score. */
function checkTemplate({ chatTemplate }: PreparedTokenizer): void {
  if (chatTemplate.includes(IMAGE_TOKEN)) return;
  throw new TokenizerFilesError(
    `The chat template has no ${IMAGE_TOKEN}, so it shows no pictures. Choose the base model that this checkpoint was ` +
      'trained from, with its own chat_template.jinja or chat_template.json.',
    { file: 'chat_template.jinja' },
  );
}

function vocabSizeOf(fields: JsonObject): unknown {
  const text = fields['text_config'] ?? fields;
  return typeof text === 'object' && text !== null && 'vocab_size' in text ? text.vocab_size : undefined;
}
