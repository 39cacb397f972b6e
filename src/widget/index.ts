/**
 * The custom element `<edit-reward>`. Importing this module defines it.
 * @module editreward-web/widget
 */
import { EditRewardElement } from './editRewardElement.ts';

declare global {
  interface HTMLElementTagNameMap {
    'edit-reward': EditRewardElement;
  }
}

// Neither on a server, nor a second time where a page holds two copies of this module.
if (globalThis.customElements && !customElements.get('edit-reward')) {
  customElements.define('edit-reward', EditRewardElement);
}

export { EditRewardError } from '../core/errors.ts';
export type { ModelChoice } from '../client/modelChoice.ts';
export type { Picture } from '../client/pictures.ts';
export type { WidgetChoice } from './choice.ts';
export { EditRewardElement, type ScoreTime } from './editRewardElement.ts';
export type { EditRewardEventMap } from './elementEvents.ts';
export type { WidgetProgress, WidgetResult } from './widgetState.ts';
