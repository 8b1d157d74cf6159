import { describe, expect, it } from 'vitest'
import { checkRuleFiles } from '../../../../domain/classify/rules/rule-file.ts'
import { FileProblemsError } from '../../../../domain/yaml/yaml-file.ts'

const rules = `rules:
  - { name: debt, category: reliability, when: { kind: [ticket, project], labels: tech-debt } }
  - { name: bugs, category: ktlo, when: { type: Bug, project: BILL, created: { after: 2026-01-01 } } }
  - { name: fields, category: ktlo, when: { fields: { Investment: Upkeep }, component: api, priority: P1, team: Web } }
  - { name: sum, category: reliability, when: { most_below: reliability } }
  - { name: aims, category: roadmap, when: { kind: initiative, title: "^win" } }
`

function failed(cases: string): string[] {
  return checkRuleFiles([{ fileName: 'rules.yaml', text: `${rules}cases:\n${cases}` }]).failedCases.map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  )
}

describe('cases in the file', () => {
  it.each([
    '{ ticket: { labels: Tech Debt }, category: reliability, rule: debt }',
    '{ ticket: { labels: [a, techdebt] }, category: reliability }',
    '{ ticket: { type: Bug, project: BILL, created: 2026-01-01 }, category: ktlo, rule: bugs }',
    '{ ticket: { type: Bug, project: BILL, created: 2025-12-31 }, category: uncategorised }',
    '{ ticket: { fields: { Investment: upkeep }, component: API, priority: p1, team: web }, category: ktlo, rule: fields }',
    '{ ticket: { type: Task }, above: [{ type: Story }, { labels: tech-debt }], category: reliability, rule: debt }',
    '{ tracker: linear, ticket: { title: x }, above: [{ kind: project, title: P }, { kind: initiative, title: Win }], category: roadmap, rule: aims }',
    '{ ticket: {}, below: [{ type: Bug, project: BILL, created: 2026-01-01 }], category: uncategorised }',
    '{ ticket: {}, below: [{ labels: tech-debt }, { labels: techdebt }, {}], category: reliability, rule: sum }',
    '{ ticket: {}, category: uncategorised }',
  ])('hold: %s', (example) => {
    expect(failed(`  - ${example}\n`)).toEqual([])
  })

  it('fail where the category is another one, and say why it is', () => {
    expect(failed('  - { ticket: { labels: tech-debt }, category: ktlo }\n')).toEqual([
      '8:48 cases[1].category: expects ktlo, but it is reliability. It matches rule "debt".',
    ])
  })

  it('fail where another rule decides', () => {
    expect(failed('  - { ticket: { labels: tech-debt }, category: reliability, rule: bugs }\n')).toEqual([
      '8:67 cases[1].rule: expects rule "bugs". It matches rule "debt".',
    ])
  })

  it('name a rule of the file', () => {
    expect(() => failed('  - { ticket: {}, category: ktlo, rule: gone }\n')).toThrow(
      new FileProblemsError('rules.yaml', [
        {
          line: 8,
          column: 41,
          message: 'cases[1].rule: "gone" names no rule here',
          value: { path: ['cases', 0, 'rule'], message: '"gone" names no rule here' },
        },
      ]),
    )
  })
})
