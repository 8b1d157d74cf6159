import { describe, expect, it } from 'vitest'
import { parseRuleFile } from '../../../domain/classify/rule-file.ts'
import { FileProblemsError } from '../../../domain/yaml-file.ts'

function problemsOf(text: string): string {
  try {
    parseRuleFile(text, 'my-rules.yaml')
  } catch (error) {
    if (error instanceof FileProblemsError) return error.message
    throw error
  }
  return ''
}

describe('a rule file is refused with line, column and reason when', () => {
  it.each([
    ['it is no YAML', 'rules:\n  - name: [', /^my-rules\.yaml:2:\d+ /],
    [
      'a category is unknown',
      'rules:\n  - { name: a, category: fun, when: { type: Bug } }',
      /^my-rules\.yaml:2:26 rules\[1\]\.category: must be one of roadmap, ktlo, reliability$/,
    ],
    [
      'a condition is misspelt',
      'rules:\n  - name: a\n    category: ktlo\n    when:\n      lables: [x]\n',
      /^my-rules\.yaml:5:7 rules\[1\]\.when\.lables: is not a word that this file knows$/,
    ],
    [
      'a rule takes every ticket',
      'rules:\n  - { name: a, category: ktlo, when: {} }',
      /:2:38 rules\[1\]\.when: needs at least one condition/,
    ],
    [
      'a pattern cannot be used',
      'rules:\n  - { name: a, category: ktlo, when: { title: "a(?=b)" } }',
      /:2:47 rules\[1\]\.when\.title: not a pattern/,
    ],
    [
      'two rules share a name',
      'rules:\n  - { name: a, category: ktlo, when: { type: Bug } }\n  - { name: a, category: ktlo, when: { type: Fault } }',
      /:3:13 rules\[2\]\.name: "a" names two rules/,
    ],
  ])('%s', (_case, text, problem) => {
    expect(problemsOf(text)).toMatch(problem)
  })

  it('lists all that is wrong at once', () => {
    expect(problemsOf('rules:\n  - { name: "", category: fun, when: {} }').split('\n')).toHaveLength(3)
  })
})
