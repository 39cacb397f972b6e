import { describeParity } from './harness/describeParity.ts';

describeParity(['tiny', 'tiny-a', 'tiny-b']);
