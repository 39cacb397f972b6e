import { useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { loadedModel } from '../model/modelState.ts';
import { useModel, useModelActions } from '../model/useModel.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { saveBlob } from '../ui/saveBlob.ts';
import { RemoveTaste } from './RemoveTaste.tsx';
import { fileNameOf, tasteFacts, whyNotUsable } from './tasteFacts.ts';
import type { KeptTaste, TasteShelf } from './tasteShelf.ts';

interface TasteRowProps {
  readonly taste: KeptTaste;
  readonly shelf: TasteShelf;
}

/** A kept taste: put on the model or taken off, exported, removed. */
export function TasteRow({ taste, shelf }: TasteRowProps) {
  const { name, bytes, sha256 } = taste;
  const { setTaste } = useModelActions();
  const model = useModel(loadedModel);
  const [problem, setProblem] = useState<string>();
  const isInUse = model?.taste?.sha256 === sha256;
  const whyNot = whyNotUsable(taste, model);

  /** Whether it went well. */
  async function put(wanted: KeptTaste | undefined): Promise<boolean> {
    try {
      await setTaste(wanted && { file: fileNameOf(wanted), bytes: wanted.bytes });
      setProblem(undefined);
      return true;
    } catch (error) {
      setProblem(messageOf(error));
      return false;
    }
  }

  async function remove(): Promise<void> {
    if (!isInUse || (await put(undefined))) await shelf.remove(sha256);
  }

  return (
    <li className={isInUse ? 'row in-use' : 'row'} aria-label={name}>
      <div className="row-line">
        <div className="row-text">
          <strong>{name}</strong>
          {isInUse && <span className="badge">in use</span>}
          <span className="muted">{tasteFacts(taste)}</span>
        </div>
        <span className="row-tools">
          {model && !whyNot && (
            <button type="button" onClick={() => void put(isInUse ? undefined : taste)}>
              {isInUse ? 'Stop using' : 'Use'}
            </button>
          )}
          <button type="button" className="quiet" onClick={() => saveBlob(fileNameOf(taste), new Blob([bytes]))}>
            Export
          </button>
          <RemoveTaste name={name} onRemove={() => void remove()} />
        </span>
      </div>
      {whyNot !== undefined && <p className="muted">{whyNot}</p>}
      <ErrorLine text={problem} />
    </li>
  );
}
