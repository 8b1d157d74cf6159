import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { exportedConstants, numericConstants, numericJudgements } from './setup/judgements.ts'

const root = join(import.meta.dirname, '..')

/** What only shows: it words, lists or exports what was decided. */
const showing = ['domain/report', 'adapters/store/export', 'cli', 'queries']

/**
 * Functions that compare with a number and judge no figure of the dataset, by their floor: they choose how to say a figure
 * that stands beside the words, how much to print, or look at a program and not at work. Anything else belongs into
 * domain/reconcile/verdicts, as an exported constant with its reason, and a test on both of its sides.
 */
const judgingNothing = new Set([
  ...['roundedDays', 'daysInWords', 'weeksInWords', 'growthInWords', 'paceOfPlanInWords'].map(
    (name) => `domain ${name}`,
  ),
  ...['largeInWords', 'roundedTo3', 'stepWithin', 'toldBeside'].map((name) => `domain ${name}`),
  // How long a list or a name may be, how often a line is printed, how long a run may stand still (stall.ts), how an age is said.
  ...['namesOf', 'redact', 'processTerminal', 'ago', 'look', 'take', 'readingText'].map(
    (name) => `cli ${name}`,
  ),
  // A tracker's clock, a token's age, an account's last ticket, the last word of a process: no figure of a quarter.
  ...['trackerHealth', 'expiringSecret', 'withRecentTickets', 'makePreview', 'keptPreview'].map(
    (name) => `queries ${name}`,
  ),
])

/** The only files of the report that hold numbers: lengths of lists, roundings, calendar, wordings. */
const numbers = new Set(
  ['lengths', 'figures', 'dates', 'pace', 'outside-text', 'told-shares'].map(
    (name) => `domain/report/words/${name}.ts`,
  ),
)

function textsOf(folder: string): { readonly file: string; readonly source: string }[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ file: relative(root, path), source: readFileSync(path, 'utf8') }))
}

test('what shows verdicts makes none: it compares nothing with a number of its own', () => {
  const texts = showing.flatMap(textsOf)
  const exported = new Set(
    texts.filter(({ file }) => !numbers.has(file)).flatMap(({ source }) => exportedConstants(source)),
  )
  const found = texts.flatMap(({ file, source }) =>
    numericJudgements(source, exported)
      .filter(({ within }) => !judgingNothing.has(`${file.split('/')[0]} ${within}`))
      .map(({ within, code }) => `${file}, ${within}: ${code}`),
  )
  expect(found).toEqual([])
})

test('the report and the exports hold no numbers but lengths, roundings and wordings', () => {
  const found = ['domain/report', 'adapters/store/export']
    .flatMap(textsOf)
    .filter(({ file }) => !numbers.has(file))
    .flatMap(({ file, source }) => numericConstants(source).map((constant) => `${file}: ${constant}`))
  expect(found).toEqual([])
})

/** Files that may round by themselves: to places that no half can stand in, or for what nobody reads as a figure. */
const rounding = new Map([
  ['adapters/chart/scale.ts', 'the round values beside an axis'],
  ['adapters/chart/shapes.ts', 'coordinates of a picture'],
  ['web/queue/sample-view.ts', 'coordinates of a picture'],
  ['domain/plan/table/rows.ts', 'a written share as it was written, without the noise of binary fractions'],
  ['domain/plan/table/write/nodes.ts', 'the same, back'],
  ['wording/plan/setting-text.ts', 'the same, shown'],
  ['wording/tickets/explain-text.ts', 'thousandths of a day, which are whole'],
])

test('tenths and points are rounded in one place: "toFixed" and "Math.round" make 1.1 of 1.15 and 14 of 14.5', () => {
  const found = ['domain', 'adapters', 'queries', 'wording', 'cli', 'web', 'templates']
    .flatMap(textsOf)
    .filter(({ file, source }) => !rounding.has(file) && roundsBesideItsPlace.test(source))
    .map(({ file }) => file)
  expect(found).toEqual([])
})

/** What rounds to tenths or points. */
const roundsBesideItsPlace =
  /\.toFixed\(|Math\.round\([^\n]*\* 100?\)|Math\.round\([^\n]*\/ 100\)|Math\.round\([^()\n]*\) \/ 100?\b/

describe('a judgement', () => {
  it.each([
    'function grew(n, before) { return n >= before * (1 + 0.2) && n >= before + 5 }',
    'function grew(n, before) { return Math.abs(n - before) >= 2 * Math.sqrt(before) }',
    'const staleAfterMs = 24 * 60 * 60_000; function grew(age) { return age > staleAfterMs }',
    'function grew(n, planned) { return Math.abs(n) > Math.max(2000, planned / 10) ? n : 0 }',
    'const grew = (n) => { const limit = n * 1.5; return limit < n }',
    'function grew(steps) { return steps.filter((step) => step.milliDays >= 500) }',
  ])('is found in %s', (source) => {
    expect(numericJudgements(source).map(({ within }) => within)).toContain('grew')
  })

  it('is found with a constant of another file', () => {
    const exported = new Set(exportedConstants('export const limitShare = 0.3; export const grew = () => 5'))
    expect([...exported]).toEqual(['limitShare'])
    expect(numericJudgements('const grew = (n) => n > limitShare', exported)).toHaveLength(1)
  })

  it.each([
    'function grew(n) { return n > 0 && n < 1 }',
    'function grew(a, b) { return a.days > b.days }',
    'function grew(days) { return days / 1000 > 0 && days === 5 }',
    'function grew(at, from) { return at.slice(0, 10) >= from }',
  ])('is none in %s', (source) => {
    expect(numericJudgements(source)).toEqual([])
  })
})
