import { describe, expect, it } from 'vitest'
import { parseRuleFile } from '../../../../domain/classify/rules/rule-file.ts'
import { FileProblemsError } from '../../../../domain/yaml/yaml-file.ts'

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

describe('what statuses mean in a rule file', () => {
  const rules = 'rules:\n  - { name: a, category: ktlo, when: { type: Bug } }\n'
  const statusRulesIn = (text: string) => parseRuleFile(text + rules, 'my-rules.yaml', ['jira']).statusRules

  it('is a list of names and ids with what they mean, for a project, a team or a tracker', () => {
    const { mappings } = statusRulesIn(
      'statuses:\n' +
        '  - { status: [Code\u00a0Review, 10010], project: WEB, team: Core, tracker: Jira, means: waiting }\n' +
        '  - { status: Resolved, means: done }\n',
    )
    expect(mappings).toEqual([
      {
        statuses: ['Code\u00a0Review', 'code review', '10010'],
        project: ['web'],
        team: ['core'],
        tracker: 'jira',
        means: 'waiting',
      },
      { statuses: ['Resolved', 'resolved'], means: 'done' },
    ])
  })

  it('has default lists, which a list replaces and an empty one clears', () => {
    expect(statusRulesIn('').waitingNames).toEqual(
      expect.arrayContaining(['code review', 'in prüfung', '评审中']),
    )
    expect(statusRulesIn('').droppedResolutions).toEqual(expect.arrayContaining(["won't do", 'duplikat']))
    const own = statusRulesIn('waiting_statuses: [Parkplatz]\ndropped_resolutions: [Weg, 10007]\n')
    expect(own.waitingNames).toEqual(['parkplatz'])
    expect(own.droppedResolutions).toEqual(['Weg', 'weg', '10007'])
    const cleared = statusRulesIn('waiting_statuses: []\ndropped_resolutions: []\n')
    expect(cleared).toMatchObject({ waitingNames: [], droppedResolutions: [] })
  })

  it.each([
    [
      'a meaning that there isn’t',
      'statuses: [{ status: Open, means: parked }]',
      /means: must be one of unstarted,/,
    ],
    ['no meaning', 'statuses: [{ status: Open }]', /means/],
    ['no status', 'statuses: [{ means: done }]', /status/],
    [
      'a tracker that there isn’t',
      'statuses: [{ status: Open, tracker: trello, means: done }]',
      /tracker: must be one of jira/,
    ],
    ['no list', 'statuses: { Open: done }', /statuses: must be a list/],
    [
      'a resolution that is no word',
      'dropped_resolutions: [{}]',
      /dropped_resolutions\[1\]: must be a name or an id/,
    ],
  ])('is refused with %s', (_case, text, problem) => {
    expect(() => statusRulesIn(`${text}\n`)).toThrow(problem)
  })
})
