import { readFile } from 'node:fs/promises'
import { UsageError } from './errors.ts'

/** The text of a file that was named on the command line. @throws UsageError when it can't be read */
export async function readNamedFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new UsageError(`${path} can't be read (${String(error.code)})`)
  }
}
