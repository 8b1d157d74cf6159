import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decideAll } from '../../../domain/classify/decide.ts'
import type { Decision, Override } from '../../../domain/classify/decision.ts'
import { parseRuleFile } from '../../../domain/classify/rules/rule-file.ts'
import type { Container, Ticket, TrackerKind } from '../../../domain/ticket.ts'
import { aTicket, connectionId, refOf } from '../../builders/ticket.ts'

const defaultRules = readFileSync(new URL('../../../rules/default.yaml', import.meta.url), 'utf8')

function decide(
  tickets: readonly Ticket[],
  more: {
    containers?: readonly Container[]
    overrides?: readonly Override[]
    tracker?: TrackerKind
    rules?: string
  } = {},
): ReadonlyMap<string, Decision> {
  const decisions = decideAll({
    tickets,
    containers: more.containers ?? [],
    overrides: more.overrides ?? [],
    ruleSet: parseRuleFile(more.rules ?? defaultRules),
    rulesVersion: 'v1',
    trackerOf: () => more.tracker ?? 'jira',
  })
  return new Map(decisions.map((decision) => [decision.ticket.ticketId.replace('id-', ''), decision]))
}

const epic = (key: string, changes: Partial<Ticket> = {}): Ticket =>
  aTicket(key, { typeName: 'Epic', hierarchyLevel: 1, ...changes })

function container(
  kind: Container['kind'],
  containerId: string,
  changes: Partial<Container> = {},
): Container {
  return {
    connectionId,
    containerId,
    kind,
    title: containerId,
    url: '',
    labels: [],
    parentIds: [],
    completedAt: null,
    canceledAt: null,
    ...changes,
  }
}

describe('a decision', () => {
  it('follows the first rule that the ticket matches and names it', () => {
    const bug = aTicket('A-1', { typeName: 'Bug', labels: ['Postmortem'] })
    expect(decide([bug]).get('A-1')).toMatchObject({
      category: 'reliability',
      workType: 'incident follow-up',
      step: 'rule',
      ruleName: 'Follow-ups of incidents',
      reason: 'It matches rule "Follow-ups of incidents".',
      rulesVersion: 'v1',
    })
  })

  it('is inherited from the nearest ancestor when the ticket matches no rule', () => {
    const tickets = [
      epic('A-1'),
      epic('A-2', { parentId: 'id-A-1', labels: ['tech-debt'] }),
      aTicket('A-3', { parentId: 'id-A-2' }),
      aTicket('A-4', { parentId: 'id-A-3', hierarchyLevel: -1 }),
    ]
    expect(decide(tickets).get('A-4')).toMatchObject({
      category: 'reliability',
      step: 'inherited',
      ruleName: 'Tech debt',
      ancestorPath: ['A-3', 'A-2'],
      reason: 'A-2 (above it: A-3 > A-2) matches rule "Tech debt".',
    })
  })

  it("lets a rule on the ticket itself beat its epic's category", () => {
    const tickets = [epic('A-1'), aTicket('A-2', { typeName: 'Bug', parentId: 'id-A-1' })]
    expect(decide(tickets).get('A-2')?.category).toBe('ktlo')
  })

  it("lets a person's override beat every rule, with the person's note", () => {
    const override: Override = {
      ticket: refOf('A-1'),
      category: 'roadmap',
      workType: null,
      author: 'ada@company.example',
      note: 'Sold to a customer',
    }
    expect(decide([aTicket('A-1', { typeName: 'Bug' })], { overrides: [override] }).get('A-1')).toMatchObject(
      {
        category: 'roadmap',
        step: 'override',
        ruleName: null,
        reason: 'It was decided by ada@company.example. "Sold to a customer"',
      },
    )
  })

  it('reaches through a parent to the project and its initiative on Linear', () => {
    const tickets = [aTicket('L-1', { projectId: 'p' }), aTicket('L-2', { parentId: 'id-L-1' })]
    const containers = [
      container('project', 'p', { title: 'Partner API', parentIds: ['i', 'j'] }),
      container('initiative', 'i', { title: 'Win partners' }),
      container('initiative', 'j', { title: 'Second aim', parentIds: ['i'] }),
    ]
    expect(decide(tickets, { containers, tracker: 'linear' }).get('L-2')).toMatchObject({
      category: 'roadmap',
      step: 'inherited',
      ancestorPath: ['L-1', 'Partner API', 'Win partners'],
    })
  })

  it('stays uncategorised, and says so, where no rule matches', () => {
    expect(decide([aTicket('A-1', { typeName: 'Task' })]).get('A-1')).toMatchObject({
      category: null,
      step: 'uncategorised',
      reason: 'It matches no rule, and has no parent or project.',
    })
  })

  it('comes from an ancestor that is only context, which gets no decision itself', () => {
    const epic = aTicket('OUT-1', { typeName: 'Epic', isContext: true })
    const decisions = decide([epic, aTicket('A-1', { typeName: 'Task', parentId: epic.ticketId })])
    expect(decisions.get('A-1')).toMatchObject({ step: 'inherited', ancestorPath: ['OUT-1'] })
    expect([...decisions.keys()]).toEqual(['A-1'])
  })

  it('says that it has a parent which was not read', () => {
    const named = { typeName: 'Task', parentKey: 'OUT-9' }
    for (const parentId of ['id-OUT-9', null]) {
      expect(decide([aTicket('A-1', { ...named, parentId })]).get('A-1')?.reason).toBe(
        'It matches no rule, and its parent OUT-9 was not read.',
      )
    }
    expect(decide([aTicket('A-1', { typeName: 'Task', parentId: 'id-B-9' })]).get('A-1')?.reason).toBe(
      'It matches no rule, and its parent was not read.',
    )
    const chain = [
      aTicket('A-1', { typeName: 'Task', parentId: 'id-B-9' }),
      aTicket('A-2', { typeName: 'Task', parentId: 'id-A-1' }),
    ]
    expect(decide(chain).get('A-2')?.reason).toBe(
      'It matches no rule, and neither do its ancestors (A-1, whose own parent was not read).',
    )
    const inProject = aTicket('L-1', { typeName: 'Task', teamId: 't', projectId: 'p' })
    expect(decide([inProject]).get('L-1')?.reason).toBe('It matches no rule, and its project was not read.')
    const loop = aTicket('A-3', { typeName: 'Task', parentId: 'id-A-3' })
    expect(decide([loop]).get('A-3')?.reason).toBe('It matches no rule, and has no parent or project.')
  })

  it('says which ancestors match no rule either', () => {
    const tickets = [
      aTicket('A-1', { typeName: 'Task' }),
      aTicket('A-2', { typeName: 'Task', parentId: 'id-A-1' }),
      aTicket('A-3', { typeName: 'Task', parentId: 'id-A-2' }),
    ]
    expect(decide(tickets).get('A-3')?.reason).toBe(
      'It matches no rule, and neither do its ancestors (A-2 > A-1).',
    )
  })

  it('says what the deciding ancestor is to the ticket', () => {
    const parent = [epic('A-1'), aTicket('A-2', { parentId: 'id-A-1', typeName: 'Task' })]
    expect(decide(parent).get('A-2')?.reason).toBe('A-1 (its parent) matches rule "Epics".')
    const containers = [
      container('project', 'p', { title: 'Partner API', parentIds: ['i'] }),
      container('initiative', 'i'),
    ]
    const onProject = decide([aTicket('L-1', { projectId: 'p' })], { containers, tracker: 'linear' })
    expect(onProject.get('L-1')?.reason).toMatch(/Partner API/)
    const override: Override = {
      ticket: refOf('A-1'),
      category: 'ktlo',
      workType: null,
      author: 'ada@company.example',
      note: '',
    }
    expect(decide(parent, { overrides: [override] }).get('A-2')?.reason).toBe(
      'A-1 (its parent) was decided by ada@company.example.',
    )
  })

  it('ends where parents run in a circle', () => {
    const tickets = [
      aTicket('A-1', { typeName: 'Task', parentId: 'id-A-2' }),
      aTicket('A-2', { typeName: 'Task', parentId: 'id-A-1' }),
    ]
    expect(decide(tickets).get('A-1')?.step).toBe('uncategorised')
  })

  it('can be made by title, custom field, component, priority and ancestor', () => {
    const rules = `
rules:
  - { name: by title, category: ktlo, when: { title: "^renew .* certificate" } }
  - { name: by field, category: reliability, when: { fields: { Investment: Foundations } } }
  - { name: by component and priority, category: ktlo, when: { component: Billing, priority: [Highest] } }
  - { name: by ancestor, category: roadmap, when: { ancestor: "Partner API" } }
`
    const tickets = [
      aTicket('A-1', { title: 'Renew the TLS certificate' }),
      aTicket('A-2', {
        customFields: [{ fieldId: 'cf_1', fieldName: 'Investment', values: ['foundations'] }],
      }),
      aTicket('A-3', { components: ['billing'], priorityName: 'Highest' }),
      aTicket('A-4', { components: ['billing'], priorityName: 'Low' }),
      epic('A-5', { title: 'partner api' }),
      aTicket('A-6', { parentId: 'id-A-5' }),
    ]
    const decisions = decide(tickets, { rules })
    expect([1, 2, 3, 4, 6].map((number) => decisions.get(`A-${number}`)?.category)).toEqual([
      'ktlo',
      'reliability',
      'ktlo',
      null,
      'roadmap',
    ])
  })

  it("isn't held up by a pattern that would make a backtracking engine hang", () => {
    const rules = 'rules:\n  - { name: slow, category: ktlo, when: { title: "(a+)+$" } }\n'
    const decisions = decide([aTicket('A-1', { title: `${'a'.repeat(5_000)}!` })], { rules })
    expect(decisions.get('A-1')?.category).toBeNull()
  })
})
