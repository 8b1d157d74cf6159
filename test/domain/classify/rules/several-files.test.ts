import { describe, expect, it } from 'vitest'
import { checkRuleFiles, joinRuleFiles, parseRuleFile } from '../../../../domain/classify/rules/rule-file.ts'
import { FileProblemsError } from '../../../../domain/yaml/yaml-file.ts'

const rule = (name: string, type = name) => `  - { name: ${name}, category: ktlo, when: { type: ${type} } }\n`
const first = { fileName: 'a.yaml', text: `# Ours\n---\nrules:\n${rule('one')}` }
const second = {
  fileName: 'b.yaml',
  text: `rules:\n${rule('two')}cases:\n  - { ticket: { type: one }, category: ktlo, rule: one }\n`,
}
const namesOf = (text: string) => parseRuleFile(text).rules.map(({ name }) => name)

describe('several rule files', () => {
  it('are one set in their order, and keep it as one text', () => {
    const check = checkRuleFiles([second, first])
    expect(check.ruleSet.rules.map(({ name }) => name)).toEqual(['two', 'one'])
    expect(check).toMatchObject({ cases: 1, failedCases: [] })
    const joined = joinRuleFiles([second, first])
    expect(namesOf(joined)).toEqual(['two', 'one'])
    expect(joined).toContain('# Ours')
    expect(
      namesOf(
        joinRuleFiles([
          { fileName: 'c.yaml', text: rulesOf('zero') },
          { fileName: 'ab.yaml', text: joined },
        ]),
      ),
    ).toEqual(['zero', 'two', 'one'])
  })

  it('leave one file as it is written', () => {
    expect(joinRuleFiles([first])).toBe(first.text)
  })

  it('are reported under their own names and lines', () => {
    const { unreached } = checkRuleFiles([
      first,
      { fileName: 'b.yaml', text: `\n\n${rulesOf('two', 'one')}` },
    ])
    expect(unreached).toMatchObject([{ fileName: 'b.yaml', line: 4 }])
    const joined = joinRuleFiles([first, { fileName: 'b.yaml', text: 'rules:\n  - { name: two }\n' }])
    const line = joined.split('\n').findIndex((text) => text.includes('two')) + 1
    expect(() => parseRuleFile(joined)).toThrow(new RegExp(`^rules\\.yaml:${line}:`))
  })

  it('are refused when a name stands in two of them', () => {
    expect(() => checkRuleFiles([first, { fileName: 'b.yaml', text: rulesOf('one', 'x') }])).toThrow(
      new FileProblemsError('b.yaml', [
        {
          line: 2,
          column: 13,
          message: 'rules[1].name: "one" names two rules; a reason must name one',
          value: { path: ['rules', 0, 'name'], message: '"one" names two rules; a reason must name one' },
        },
      ]),
    )
  })

  it('need a rule in one of them', () => {
    expect(() => checkRuleFiles([{ fileName: 'a.yaml', text: 'cases: []' }])).toThrow(
      /needs at least one rule/,
    )
    expect(checkRuleFiles([{ fileName: 'a.yaml', text: 'cases: []' }, first]).ruleSet.rules).toHaveLength(1)
  })
})

function rulesOf(name: string, type = name): string {
  return `rules:\n${rule(name, type)}`
}
