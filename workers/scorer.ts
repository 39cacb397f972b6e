import * as Comlink from 'comlink';
import { Scorer } from '../src/runtime/web/scorer.ts';

Comlink.expose(new Scorer());
