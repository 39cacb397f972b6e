import { messageOf } from '../../core/errors.ts';
import type { StageRoom } from '../score/stageRoom.ts';
import { loadPart } from '../ui/loadPart.ts';

type LinkedStage = Pick<StageRoom, 'store'>;

/** Takes the settings of the address, unless the page is about to be reloaded, and of each link that is opened in this tab. */
export function followLinks(stage: LinkedStage, reloading: Promise<boolean>): void {
  addEventListener('hashchange', () => void follow(stage));
  void reloading.then((isReloading) => (isReloading ? undefined : follow(stage)));
}

async function follow({ store }: LinkedStage): Promise<void> {
  const { href } = location;
  // Most visits have none, and load nothing for it.
  if (!/[?&](instruction|threshold|orientation)=/.test(href)) return;
  try {
    const { settingsOfLink, withoutSettings } = await loadPart(loadLinks);
    const settings = settingsOfLink(href);
    if (settings) store.dispatch({ type: 'settingsLinked', settings });
    history.replaceState(null, '', withoutSettings(href));
  } catch (error) {
    store.dispatch({ type: 'problemsFound', problems: [{ file: '', message: messageOf(error) }], beside: true });
  }
}

const loadLinks = () => import('../score/pageLink.ts');
