import * as Comlink from 'comlink';
import { loadOnnxruntime } from '../src/runtime/web/onnxruntime.ts';
import { Scorer } from '../src/services/scorer.ts';

// What a first load would wait for longest. Whoever needs it hears of its failure.
loadOnnxruntime().catch(() => undefined);

Comlink.expose(new Scorer());
