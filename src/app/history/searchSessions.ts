import type { PastSession } from '../keptStage/sessionStore.ts';
import { keptPictures } from '../keptStage/keptWork.ts';

/** Those in whose instruction or file names every word of the query stands, in whatever case. */
export function searchSessions(sessions: readonly PastSession[], query: string): readonly PastSession[] {
  const words = folded(query).split(/\s+/);
  return sessions.filter(({ work }) => {
    const text = folded([work.instruction, ...keptPictures(work).map(({ name }) => name)].join('\n'));
    return words.every((word) => text.includes(word));
  });
}

/** As people compare texts: an accent may be one character or two. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
