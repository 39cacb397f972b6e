import * as Comlink from 'comlink';
import { transferringEncoder } from '../src/services/transferringEncoder.ts';

Comlink.expose(transferringEncoder);
