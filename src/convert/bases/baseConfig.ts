/** The base model's sizes, from its `config.json` in any of the spellings in use. */
import * as v from 'valibot';
import { type JsonObject, parseFields, parseObject } from '../baseModelError.ts';
import type { Base, BaseConfig, ConfigSections } from './base.ts';
import { baseOfType } from './bases.ts';
import { checkConfigFields } from './configFields.ts';

/** A base model, and its sizes as its `config.json` states them. */
export interface StatedBase {
  readonly base: Base;
  readonly config: BaseConfig;
}

/** Makes a base and its sizes of `config.json`'s text. Throws BaseModelError; `file` names the text for its message. */
export function parseBaseConfig(json: string, file = 'config.json'): StatedBase {
  const data = parseObject(json, file);
  const base = baseOfType(data['model_type'], file);
  const stated = sectionsOf(data, file);
  checkConfigFields(stated, base.fields, file);
  return { base, config: base.parse(stated, file) };
}

const section = v.nullish(v.record(v.string(), v.unknown()));
const sections = v.object({ text_config: section, vision_config: section });

/** Text sizes are under `text_config`. In files of older transformers they are flat at the top. */
function sectionsOf(top: JsonObject, file: string): ConfigSections {
  const { text_config: text, vision_config: vision } = parseFields(sections, top, file);
  return { top, text: text ?? top, vision: vision ?? {} };
}
