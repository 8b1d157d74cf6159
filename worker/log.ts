import { DefaultLogger, type LogMetadata, Runtime } from '@temporalio/worker'
import { type DestinationStream, type Logger, pino } from 'pino'
import { plainJson } from '../domain/plain-text.ts'
import { openOwnFile } from '../embedded/process/own-folder.ts'
import type { Config } from './config.ts'
import type { Environment } from './environment.ts'
import { redact } from './redact.ts'

/**
 * One JSON line per event, to stderr or a file of ours; ids and counts only: no names, titles or secrets. Whatever a message
 * of the outside world brings in spite of that is taken out or escaped.
 * @throws DataFolderError when the file can't be opened
 */
export function openLog(level: Config['logLevel'], environment: Environment, file?: string): Logger {
  const hooks = { streamWrite: (line: string) => plainJson(redact(line, environment)) }
  return pino({ level, base: null, hooks }, openDestination(file))
}

function openDestination(file: string | undefined): DestinationStream {
  const destination = pino.destination({ dest: file === undefined ? 2 : openOwnFile(file), sync: true })
  // A reader of stderr that has gone, or a full disk, loses lines; the work itself goes on.
  destination.on('error', () => undefined)
  return destination
}

/** Sends what Temporal's SDK has to say to the same log. Once per process, before any worker is made. */
export function logTemporalTo(log: Logger): void {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      const line = { temporal: true, ...identifying(meta) }
      if (level === 'ERROR') log.error(line, message)
      else log.warn(line, message)
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
