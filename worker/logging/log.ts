import { type DestinationStream, type Logger, pino } from 'pino'
import { plainJson } from '../../domain/text/plain-text.ts'
import { openOwnFile } from '../../embedded/process/own-folder.ts'
import type { Config } from '../settings/config.ts'
import type { Environment } from '../settings/environment.ts'
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
