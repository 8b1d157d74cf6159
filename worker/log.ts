import { DefaultLogger, type LogMetadata, Runtime } from '@temporalio/worker'
import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** One JSON line per event, to stderr or a file; ids and counts only: no names, titles or secrets. */
export function openLog(level: Config['logLevel'], file?: string): Logger {
  return pino({ level, base: null }, pino.destination({ dest: file ?? 2, mkdir: true, sync: true }))
}

/** Sends what Temporal's SDK has to say to the same log. Once per process, before any worker is made. */
export function logTemporalTo(log: Logger): void {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      const line = { temporal: true, ...identifying(meta) }
      if (level === 'ERROR') log.error(line, message)
      else log.warn(line, message)
    }),
    // Its native half would write to standard output, which belongs to the results of commands.
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
    // Ctrl-C and SIGTERM are ours to handle: the whole process stops in order, not the worker alone.
    shutdownSignals: [],
  })
}

/** The SDK's metadata may hold a failure with a payload; only what names the work is kept. */
function identifying(meta: LogMetadata | undefined): Record<string, unknown> {
  const { workflowId, runId, activityId, activityType, workflowType, attempt } = meta ?? {}
  return { workflowId, runId, activityId, activityType, workflowType, attempt }
}
