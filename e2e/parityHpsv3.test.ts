import { describeParity } from './harness/describeParity.ts';

describeParity(['hps-a', 'hps-b']);
