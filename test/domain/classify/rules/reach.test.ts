import { describe, expect, it } from 'vitest'
import { checkRuleFiles } from '../../../../domain/classify/rules/rule-file.ts'

/** What is said of rules with these conditions, in their order, named a, b, c … */
function unreached(...whens: readonly string[]): string[] {
  const rules = whens.map((when, index) => `  - { name: ${'abcdef'[index]}, category: ktlo, when: ${when} }`)
  const { unreached: found } = checkRuleFiles([
    { fileName: 'rules.yaml', text: `rules:\n${rules.join('\n')}\n` },
  ])
  return found.map(({ line, message }) => `${line}: ${message}`)
}

describe('a rule that an earlier one leaves nothing', () => {
  it.each([
    ['equal', ['{ type: Bug }', '{ type: bugs }']],
    ['narrower by a condition', ['{ type: Bug }', '{ type: Bug, labels: x }']],
    ['narrower by a word', ['{ type: [Bug, Defect] }', '{ type: Defect }']],
    ['of several words', ['{ type: [Bug, Defect, Fault] }', '{ type: [Fault, Bug] }']],
    ['with all of the words', ['{ labels: x }', '{ labels: { all: [x, y] } }']],
    ['under an open word', ['{ type: "* Bug" }', '{ type: Production Bug }']],
    ['with a wider type or label', ['{ type_or_label: bug }', '{ type: Bug }']],
    [
      'within dates',
      ['{ created: { after: 2026-01-01 } }', '{ created: { after: 2026-02-01, before: 2026-03-01 } }'],
    ],
    ['of the same title', ['{ title: "^x" }', '{ title: "^x", labels: a }']],
    ['of fewer kinds', ['{ kind: [project, ticket], labels: a }', '{ kind: project, labels: [a] }']],
    [
      'with every alternative covered',
      ['{ type: Bug }', '{ any: [{ type: Bug, labels: a }, { type: Bug, labels: b }] }'],
    ],
    [
      'under one of its alternatives',
      ['{ any: [{ type: Bug }, { labels: a }] }', '{ labels: a, type: Task }'],
    ],
    ['with an exclusion that is kept', ['{ none: [{ labels: a }] }', '{ type: Bug, none: [{ labels: a }] }']],
    ['of what is mostly of one category below', ['{ most_below: ktlo }', '{ most_below: ktlo, type: Epic }']],
    [
      'that stands alone, where nothing may be inherited',
      ['{ inherits: false, type: Bug }', '{ stands_alone: true, type: Bug }'],
    ],
  ])('%s', (_case, whens) => {
    expect(unreached(...whens)).toEqual([
      expect.stringMatching(/^3: rules\[2\]: rule "b" never decides: rule "a" above it takes all/),
    ])
  })

  it('together with another', () => {
    expect(unreached('{ type: Bug }', '{ type: Defect }', '{ type: [Bug, Defect] }')).toEqual([
      '4: rules[3]: rule "c" never decides: rules "a", "b" above it take all that it matches',
    ])
  })
})

describe('a word that an earlier rule takes first', () => {
  it('is reported with its place', () => {
    expect(unreached('{ labels: x }', '{ labels: [y, X, z] }')).toEqual([
      '3: rules[2].when.labels[2]: "X" never decides: rule "a" above takes it first',
    ])
  })
})

describe('a rule that can match nothing', () => {
  it.each([
    ['{ kind: project, component: api }', 'only tickets have a component'],
    ['{ tracker: jira, team: Search }', 'Jira has no teams'],
    ['{ tracker: jira, kind: initiative }', 'Jira has no projects or initiatives above tickets'],
    [
      '{ created: { after: 2026-02-01, before: 2026-02-01 } }',
      'no day is both after and before in "created"',
    ],
    ['{ labels: { any: [a], none: [A] } }', '"a" is wanted and excluded'],
    ['{ type: { all: [Bug, Task] } }', 'no ticket is both "Bug" and "Task"'],
    ['{ stands_alone: true, ancestor: A-1 }', 'what stands alone has no ancestor'],
    ['{ kind: initiative, most_below: ktlo }', 'projects, not tickets, are right below initiatives'],
    ['{ stands_alone: true, inherits: true }', 'what stands alone inherits nothing'],
  ])('%s', (when, reason) => {
    expect(unreached(when)).toEqual([`2: rules[1]: rule "a" can never match: ${reason}`])
  })
})

describe('nothing is said of rules that', () => {
  it.each([
    ['are wider than the earlier', ['{ type: Bug, labels: x }', '{ type: Bug }']],
    ['have another tracker', ['{ tracker: jira, type: Bug }', '{ tracker: linear, type: Bug }']],
    ['have other words too', ['{ labels: { all: [x, y] } }', '{ labels: x }']],
    ['the earlier excludes', ['{ type: Bug, none: [{ labels: a }] }', '{ type: Bug, labels: a }']],
    ['the earlier may exclude', ['{ labels: { any: [x], none: [y] } }', '{ labels: x, type: Bug }']],
    ['are of another kind', ['{ labels: a }', '{ kind: project, labels: a }']],
    ['begin earlier', ['{ created: { after: 2026-02-01 } }', '{ created: { after: 2026-01-01 } }']],
    ['have an alternative of their own', ['{ type: Bug }', '{ any: [{ type: Bug }, { labels: b }] }']],
    ['are open where the earlier is not', ['{ type: Production Bug }', '{ type: "* Bug" }']],
    ['inherit where the earlier must not', ['{ type: Bug, inherits: false }', '{ type: Bug }']],
  ])('%s', (_case, whens) => {
    expect(unreached(...whens)).toEqual([])
  })
})
