import { describe, expect, it } from 'vitest'
import { decideAll } from '../../../../domain/classify/decide.ts'
import { parseRuleFile } from '../../../../domain/classify/rules/rule-file.ts'
import type { Container, Ticket } from '../../../../domain/ticket.ts'
import { aTicket, at, connectionId } from '../../../builders/ticket.ts'

/** Whether a rule with these conditions (a flow map) takes the first of the tickets; the others stand above it. */
function takes(
  when: string,
  ticket: Partial<Ticket>,
  above: readonly Ticket[] = [],
  containers: Container[] = [],
) {
  const ruleSet = parseRuleFile(`rules:\n  - { name: it, category: ktlo, when: ${when} }\n`)
  const [decision] = decideAll({
    tickets: [aTicket('A-1', { typeName: 'Task', ...ticket }), ...above],
    containers,
    overrides: [],
    ruleSet,
    rulesVersion: 'v1',
    trackerOf: () => 'jira',
  })
  return decision?.step === 'rule'
}

const parent = aTicket('A-9', { title: 'Partner API' })
const below = { parentId: 'id-A-9' }
const above = ['team-1', 'PAY', 'Payments', 'team-0', 'FIN', 'Finance']

describe('a condition on words', () => {
  it.each<[string, string, Partial<Ticket>, boolean]>([
    ['a list holds by any of its words', '{ type: [Bug, Task] }', {}, true],
    ['all must be there', '{ labels: { all: [a, b] } }', { labels: ['A', 'B', 'c'] }, true],
    ['one of all is missing', '{ labels: { all: [a, b] } }', { labels: ['a'] }, false],
    ['none may be there', '{ labels: { any: [a], none: [b] } }', { labels: ['a', 'b'] }, false],
    ['none holds where there are no words', '{ component: { none: [api] } }', {}, true],
    ['any needs one', '{ component: [api] }', {}, false],
    ['a type by exclusion', '{ type: { none: [Bug] } }', {}, true],
    ['a priority', '{ priority: [P1, Highest] }', { priorityName: 'HIGHEST' }, true],
    ['a project by key', '{ project: BILL }', { projectKey: 'bill' }, true],
    ['a project by name', '{ project: Billing }', { projectName: 'BILLING' }, true],
    ['another project', '{ project: { none: [BILL] } }', { projectKey: 'BILL' }, false],
    ['a team by name', '{ team: Zahlungen }', { teamName: 'zahlungen' }, true],
    ['a sub-team by the team above', '{ team: Payments }', { teamName: 'Cards', teamsAbove: above }, true],
    ['a sub-team by the key of the topmost', '{ team: FIN }', { teamName: 'Cards', teamsAbove: above }, true],
    [
      'a team by its sub-team',
      '{ team: Cards }',
      { teamName: 'Payments', teamsAbove: above.slice(3) },
      false,
    ],
    ['a sub-team of an excluded team', '{ team: { none: [PAY] } }', { teamsAbove: above }, false],
    [
      'a custom field by name',
      '{ fields: { work_type: Foundations } }',
      field('Work Type', 'foundation'),
      true,
    ],
    ['a custom field by id', '{ fields: { customfield_1: x } }', field('Work Type', 'x'), true],
    ['a custom field without that value', '{ fields: { Work Type: y } }', field('Work Type', 'x'), false],
    ['a custom field that is absent', '{ fields: { Other: { none: [x] } } }', field('Work Type', 'x'), true],
    ['type or label: the type', '{ type_or_label: [task] }', {}, true],
    ['type or label: a label', '{ type_or_label: [bug] }', { labels: ['type: bug'] }, true],
    ['words before', '{ type: "* Bug" }', { typeName: 'Production Bug' }, true],
    ['words before, of which there are none', '{ type: "* Bug" }', { typeName: 'Bug' }, false],
    ['words before, not letters', '{ type: "* Bug" }', { typeName: 'Debug' }, false],
    ['words after', '{ type: "Support *" }', { typeName: 'Support (L2)' }, true],
  ])('%s', (_case, when, ticket, expected) => {
    expect(takes(when, ticket)).toBe(expected)
  })

  it.each([
    ['a decomposed umlaut', 'M\u00fcll', 'Mu\u0308ll'],
    ['a no-break space', 'big deal', 'big\u00a0deal'],
    ['a narrow no-break space', 'big deal', 'big\u202fdeal'],
    ['a zero-width space', 'deal', 'de\u200bal'],
    ['full-width letters', 'KTLO', 'ＫＴＬＯ'],
    ['a sharp s', 'STRASSE', 'straße'],
    ['a dotted capital I, decomposed', 'İ', 'I\u0307'],
  ])('takes %s for the same word in labels, projects, ancestors and titles', (_case, written, own) => {
    const ticket = { labels: [own], projectName: own, title: own, customFields: field(own, own).customFields }
    expect(takes(`{ labels: "${written}" }`, ticket)).toBe(true)
    expect(takes(`{ project: "${written}" }`, ticket)).toBe(true)
    expect(takes(`{ title: "^${written}$" }`, ticket)).toBe(true)
    expect(takes(`{ fields: { "${written}": "${written}" } }`, ticket)).toBe(true)
    expect(takes(`{ ancestor: "${written}" }`, below, [aTicket('A-9', { title: own })])).toBe(true)
    expect(takes(`{ labels: "${own}", title: "${own}" }`, { labels: [written], title: written })).toBe(true)
  })

  it('compares names as they stand: separators part them', () => {
    expect(takes('{ project: Web-Shop }', { projectName: 'Web Shop' })).toBe(false)
    expect(takes('{ labels: 1.2 }'.replace('1.2', '"1.2"'), { labels: ['12'] })).toBe(false)
  })
})

describe('a date', () => {
  it.each<[string, string, Partial<Ticket>, boolean]>([
    [
      'after: from the first moment of that day',
      'created: { after: 2026-01-05 }',
      day('2026-01-05T00:00'),
      true,
    ],
    [
      'after: not a millisecond before',
      'created: { after: 2026-01-05 }',
      day('2026-01-04T23:59:59.999'),
      false,
    ],
    ['before: not that day any more', 'created: { before: 2026-01-05 }', day('2026-01-05T00:00'), false],
    ['before: up to its beginning', 'created: { before: 2026-01-05 }', day('2026-01-04T23:59:59.999'), true],
    ['what is unresolved was not resolved before', 'resolved: { before: 2026-01-05 }', {}, false],
    ['resolved', 'resolved: { after: 2026-01-05 }', { resolvedAt: at('2026-02-01') }, true],
  ])('%s', (_case, when, ticket, expected) => {
    expect(takes(`{ ${when} }`, ticket)).toBe(expected)
  })
})

describe('conditions together', () => {
  it('hold by any, all and none of their groups', () => {
    const when = '{ any: [{ type: Task, labels: a }, { type: Bug }], none: [{ priority: Low }] }'
    expect(takes(when, { labels: ['a'] })).toBe(true)
    expect(takes(when, { typeName: 'Bug' })).toBe(true)
    expect(takes(when, {})).toBe(false)
    expect(takes(when, { typeName: 'Bug', priorityName: 'low' })).toBe(false)
    expect(takes('{ all: [{ type: Task }, { labels: a }] }', {})).toBe(false)
    expect(takes('{ none: { any: [{ type: Task }, { type: Bug }] } }', { typeName: 'Story' })).toBe(true)
  })
})

describe('what stands above a ticket', () => {
  it('is found by key or title at any height', () => {
    const middle = aTicket('A-8', { parentId: 'id-A-9' })
    expect(takes('{ ancestor: partner api }', { parentId: 'id-A-8' }, [middle, parent])).toBe(true)
    expect(takes('{ ancestor: a-9 }', { parentId: 'id-A-8' }, [middle, parent])).toBe(true)
    expect(takes('{ ancestor: { none: [A-9] } }', { parentId: 'id-A-8' }, [middle, parent])).toBe(false)
    expect(takes('{ ancestor: { none: [A-9] } }', {})).toBe(true)
  })

  it('tells what stands alone from what inherits nothing', () => {
    expect(takes('{ stands_alone: true }', {})).toBe(true)
    expect(takes('{ stands_alone: true }', below, [parent])).toBe(false)
    expect(takes('{ inherits: false, type: Task }', below, [{ ...parent, typeName: 'Epic' }])).toBe(true)
    // The parent is a task too: the rule decides it, and the ticket inherits.
    expect(takes('{ inherits: false, type: Task }', below, [{ ...parent, typeName: 'Task' }])).toBe(false)
    expect(takes('{ inherits: true, type: Task }', {})).toBe(false)
  })
})

describe('a rule on projects', () => {
  it('finds them by title, and has nothing of what only tickets have', () => {
    const container: Container = {
      connectionId,
      containerId: 'p',
      kind: 'project',
      title: 'Partner\u00a0API',
      url: '',
      labels: ['Big deal'],
      parentIds: [],
      completedAt: null,
      canceledAt: null,
    }
    const inherited = (when: string) => {
      const ruleSet = parseRuleFile(`rules:\n  - { name: it, category: ktlo, when: ${when} }\n`)
      const [decision] = decideAll({
        tickets: [aTicket('A-1', { projectId: 'p' })],
        containers: [container],
        overrides: [],
        ruleSet,
        rulesVersion: 'v1',
        trackerOf: () => 'linear',
      })
      return decision?.step === 'inherited'
    }
    expect(inherited('{ kind: project, project: partner api }')).toBe(true)
    expect(inherited('{ kind: project, type_or_label: big-deal }')).toBe(true)
    expect(inherited('{ kind: project, title: "^partner api$" }')).toBe(true)
    expect(inherited('{ kind: project, component: api }')).toBe(false)
    expect(inherited('{ kind: initiative, labels: big deal }')).toBe(false)
  })
})

function field(fieldName: string, value: string) {
  return { customFields: [{ fieldId: 'customfield_1', fieldName, values: [value] }] }
}

function day(iso: string): Partial<Ticket> {
  return { createdAt: at(iso) }
}
