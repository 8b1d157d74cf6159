import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandLineProcess, openCommandLine } from './command-line.ts'

let line: CommandLineProcess

beforeAll(async () => {
  line = await openCommandLine()
})

afterAll(() => line.close())

const head = /^connection,/

describe('plumbline export --out', () => {
  it('writes a file of any name, and says where', async () => {
    const path = join(line.folder, 'rows #1 100%?.csv')
    const ended = await line.runHere(['export', 'tickets', '--format', 'csv', '--out', path, '--json'])
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(ended.stdout)).toMatchObject({ rows: 0, file: path })
    expect(readFileSync(path, 'utf8')).toMatch(head)
  })

  it('- writes to standard output, rows and nothing else', async () => {
    const ended = await line.run(['export', 'tickets', '--format', 'csv', '--out', '-'])
    expect(ended).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringMatching(head) })
  })

  it('refuses a path where no file can be, in a line with advice, and leaves what is there', async () => {
    const folder = join(line.folder, 'folder')
    mkdirSync(folder)
    const file = join(line.folder, 'file')
    writeFileSync(file, 'old')
    const refused = await Promise.all(
      [join(line.folder, 'nowhere', 'x'), folder, join(file, 'x')].map((path) =>
        line.runHere(['export', 'tickets', '--out', path]),
      ),
    )
    for (const { exitCode, stdout, stderr } of refused) {
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
      expect(stderr).toMatch(/^plumbline: .* can't be written \(E\w+\): .*$/)
    }
    expect(readFileSync(file, 'utf8')).toBe('old')
  })

  it.skipIf(process.platform !== 'linux')('says of a full disk that it is full', async () => {
    const ended = await line.runHere(['export', 'tickets', '--format', 'csv', '--out', '/dev/full'])
    expect(ended).toMatchObject({ exitCode: 74, stdout: '' })
    expect(ended.stderr).toMatch(/^plumbline: \/dev\/full can't be written \(ENOSPC\): the disk is full.*$/)
  })

  it('of a preview takes a folder alone', async () => {
    const file = join(line.folder, 'preview')
    writeFileSync(file, '')
    const [dash, taken] = await Promise.all(
      ['-', file].map((out) => line.runHere(['report', 'preview', '--out', out])),
    )
    expect(dash?.stderr).toContain('name a folder with --out')
    expect(taken?.stderr).toContain('a file of that name is there already')
    expect([dash?.exitCode, taken?.exitCode]).toEqual([2, 2])
  })
})
