// As in editreward.mjs: a thread starts without the loader of the one that started it.
import { register } from 'tsx/esm/api';

register({ tsconfig: false });
await import('./pictureThread.ts');
