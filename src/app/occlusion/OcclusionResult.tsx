import { useState } from 'react';
import type { WholeScores } from '../../core/occlusion/explainScore.ts';
import { importanceMap, type ScorePart } from '../../core/occlusion/importanceMap.ts';
import type { Cover } from '../../core/occlusion/variant.ts';
import type { HeadName } from '../../core/score/score.ts';
import { Segments } from '../ui/Segments.tsx';
import type { ExplanationState } from './explanationState.ts';
import { MapLegend } from './MapLegend.tsx';
import { OcclusionMap } from './OcclusionMap.tsx';
import type { OcclusionSubject } from './occlusionSubject.ts';
import { mapSentences } from './occlusionText.ts';
import { WordMarks } from './WordMarks.tsx';

interface OcclusionResultProps {
  readonly subject: OcclusionSubject;
  readonly state: ExplanationState;
  readonly cover: Cover;
}

/** The map over the picture, and the words, of one head at a time; as far as they are known. */
export function OcclusionResult({ subject, state: { whole, coverings, words, phase }, cover }: OcclusionResultProps) {
  const { picture, orientation, instruction, status } = subject;
  const parts = partsOf(status.model.heads);
  const [value, setValue] = useState(parts[0]?.value ?? REWARD);
  const [opacity, setOpacity] = useState(80);
  if (!whole || coverings.length === 0) return null;
  const part: ScorePart = value === REWARD ? undefined : value;
  const label = part === undefined ? 'the reward' : (parts.find((one) => one.value === value)?.label ?? value);
  const map = importanceMap(whole.grid, whole.whole, coverings, part);
  const sentences = mapSentences(whole, coverings, { part, label, cover });
  return (
    <div className="occlusion-result">
      <OcclusionMap
        picture={picture}
        orientation={orientation}
        grid={whole.grid}
        map={map}
        opacity={opacity / 100}
        alt={`Map over ${picture.name}. ${sentences.join(' ')}`}
      />
      <div className="occlusion-side">
        {parts.length > 1 && <Segments label="What the map is of" options={parts} value={value} onChange={setValue} />}
        <MapLegend map={map} />
        <label className="occlusion-opacity">
          Strength of the map
          <input
            type="range"
            min="0"
            max="100"
            value={opacity}
            onChange={(event) => setOpacity(event.currentTarget.valueAsNumber)}
          />
        </label>
        <div role="status">
          {phase.kind === 'done' && sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
        </div>
        <Words whole={whole} instruction={instruction} words={words} part={part} />
      </div>
    </div>
  );
}

interface WordsProps {
  readonly whole: WholeScores;
  readonly instruction: string;
  readonly words: ExplanationState['words'];
  readonly part: ScorePart;
}

function Words({ whole, ...props }: WordsProps) {
  if (props.words.length === 0) return null;
  return <WordMarks whole={whole.whole} {...props} />;
}

/** Of all heads together; no head has such a key. */
const REWARD = '';

function partsOf(heads: readonly HeadName[]): readonly { readonly value: string; readonly label: string }[] {
  const parts = heads.map(({ key, label }) => ({ value: key, label }));
  return parts.length > 1 ? [...parts, { value: REWARD, label: 'Reward' }] : parts;
}
