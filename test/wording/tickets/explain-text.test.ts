import { describe, expect, it } from 'vitest'
import type { Decision } from '../../../domain/classify/decision.ts'
import type { Above } from '../../../queries/explain/above.ts'
import { readingText } from '../../../wording/connections/reading-text.ts'
import {
  aboveText,
  historyKindText,
  historyText,
  reasonText,
  stepsText,
} from '../../../wording/tickets/explain-text.ts'
import { textIn } from '../../../wording/times.ts'

const nothing: Above = {
  parent: 'none',
  ancestors: [],
  missing: null,
  isInUnreadProject: false,
  isCycle: false,
}
const epic = { kind: 'ticket', name: 'PROJ-9', title: 'Billing', url: '', isContext: false } as const

function linesOf(changes: Partial<Above>): string[] {
  return aboveText({ above: { ...nothing, ...changes }, scopesNoun: 'projects' }).map((line) =>
    textIn('UTC', line),
  )
}

describe('what stands above a ticket', () => {
  it('is nothing, what was read, or what was read as context', () => {
    expect(linesOf({})).toEqual(['nothing: it has no parent'])
    const initiative = { kind: 'initiative', name: 'Reach', title: null, url: '', isContext: false } as const
    expect(
      linesOf({ parent: 'context', ancestors: [{ ...epic, isContext: true }, epic, initiative] }),
    ).toEqual([
      'PROJ-9  Billing  (context, from outside the chosen projects)',
      'PROJ-9  Billing',
      'initiative Reach',
    ])
  })

  it.each([
    [
      { key: 'PROJ-9', state: 'unreadable', triedAt: 0 },
      'parent PROJ-9 can’t be read (no access, or it is gone), last tried 1 January 1970, 00:00 UTC',
    ],
    [{ key: null, state: 'unreadable', triedAt: null }, 'a parent can’t be read (no access, or it is gone)'],
    [
      { key: 'PROJ-9', state: 'not_understood', triedAt: null },
      'parent PROJ-9 can’t be read (its record can’t be understood)',
    ],
    [
      { key: 'PROJ-9', state: 'not_read', triedAt: null },
      'parent PROJ-9 has not been synced yet: plumbline sync',
    ],
  ] as const)('ends where a parent is missing: %j', (missing, line) => {
    expect(linesOf({ parent: missing.state, missing })).toEqual([line])
    expect(linesOf({ parent: 'read', ancestors: [epic], missing })).toEqual(['PROJ-9  Billing', line])
  })

  it('ends where parents come back to one of themselves, and where the project is missing', () => {
    expect(linesOf({ parent: 'read', ancestors: [epic], isCycle: true })[1]).toMatch(/each other’s parents/)
    expect(linesOf({ isInUnreadProject: true })).toEqual(['its project has not been synced'])
  })
})

describe('parents that can not be read', () => {
  it.each([
    [['A-1'], 1, '1 parent of 1 ticket', 'A-1. '],
    [['A-1', 'A-2', 'A-3'], 4, '3 parents of 4 tickets', 'A-1, A-2, A-3. '],
    [['A-1', 'A-2', 'A-3', 'A-4'], 9, '4 parents of 9 tickets', 'A-1, A-2, A-3, … '],
  ])('are counted for each connection, three of them named: %j', (keys, children, counted, named) => {
    const text = readingText('jira', { kind: 'parents_unreadable', keys, children }, 0)
    expect(text).toContain(`${counted} can’t be read`)
    expect(text).toContain(named)
  })
})

describe('a history and the way to a decision', () => {
  it('are in words, never in the names of what is stored', () => {
    const status = {
      kind: 'status',
      from: { name: 'Doing', category: 'in_progress' },
      to: { name: '77', category: null },
    } as const
    expect(historyText({ at: 0, ...status })).toBe('Doing (in progress) → 77')
    expect(historyText({ at: 0, kind: 'status', from: null, to: null })).toBe('none → none')
    expect(historyText({ at: 0, kind: 'key', fromKey: 'A-1', toKey: 'B-1' })).toBe('A-1 → B-1')
    expect(historyKindText({ kind: 'assignee' })).toBe('Assignment')
    const decision: Decision = {
      ticket: { connectionId: 'c', ticketId: '1' },
      rulesVersion: 'v',
      ancestorPath: ['A-2', 'A-1'],
      step: 'inherited',
      ruleName: 'Bugs',
      category: 'ktlo',
      workType: null,
      reason: '',
    }
    expect(stepsText(decision)).toEqual([
      'By hand: nobody set it by hand',
      'By rule: no rule matches the ticket itself',
      'From above: A-2 → A-1, by rule “Bugs” → ktlo',
    ])
  })
})

it('the rule that a stored reason names is quoted as the rest of the page is', () => {
  expect(reasonText('A-2 (its parent) matches rule "The "big" ones".')).toBe(
    'A-2 (its parent) matches rule “The "big" ones”.',
  )
  expect(reasonText('It was decided by ada@company.example: "ours"')).toBe(
    'It was decided by ada@company.example: "ours"',
  )
})
