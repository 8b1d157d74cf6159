import { describe, expect, it } from 'vitest'
import { decideAll, decideOne, decideSteps } from '../../../domain/classify/decide.ts'
import type { Override } from '../../../domain/classify/decision.ts'
import { parseRuleFile } from '../../../domain/classify/rules/rule-file.ts'
import type { Container, Ticket } from '../../../domain/ticket.ts'
import { aTicket, connectionId, refOf } from '../../builders/ticket.ts'

const ruleSet = parseRuleFile(`rules:
  - { name: debt, category: reliability, when: { labels: debt } }
  - { name: bugs, category: ktlo, when: { type: Bug } }
  - { name: refactoring, category: reliability, when: { inherits: false, title: ^refactor } }
  - { name: mostly, category: reliability, when: { kind: [ticket, project], most_below: reliability, none: [{ type: Task }] } }
  - { name: epics, category: roadmap, when: { type: Epic } }
`)

function inputOf(
  tickets: readonly Ticket[],
  { containers = [], overrides = [] }: { containers?: Container[]; overrides?: Override[] } = {},
) {
  return { tickets, containers, overrides, ruleSet, rulesVersion: 'v1', trackerOf: () => 'linear' as const }
}

/** The category of each ticket in turn. */
function decided(...input: Parameters<typeof inputOf>) {
  return decideAll(inputOf(...input)).map(({ category }) => category)
}

const epic = aTicket('A-0', { typeName: 'Epic' })

/** An epic, tickets below it, each changed so, and at last one that says nothing. */
function epicOf(...below: readonly Partial<Ticket>[]): Ticket[] {
  const children = [...below, {}].map((changes, index) =>
    aTicket(`A-${index + 1}`, { typeName: 'Task', parentId: epic.ticketId, ...changes }),
  )
  return [epic, ...children]
}

const debt = { labels: ['debt'] }
const bug = { typeName: 'Bug' }

describe('a rule on what most tickets below are', () => {
  it('decides where they are more than half, and what says nothing inherits that', () => {
    const tickets = epicOf(debt, debt)
    expect(decided(tickets)).toEqual(['reliability', 'reliability', 'reliability', 'reliability'])
    expect(decideAll(inputOf(tickets)).at(-1)?.reason).toBe('A-0 (its parent) matches rule "mostly".')
  })

  it('says nothing of an exact half, nor of one ticket alone', () => {
    expect(decided(epicOf(debt))).toEqual(['roadmap', 'reliability', 'roadmap'])
    expect(decided([epic, aTicket('A-1', { ...debt, parentId: epic.ticketId })])).toEqual([
      'roadmap',
      'reliability',
    ])
  })

  it('asks for the category that it names', () => {
    expect(decided(epicOf(bug, bug))).toEqual(['roadmap', 'ktlo', 'ktlo', 'roadmap'])
  })

  it('counts tickets that the rules would decide if nothing above them had a category', () => {
    expect(decided(epicOf({ title: 'Refactor the basket' }, debt))).toEqual([
      'reliability',
      'reliability',
      'reliability',
      'reliability',
    ])
  })

  it("counts people's overrides instead of rules", () => {
    const override = { workType: null, author: 'ada', note: '' }
    const toDebt: Override = { ticket: refOf('A-2'), category: 'reliability', ...override }
    const toRoadmap: Override = { ticket: refOf('A-2'), category: 'roadmap', ...override }
    expect(decided(epicOf(debt, bug), { overrides: [toDebt] })[0]).toBe('reliability')
    expect(decided(epicOf(debt, debt), { overrides: [toRoadmap] })[0]).toBe('roadmap')
  })

  it('counts what is right below only', () => {
    const tickets = epicOf(debt, debt)
    const deeper = [3, 4].map((n) =>
      aTicket(`B-${n}`, { typeName: 'Task', parentId: tickets[3]?.ticketId ?? null }),
    )
    expect(decided([...tickets, ...deeper])[0]).toBe('reliability')
    const debtDeeper = [3, 4].map((n) => aTicket(`B-${n}`, { ...debt, parentId: 'id-A-1' }))
    expect(decided([...epicOf(), ...debtDeeper])[0]).toBe('roadmap')
  })

  it('counts the tickets of a project that have no parent', () => {
    const containers: Container[] = [
      {
        ...{ connectionId, containerId: 'p', kind: 'project', title: 'Core', url: '', labels: [] },
        ...{ parentIds: [], completedAt: null, canceledAt: null },
      },
    ]
    const inProject = (key: string, changes: Partial<Ticket> = {}) =>
      aTicket(key, { typeName: 'Task', projectId: 'p', ...changes })
    const tickets = [
      inProject('A-1', debt),
      inProject('A-2', { ...debt, parentId: 'id-unread' }),
      inProject('A-3'),
    ]
    expect(decided(tickets, { containers }).at(2)).toBe('reliability')
    const child = inProject('A-4', { parentId: 'id-A-3' })
    expect(decided([...tickets, child], { containers }).at(3)).toBe('reliability')
    expect(decided([...tickets, inProject('A-5')], { containers }).at(3)).toBeNull()
  })

  it("doesn't take a Jira project's tickets for those below an issue of the same number", () => {
    const numbered = { ...epic, ticketId: '10000', projectId: '10000' }
    const others = [1, 2].map((n) => aTicket(`A-${n}`, { ...debt, projectId: '10000' }))
    expect(decided([numbered, ...others])).toEqual(['roadmap', 'reliability', 'reliability'])
  })

  it('ends where parents run in a circle', () => {
    const circle = [aTicket('A-1', { parentId: 'id-A-2' }), aTicket('A-2', { parentId: 'id-A-1' })]
    expect(decided(circle.map((each) => ({ ...each, typeName: 'Story' })))).toEqual([null, null])
  })

  it('counts a hundred tickets or more in steps of their own', () => {
    const stepsOf = (count: number, above = epic) => {
      const tickets = [above, ...epicOf(...Array.from({ length: count - 1 }, () => debt)).slice(1)]
      const decidedTickets: number[] = []
      let steps = 0
      const going = decideSteps(inputOf(tickets), () => decidedTickets.push(steps))
      while (going.next().done !== true) steps += 1
      return { steps, decided: decidedTickets.length }
    }
    expect(stepsOf(99)).toEqual({ steps: 100, decided: 100 })
    expect(stepsOf(100)).toEqual({ steps: 101 + 100, decided: 101 })
    // A rule that goes first decides: nothing is counted.
    expect(stepsOf(100, { ...epic, ...debt })).toEqual({ steps: 101, decided: 101 })
  })

  it('decides one ticket as it decides all', () => {
    const tickets = epicOf(debt, debt)
    const input = inputOf(tickets)
    expect(tickets.map((ticket) => decideOne(ticket, input))).toEqual(decideAll(input))
  })
})
