import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RelayLogError, RotatedLog } from '../../../../adapters/mail/relay-log/files.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-log-'))
  path = join(folder, 'mail.log')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function read(log: RotatedLog, sinceAt = 0): Promise<string[]> {
  const lines: string[] = []
  await log.read(sinceAt, (line) => lines.push(line))
  return lines
}

test('a log is read on from where it was read last, and a line only once it is whole', async () => {
  const log = new RotatedLog(path)
  writeFileSync(path, 'one\ntw')
  expect(await read(log)).toEqual(['one'])
  expect(await read(log)).toEqual([])
  appendFileSync(path, 'o\nthree ä\n')
  expect(await read(log)).toEqual(['two', 'three ä'])
})

test('a log that is renamed is read to its end under its new name, then the new one', async () => {
  const log = new RotatedLog(path)
  writeFileSync(path, 'one\n')
  expect(await read(log)).toEqual(['one'])
  appendFileSync(path, 'two\n')
  renameSync(path, `${path}.1`)
  utimesSync(`${path}.1`, 1_000, 1_000)
  writeFileSync(path, 'three\n')
  expect(await read(log)).toEqual(['two', 'three'])
})

test('a log that is copied and emptied begins anew', async () => {
  const log = new RotatedLog(path)
  writeFileSync(path, 'one\ntwo\n')
  expect(await read(log)).toEqual(['one', 'two'])
  copyFileSync(path, join(folder, 'mail.log-20261127'))
  truncateSync(path)
  appendFileSync(path, 'six\n')
  expect(await read(log)).toContain('six')
})

test('rotated files are read oldest first, compressed ones too, but for those that are older than what is looked for', async () => {
  const files = {
    'mail.log.2.gz': 1_000,
    'mail.log.1': 2_000,
    'mail.log': 3_000,
    'mail.log.old': 3_000,
    'mail.err': 3_000,
  }
  for (const [name, seconds] of Object.entries(files)) {
    const text = `of ${name}\n`
    writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text)
    utimesSync(join(folder, name), seconds, seconds)
  }
  expect(await read(new RotatedLog(path))).toEqual(['of mail.log.2.gz', 'of mail.log.1', 'of mail.log'])
  expect(await read(new RotatedLog(path), 2_000_000)).toEqual(['of mail.log.1', 'of mail.log'])
  expect(await read(new RotatedLog(path), 2_000_001)).toEqual(['of mail.log'])
})

test('a log that isn’t there is told with the setting that names it', async () => {
  await expect(read(new RotatedLog(path))).rejects.toThrow(RelayLogError)
  await expect(new RotatedLog(path).check()).rejects.toThrow(
    /mail\.log can't be read \(ENOENT\): check MAIL_RELAY_LOG_FILE/,
  )
  writeFileSync(path, '')
  expect(await new RotatedLog(path).check()).toBeUndefined()
})
