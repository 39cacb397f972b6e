import type { ReactNode } from 'react';

interface ModelRowProps {
  readonly name: string;
  /** Dtype, size, licence and the like. */
  readonly facts: readonly (string | undefined)[];
  readonly inUse?: boolean;
  /** Buttons. */
  readonly tools?: ReactNode;
  /** What is under way, what failed, and details. */
  readonly children?: ReactNode;
}

/** A line of the list of models. */
export function ModelRow({ name, facts, inUse = false, tools, children }: ModelRowProps) {
  return (
    <li className={inUse ? 'row in-use' : 'row'} aria-label={name}>
      <div className="row-line">
        <div className="row-text">
          <strong>{name}</strong>
          {inUse && <span className="badge">in use</span>}
          <span className="muted">{facts.filter((fact) => fact !== undefined && fact !== '').join(' · ')}</span>
        </div>
        <span className="row-tools">{tools}</span>
      </div>
      {children}
    </li>
  );
}
