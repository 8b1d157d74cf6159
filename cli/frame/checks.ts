import { accessSync, constants, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Instant, isoOf } from '../../domain/instant.ts'
import { UsageError } from './errors.ts'

/** What can be found wrong before any server starts. */

/** @throws UsageError where `--as-of` lies beyond today: nothing is known of then */
export function checkAsOf(asOfAt: Instant | undefined, nowAt: Instant): void {
  if (asOfAt === undefined) return
  // A date stands for its end, and today's has not come yet.
  if (isoOf(asOfAt).slice(0, 10) <= isoOf(nowAt).slice(0, 10)) return
  throw new UsageError(`--as-of ${isoOf(asOfAt)} is in the future (now: ${isoOf(nowAt)})`)
}

/** @throws UsageError where no file can be made at a path */
export function checkFileCanBeMade(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats?.isDirectory()) throw new UsageError(`--out ${path} is a folder: name a file`)
  const folder = dirname(resolve(path))
  const parent = statSync(folder, { throwIfNoEntry: false })
  if (parent === undefined) throw new UsageError(`--out ${path}: there is no folder ${folder}`)
  if (!parent.isDirectory()) throw new UsageError(`--out ${path}: ${folder} is not a folder`)
  checkWritable(path, stats === undefined ? folder : path)
}

/** @throws UsageError where a folder neither is nor can be made at a path */
export function checkFolderCanBeMade(path: string): void {
  let nearest = resolve(path)
  while (statSync(nearest, { throwIfNoEntry: false }) === undefined) nearest = dirname(nearest)
  if (!statSync(nearest).isDirectory()) throw new UsageError(`--out ${path}: ${nearest} is not a folder`)
  checkWritable(path, nearest)
}

function checkWritable(path: string, place: string): void {
  try {
    accessSync(place, constants.W_OK)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new UsageError(`--out ${path}: ${place} can't be written (${String(error.code)})`)
  }
}
