import * as Comlink from 'comlink';
import { DatasetReader } from '../src/services/datasetReader.ts';

Comlink.expose(new DatasetReader());
