import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandLine } from '../../../cli/frame/run.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'
import { runInProcess } from '../run-in-process.ts'

let folder: string

beforeAll(() => {
  folder = makeTestFolder()
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function run(argv: readonly string[], environment: CommandLine['environment'] = {}) {
  return runInProcess(argv, {
    environment: { PLUMBLINE_DATA_DIR: join(folder, 'data'), ...environment },
    nowAt: Date.parse('2026-06-30T12:00:00Z'),
  })
}

function fileWith(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('plumbline, written wrong', () => {
  it.each([
    [[], 'Usage: plumbline'],
    [['synk'], 'Did you mean sync?'],
    [['connect', 'jira', '--name', 'x'], 'add --email'],
    [['connect', 'jira', '--name', 'x', '--email', 'ada@company.example'], 'add --url'],
    [['connect', 'jira', '--name', 'x', '--url', 'https://a.example'], 'add --email'],
    [
      ['connect', 'jira', '--name', 'a b', '--url', 'https://a.example'],
      'use at most 100 letters from a to z, digits',
    ],
    [['rules', 'check'], "missing required argument 'files'"],
    [['rules', 'check', 'nowhere.yaml'], "nowhere.yaml can't be read (ENOENT)"],
    [['report', 'preview', '--quarter', 'Q2'], 'such as 2026-Q2'],
    [['report', 'preview', '--as-of', '2026-02-30'], 'write a date such as 2026-06-30'],
    [['sync', '--full', '--nightly'], "'--full' cannot be used with option '--nightly'"],
    [
      ['override', 'ALP-1', 'fun', '--author', 'ada@company.example'],
      'Allowed choices are roadmap, ktlo, reliability',
    ],
    [['override', 'ALP-1', 'ktlo'], 'add --author'],
    [['export', 'salaries'], 'Allowed choices are tickets'],
    [['export', 'tickets', '--json'], 'add --out'],
  ])('%j ends with 2 and says how to write it', async (argv, words) => {
    const ended = await run(argv)
    expect(ended.exitCode).toBe(2)
    expect(ended.stderr).toContain(words)
    if (!argv.includes('--json')) expect(ended.stdout).toBe('')
  })

  it('lists every variable that is wrong, shows none, and ends with 78', async () => {
    const ended = await run(['connections'], { LOG_LEVEL: 'loud', SMTP_URL: 'hunter2hunter2' })
    expect(ended).toMatchObject({ exitCode: 78, stdout: '' })
    expect(ended.stderr).toContain('LOG_LEVEL')
    expect(ended.stderr).toContain('SMTP_URL')
    expect(ended.stderr).not.toContain('hunter2')
  })
})

describe('plumbline rules check and plan check', () => {
  it('name each problem with file, line and column, and end with 1', async () => {
    const rules = fileWith(
      'rules.yaml',
      'rules:\n  - name: One\n    category: fun\n    when: { type: bug }\n  - name: Two\n    category: ktlo\n    when: { titel: x }\n',
    )
    const ended = await run(['rules', 'check', rules])
    expect(ended.exitCode).toBe(1)
    expect(ended.stdout).toMatch(/^rules\.yaml:3:15 .*category/m)
    expect(ended.stdout).toMatch(/^rules\.yaml:7:\d+ .*titel.* is not a word that this file knows$/m)
    expect(ended.stdout).toContain('2 problems')
    const json = await run([
      '--json',
      'plan',
      'check',
      fileWith('plan.yaml', 'company: Example Works\nteams: ['),
    ])
    expect(json.exitCode).toBe(1)
    expect(JSON.parse(json.stdout)).toMatchObject({ fine: false, problems: [{ line: 2 }] })
  })

  it('say of good files what is in them', async () => {
    const rules = await run(['rules', 'check', 'rules/default.yaml'])
    expect(rules).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+ rules, fine\n$/) })
    const plan = await run(['plan', 'check', 'plans/demo.yaml', '--json'])
    expect(JSON.parse(plan.stdout)).toMatchObject({ fine: true, teams: 5, problems: [], warnings: [] })
  })

  it('list what a usable plan lacks apart from what makes one unusable', async () => {
    const demo = readFileSync('plans/demo.yaml', 'utf8')
    const lacking = fileWith('lacking.yaml', demo.replaceAll('audience: executive', 'audience: product'))
    const json = await run(['plan', 'check', lacking, '--json'])
    expect(json.exitCode).toBe(0)
    const { fine, problems, warnings } = JSON.parse(json.stdout)
    expect({ fine, problems }).toEqual({ fine: true, problems: [] })
    expect(warnings).toContainEqual({
      kind: 'missing_reader',
      words: expect.stringMatching(/has no executive reader; nothing is sent until it has one/),
    })
    const { stdout } = await run(['plan', 'check', lacking])
    for (const { words } of warnings) expect(stdout).toContain(`\nwarning: ${words}`)
  })
})

describe('plumbline rules test', () => {
  it('decides the cases of all files by the rules of all, and ends with 1 where one comes out otherwise', async () => {
    const first = fileWith('a.yaml', 'rules:\n  - { name: bugs, category: ktlo, when: { type: Bug } }\n')
    const holds = fileWith('b.yaml', 'cases:\n  - { ticket: { type: Bug }, category: ktlo }\n')
    expect(await run(['rules', 'test', first, holds])).toMatchObject({
      exitCode: 0,
      stdout: '1 of 1 case decided as expected\n',
    })
    const fails = fileWith('c.yaml', 'cases:\n  - { ticket: { type: Bug }, category: roadmap }\n')
    const ended = await run(['rules', 'test', first, fails])
    expect(ended.exitCode).toBe(1)
    expect(ended.stdout).toBe(
      'c.yaml:2:40 cases[1].category: expects roadmap, but it is ktlo. It matches rule "bugs".\n0 of 1 case decided as expected\n',
    )
    const checked = await run(['rules', 'check', first, fails, '--json'])
    expect(checked.exitCode).toBe(1)
    expect(JSON.parse(checked.stdout)).toMatchObject({ fine: false, problems: [{ file: 'c.yaml', line: 2 }] })
  })

  it('warns in a check of what never decides, and says that the file is fine', async () => {
    const file = fileWith(
      'a.yaml',
      'rules:\n  - { name: a, category: ktlo, when: { type: Bug } }\n  - { name: b, category: roadmap, when: { type: bugs } }\n',
    )
    const ended = await run(['rules', 'check', file])
    expect(ended.exitCode).toBe(0)
    expect(ended.stdout).toBe(
      '2 rules, fine\nwarning: a.yaml:3:5 rules[2]: rule "b" never decides: rule "a" above it takes all that it matches\n',
    )
  })
})

describe('plumbline --help', () => {
  it('tells the commands and the exit codes, and each command its examples', async () => {
    const [all, one] = [await run(['--help']), await run(['report', 'send', '--help'])]
    expect(all).toMatchObject({ exitCode: 0, stderr: '' })
    expect(all.stdout).toContain('Exit codes:')
    expect(one.stdout).toContain('plumbline report send --quarter 2026-Q2')
    expect(one.stdout).toContain('--json')
  })

  it('is the same from any folder, through the file in the root and links to it', async () => {
    const bin = join(folder, 'bin')
    mkdirSync(bin)
    symlinkSync(join(import.meta.dirname, '..', '..', '..', 'plumbline'), join(bin, 'plumbline'))
    const { stdout } = await promisify(execFile)(join(bin, 'plumbline'), ['--version'], { cwd: folder })
    expect(stdout).toBe('0.1.0\n')
  })
})
