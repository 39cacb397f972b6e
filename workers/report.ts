import * as Comlink from 'comlink';
import type { ReportApi } from '../src/rpc/reportApi.ts';
import { holdLock } from '../src/rpc/holdLock.ts';
import { createBatchReporter } from '../src/services/reportOfBatch.ts';
import { closenessOfFiles, reportOfFiles } from '../src/services/reportOfFiles.ts';

Comlink.expose({
  holdLock,
  report: reportOfFiles,
  closeness: closenessOfFiles,
  ...createBatchReporter(),
} satisfies ReportApi);
