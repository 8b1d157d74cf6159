import { describe, expect, it } from 'vitest'
import { statusMapOf } from '../../../domain/classify/status-map.ts'
import type { StatusMeaning, StatusRules } from '../../../domain/classify/status-rules.ts'
import type { Status, StatusCategory, Ticket } from '../../../domain/ticket.ts'
import { aTicket, connectionId, statusRules } from '../../builders/ticket.ts'

function status(statusId: string, name: string, category: StatusCategory): Status {
  return { connectionId, statusId, name, category }
}

function meaningIn(
  { statusId, ...ticket }: Partial<Ticket>,
  listed: readonly Status[],
  rules: Partial<StatusRules> = {},
): StatusMeaning | null {
  const map = statusMapOf(statusRules(rules), listed, () => 'jira')
  return map.meaningOf(aTicket('CORE-1', ticket), statusId ?? null)
}

describe('a status means what its tracker says', () => {
  it.each([
    ['unstarted', 'unstarted'],
    ['in_progress', 'in_progress'],
    ['done', 'done'],
    ['canceled', 'dropped'],
    ['unknown', null],
  ] as const)('%s', (category, meaning) => {
    expect(meaningIn({ statusId: '7' }, [status('7', 'Anything', category)])).toBe(meaning)
  })

  it('and waits by its name only where it is in progress', () => {
    const rules = { waitingNames: ['code review'] }
    expect(meaningIn({ statusId: '7' }, [status('7', ' Code\u00a0REVIEW', 'in_progress')], rules)).toBe(
      'waiting',
    )
    expect(meaningIn({ statusId: '7' }, [status('7', 'Code Review', 'unstarted')], rules)).toBe('unstarted')
  })

  it('and is dropped by its name only where it is done', () => {
    const rules = { droppedResolutions: ['duplicate'] }
    expect(meaningIn({ statusId: '7' }, [status('7', 'DUPLICATE', 'done')], rules)).toBe('dropped')
    expect(meaningIn({ statusId: '7' }, [status('7', 'Duplicate', 'unstarted')], rules)).toBe('unstarted')
  })
})

describe('an admin’s mapping decides before the tracker', () => {
  const review = status('10010', 'Code Review', 'unstarted')

  it('by name, whatever its form, or by id', () => {
    for (const named of ['code review', '10010']) {
      const mappings = [{ statuses: [named], means: 'waiting' } as const]
      expect(meaningIn({ statusId: '10010' }, [review], { mappings })).toBe('waiting')
      expect(meaningIn({ statusId: '11' }, [status('11', 'Review', 'unstarted')], { mappings })).toBe(
        'unstarted',
      )
    }
  })

  it('in one project, by the names that a ticket was read with, whichever ticket is asked for first', () => {
    const mappings = [{ statuses: ['code review'], project: ['web'], means: 'waiting' }] as const
    const before = aTicket('WEB-1', { statusId: '10010', projectId: '7', projectKey: 'WEB' })
    const renamed = aTicket('SHOP-2', { statusId: '10010', projectId: '7', projectKey: 'SHOP' })
    for (const tickets of [
      [before, renamed],
      [renamed, before],
    ]) {
      const map = statusMapOf(statusRules({ mappings }), [review], () => 'jira')
      const meanings = new Map(tickets.map((each) => [each.key, map.meaningOf(each, each.statusId)]))
      expect(Object.fromEntries(meanings)).toEqual({ 'WEB-1': 'waiting', 'SHOP-2': 'unstarted' })
    }
  })

  it('in one project, by key, name or id, and the first that fits holds', () => {
    const mappings = [
      { statuses: ['code review'], project: ['web'], means: 'in_progress' },
      { statuses: ['code review'], means: 'waiting' },
    ] as const
    for (const project of [{ projectKey: 'WEB' }, { projectName: 'Web' }, { projectId: 'web' }])
      expect(meaningIn({ statusId: '10010', ...project }, [review], { mappings })).toBe('in_progress')
    expect(meaningIn({ statusId: '10010', projectKey: 'API' }, [review], { mappings })).toBe('waiting')
  })

  it('in one team, or on one tracker', () => {
    const inTeam = [{ statuses: ['code review'], team: ['core'], means: 'waiting' }] as const
    expect(meaningIn({ statusId: '10010', teamKey: 'CORE' }, [review], { mappings: inTeam })).toBe('waiting')
    expect(meaningIn({ statusId: '10010', teamKey: 'WEB' }, [review], { mappings: inTeam })).toBe('unstarted')
    const below = { teamKey: 'WEB', teamsAbove: ['1', 'CORE', 'The core'] }
    expect(meaningIn({ statusId: '10010', ...below }, [review], { mappings: inTeam })).toBe('waiting')
    const on = (tracker: string) => [{ statuses: ['code review'], tracker, means: 'waiting' } as const]
    expect(meaningIn({ statusId: '10010' }, [review], { mappings: on('jira') })).toBe('waiting')
    expect(meaningIn({ statusId: '10010' }, [review], { mappings: on('linear') })).toBe('unstarted')
  })

  it('over names that wait or drop too', () => {
    const mappings = [{ statuses: ['in review'], means: 'in_progress' }] as const
    expect(meaningIn({ statusId: '3' }, [status('3', 'In Review', 'in_progress')], { mappings })).toBe(
      'in_progress',
    )
    const done = [{ statuses: ['obsolete'], means: 'done' }] as const
    const rules = { mappings: done, droppedResolutions: ['obsolete'] }
    expect(meaningIn({ statusId: '3' }, [status('3', 'Obsolete', 'done')], rules)).toBe('done')
  })
})

describe('a status that no list has any more', () => {
  it('means what another one of its name on that connection does', () => {
    const deleted = status('9', 'Bearbeitung', 'unknown')
    const known = status('3', 'BEARBEITUNG', 'in_progress')
    expect(meaningIn({ statusId: '9' }, [deleted, known])).toBe('in_progress')
    expect(meaningIn({ statusId: '9' }, [deleted, { ...known, connectionId: 'other' }])).toBe(null)
    expect(meaningIn({ statusId: '9' }, [deleted, known, status('4', 'Bearbeitung', 'done')])).toBe(null)
  })

  it('else what a common name says', () => {
    expect(meaningIn({ statusId: '9' }, [status('9', 'In Arbeit', 'unknown')])).toBe('in_progress')
    expect(meaningIn({ statusId: '9' }, [status('9', 'Code Review', 'unknown')])).toBe('waiting')
    expect(meaningIn({ statusId: '9' }, [status('9', '完成', 'unknown')])).toBe('done')
    expect(meaningIn({ statusId: '9' }, [status('9', 'Phase 3', 'unknown')])).toBe(null)
  })

  it('means what its ticket says where that stands in it, and nothing where nobody named it', () => {
    const ticket = { statusId: '9', statusName: 'Phase 3', statusCategory: 'in_progress' } as const
    expect(statusMapOf(statusRules(), [], () => 'jira').meaningOf(aTicket('A-1', ticket), '9')).toBe(
      'in_progress',
    )
    expect(meaningIn({ statusId: '9' }, [])).toBe(null)
  })
})
