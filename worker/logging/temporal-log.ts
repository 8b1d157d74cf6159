import { DefaultLogger, type LogMetadata, Runtime } from '@temporalio/worker'
import type { Logger } from 'pino'

let current: Logger | null = null

/**
 * Sends what Temporal's SDK has to say to the same log; to be called before the process makes a worker. The SDK takes one logger
 * a process: a later call gives its lines another place to go.
 */
export function logTemporalTo(log: Logger): void {
  const isInstalled = current !== null
  current = log
  if (isInstalled) return
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      const line = { temporal: true, ...identifying(meta) }
      if (level === 'ERROR') current?.error(line, message)
      else current?.warn(line, message)
    }),
    // Its native half writes to standard output, which belongs to the results of commands. Forwarding it to the log instead keeps
    // a process alive that failed before it made a worker, so only what is an error is let through.
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
    // Ctrl-C and SIGTERM are ours to handle: the whole process stops in order, not the worker alone.
    shutdownSignals: [],
  })
}

/** The SDK's metadata may hold a failure with a payload; only what names the work is kept. */
function identifying(meta: LogMetadata | undefined): Record<string, unknown> {
  const { workflowId, runId, activityId, activityType, workflowType, attempt } = meta ?? {}
  return { workflowId, runId, activityId, activityType, workflowType, attempt }
}
