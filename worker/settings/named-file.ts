import { readFileSync } from 'node:fs'
import { fileError } from '../../adapters/files/file-error.ts'
import { ConfigError } from './config-error.ts'

/** The bytes of the file that a setting names. @throws ConfigError which names both */
export function readNamedFile(setting: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const known = fileError(error, path, 'read')
    if (known === error || !(known instanceof Error)) throw error
    throw new ConfigError(`${setting} names a file that can't be used: ${known.message}`)
  }
}
