import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError } from '../../../worker/settings/config-error.ts'
import { parseEnvFile } from '../../../worker/settings/env-file.ts'
import { readEnvironment } from '../../../worker/settings/environment.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'

const projectFolder = join(import.meta.dirname, '..', '..', '..')

describe('a .env file', () => {
  it.each([
    ['NAME=value', 'value'],
    ['  NAME = value  ', 'value'],
    ['export NAME=value', 'value'],
    ['NAME=', ''],
    ['NAME=# all comment', ''],
    ['NAME=a#b', 'a#b'],
    ['NAME=a # b', 'a'],
    ['NAME=Plumbline <plumbline@company.example>', 'Plumbline <plumbline@company.example>'],
    ['NAME=postgresql://u:p=ss@db/x?a=b', 'postgresql://u:p=ss@db/x?a=b'],
    [`NAME='a # "b" \\n'`, 'a # "b" \\n'],
    ['NAME="a # b"', 'a # b'],
    ['NAME="a \\"b\\" \\\\ c\\nd"', 'a "b" \\ c\nd'],
    ['NAME="a" # b', 'a'],
    ['NAME=$HOME', '$HOME'],
    ['NAME=old\nNAME=new', 'new'],
    ['\uFEFF# first\r\n\r\nNAME=value\r\n', 'value'],
  ])('%j sets NAME to %j', (text, value) => {
    expect(parseEnvFile(text, '.env')).toEqual({ NAME: value })
  })

  it('lists every line that it can not read, and shows no value', () => {
    const reading = () => parseEnvFile("hunter2\nA=1\nB=\"hunter2\nC='hunter2' hunter2\n9=hunter2", '.env')
    expect(reading).toThrow(
      [
        '.env:1 is not of the form NAME=value',
        '.env:3 B: its quotes are not closed',
        '.env:4 C: its quotes are not closed',
        '.env:5 is not of the form NAME=value',
      ].join('\n'),
    )
  })
})

describe('the environment of a program', () => {
  let folder: string
  let file: string

  beforeAll(() => {
    folder = makeTestFolder()
    file = join(folder, 'settings.env')
    writeFileSync(file, 'LOG_LEVEL=warn\nMAIL_REPLY_TO=team@company.example\nPLUMBLINE_DATA_DIR=data here\n')
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('wins over the file, unless a variable is empty', () => {
    expect(
      readEnvironment({ PLUMBLINE_ENV_FILE: file, LOG_LEVEL: 'debug', MAIL_REPLY_TO: '' }),
    ).toMatchObject({ LOG_LEVEL: 'debug', MAIL_REPLY_TO: 'team@company.example' })
  })

  it("takes the file's folders from where the file is, and its own as they are", () => {
    const variables = { PLUMBLINE_ENV_FILE: file }
    expect(readEnvironment(variables)['PLUMBLINE_DATA_DIR']).toBe(join(folder, 'data here'))
    expect(readEnvironment({ ...variables, PLUMBLINE_DATA_DIR: 'x' })['PLUMBLINE_DATA_DIR']).toBe('x')
  })

  it("has the data in Plumbline's own folder where nothing names another", () => {
    expect(readEnvironment({ PLUMBLINE_ENV_FILE: '/dev/null' })['PLUMBLINE_DATA_DIR']).toBe(
      join(projectFolder, '.plumbline', 'data'),
    )
  })

  it('can be a copy of .env.example, which sets only defaults', () => {
    const copy = join(folder, 'copy', '.env')
    mkdirSync(join(folder, 'copy'))
    writeFileSync(copy, readFileSync(join(projectFolder, '.env.example')))
    expect(readEnvironment({ PLUMBLINE_ENV_FILE: copy })).toMatchObject({
      PLUMBLINE_DATA_DIR: join(folder, 'copy', '.plumbline', 'data'),
      MAIL_FROM: 'Plumbline <plumbline@localhost.example>',
      MAIL_PER_MINUTE: '600',
    })
  })

  it('names a file that it can not read', () => {
    const missing = { PLUMBLINE_ENV_FILE: join(folder, 'nowhere.env') }
    expect(() => readEnvironment(missing)).toThrow(ConfigError)
    expect(() => readEnvironment(missing)).toThrow(
      /^PLUMBLINE_ENV_FILE names .*nowhere\.env can't be read \(ENOENT\)/,
    )
    expect(() => readEnvironment({ PLUMBLINE_ENV_FILE: folder })).toThrow(/\(EISDIR\): it is a folder/)
  })
})
