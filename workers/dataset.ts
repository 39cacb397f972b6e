import * as Comlink from 'comlink';
import { DatasetReader } from './datasetReader.ts';

Comlink.expose(new DatasetReader());
