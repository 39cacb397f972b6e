import { describeParity } from './harness/describeParity.ts';

describeParity(['qwen3-a']);
