import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { addStatusLine, changedLines, type StatusLine } from '../../../../domain/classify/rules/add-status.ts'
import { parseRuleFile } from '../../../../domain/classify/rules/rule-file.ts'

const rules = 'rules:\n  - { name: bugs, category: ktlo, when: { type: Bug } }\n'
const review: StatusLine = { statusId: '10021', name: 'Code\n Review', project: null, means: 'waiting' }
/** Of the rules; a compiled pattern changes while it is used. */
const wordsOf = (text: string) =>
  JSON.stringify(parseRuleFile(text).rules, (_, value) => value?.patternInput ?? value)
const firstOf = (text: string | null) => parseRuleFile(text ?? '').statusRules.mappings[0]

test.each([
  { what: 'no list yet', text: rules },
  { what: 'comments above', text: `# ours\n\n# the rules\n${rules}` },
  { what: 'the default rules', text: readFileSync('rules/default.yaml', 'utf8') },
  { what: 'a list', text: `statuses:\n  - { status: 10021, project: APP, means: done }\n${rules}` },
  { what: 'a list without indent', text: `statuses:\n- status: Blocked\n  means: waiting\n${rules}` },
  { what: 'a list in brackets', text: `statuses: [{ status: Blocked, means: waiting }]\n${rules}` },
  { what: 'an empty list', text: `statuses: []\n${rules}` },
  { what: 'two documents', text: `--- # one\n${rules}--- # two\n${rules.replace('bugs', 'more')}` },
])('a status is written where its line holds: $what', ({ text }) => {
  const after = addStatusLine(text, review) ?? ''
  expect(firstOf(after)).toEqual({ statuses: ['10021'], means: 'waiting' })
  expect(wordsOf(after)).toBe(wordsOf(text))
  // Written anew, it is the same line.
  const again = addStatusLine(after, { ...review, means: 'dropped' }) ?? ''
  expect(firstOf(again)).toMatchObject({ means: 'dropped' })
  expect(again.length).toBe(after.length)
})

test('a line of another place, of several statuses or with a team is not the same line', () => {
  for (const other of [
    '{ status: 10021, project: WEB, means: done }',
    '{ status: [10021, 10022], means: done }',
    '{ status: 10021, team: CORE, means: done }',
  ]) {
    const after = addStatusLine(`statuses:\n  - ${other}\n${rules}`, { ...review, project: 'APP' })
    expect(firstOf(after)).toMatchObject({ project: ['app'], means: 'waiting' })
    expect(after).toContain(other)
  }
  const own = addStatusLine(`statuses:\n  - { status: 10021, project: web, means: done }\n${rules}`, {
    ...review,
    project: 'WEB',
  })
  expect(parseRuleFile(own ?? '').statusRules.mappings).toHaveLength(1)
})

test('a text that has no place for it is left alone', () => {
  for (const text of ['', '- a list\n', '{ rules: [] }\n', `statuses: none\n${rules}`, 'rules: [\n'])
    expect(addStatusLine(text, review)).toBeNull()
})

test('names can not break out of their line', () => {
  const name = 'Review\u2028\n  - { status: x, means: done }'
  const after = addStatusLine(rules, { ...review, name })
  expect(parseRuleFile(after ?? '').statusRules.mappings).toHaveLength(1)
})

test('the lines that change are told with their numbers', () => {
  expect(changedLines(rules, addStatusLine(rules, review) ?? '')).toEqual({
    removed: [],
    added: [
      { line: 1, text: 'statuses:' },
      { line: 2, text: '  - { status: "10021", means: waiting }  # Code Review' },
      { line: 3, text: '' },
    ],
  })
  expect(changedLines('a\nb\nc', 'a\nx\nc')).toEqual({
    removed: [{ line: 2, text: 'b' }],
    added: [{ line: 2, text: 'x' }],
  })
  expect(changedLines('a\na', 'a\na\na')).toEqual({ removed: [], added: [{ line: 3, text: 'a' }] })
})
