/** What measures devices: nobody needs it who only scores. */
export { measureDevice } from '../runtime/web/measureDevice.ts';
export { measureSpeed, recallSpeeds } from '../runtime/web/measureSpeed.ts';
