import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';

/** Before a line is measured. */
const LINE_HEIGHT = 22;

interface VirtualLinesProps {
  readonly label: string;
  readonly count: number;
  readonly lineAt: (index: number) => string;
}

/** Lines of text, of which only those in sight are in the page. */
export function VirtualLines({ label, count, lineAt }: VirtualLinesProps) {
  const frame = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- what it warns of, React's compiler, is not used
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 10,
  });
  return (
    <div ref={frame} className="virtual-lines" role="list" aria-label={label} tabIndex={0}>
      <div style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            role="listitem"
            style={{ transform: `translateY(${start}px)` }}
          >
            {lineAt(index)}
          </div>
        ))}
      </div>
    </div>
  );
}
