import { expect, test } from 'vitest'
import { loadDecisions } from '../../../adapters/store/classify/decisions.ts'
import { latestTeamEffort } from '../../../adapters/store/effort/ticket-effort.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { draftStoredPlan } from '../../../queries/plan/draft-plan.ts'
import { aConnection, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import {
  assigneeEvent,
  aTicket,
  at,
  commentEvent,
  refOf,
  statusEvent,
  statuses,
} from '../../builders/ticket.ts'

const store = storeForThisFile()
const options = {
  usualTimeZone: 'UTC',
  ...{ company: 'Example Works', timeZone: 'Europe/Berlin', reader: null },
  nowAt: at('2026-04-10T09:00'),
}
/** From Monday to Friday, 2026-Q1. */
const workingDays = 64
const noWait = () => Promise.resolve()
const names = ['ada', 'ben', 'cleo', 'dan']

/** A team whose people each work on one ticket all through 2026-Q1; the first one's is a bug. */
async function storeTeam(
  people: readonly string[],
  place: Partial<Ticket>,
  prefix: string,
  epic: Partial<Ticket> = {},
): Promise<void> {
  const { connectionId } = await aConnection(store())
  const user = (name: string) => ({
    ...{ connectionId, accountId: name, displayName: name, email: `${name}@company.example` },
    ...{ active: true, isApp: false, timeZone: null },
  })
  const keys = people.map((_, index) => `${prefix}-${index + 10}`)
  await storeRecords(store(), connectionId, {
    users: people.map(user),
    statuses: [...statuses],
    tickets: [...keys, `${prefix}-1`].map((key, index) =>
      aTicket(key, {
        ...place,
        ...(index < people.length
          ? { parentId: refOf(`${prefix}-1`).ticketId }
          : { title: `Epic of ${prefix}`, hierarchyLevel: 1, ...epic }),
        ...(index === 0 ? { typeId: 'bug', typeName: 'Bug' } : { typeId: 'story', typeName: 'Story' }),
        statusId: 'doing',
        assigneeId: people[index] ?? null,
        createdAt: at('2026-01-01T06:00'),
        updatedAt: at('2026-03-30T09:00'),
      }),
    ),
    events: keys.flatMap((key, index) => {
      const name = people[index] ?? ''
      return [
        assigneeEvent(key, '2026-01-01T06:00', null, name, name),
        statusEvent(key, '2026-01-01T06:01', 'todo', 'doing', name),
        ...['01-15', '02-02', '02-20', '03-10', '03-30'].map((day) =>
          commentEvent(key, `2026-${day}T09:00`, name),
        ),
      ]
    }),
  })
}

test('a team begins with the shares that the last quarter shows of it; one of few people keeps the usual ones', async () => {
  await storeTeam(names, { projectId: '20', projectKey: 'PAY', projectName: 'Payments' }, 'PAY')
  await storeTeam(['eve', 'fay'], { projectId: '30', projectKey: 'OPS', projectName: 'Small' }, 'OPS')
  await storeTeam(['gus', 'hal'], { projectId: '40', projectKey: 'WEB', projectName: 'Other' }, 'WEB')
  const drafted = await draftStoredPlan(store(), options, noWait)
  const sharesOf = new Map(drafted?.draft.teams.map((team) => [team.teamId, team.startingShares]))
  expect(sharesOf.get('payments')).toEqual({
    ...{ kind: 'measured', quarter: '2026-Q1' },
    shares: { roadmap: 0.75, ktlo: 0.25, reliability: 0 },
  })
  expect(sharesOf.get('small')).toEqual({
    ...{ kind: 'not_measured', quarter: '2026-Q1', because: 'small_group' },
  })
  expect(drafted?.yaml).toContain(
    'shares: { roadmap: 0.75, ktlo: 0.25, reliability: 0 }   # as measured in 2026-Q1: what do you mean to spend?',
  )
  expect(drafted?.yaml).toContain(
    'shares: { roadmap: 0.6, ktlo: 0.25, reliability: 0.15 }   # a guess (too few people worked here in 2026-Q1',
  )
  const openWork = drafted?.draft.teams.flatMap((team) => team.openWork)
  const days = new Map(openWork?.map(({ name, measuredMilliDays }) => [name, measuredMilliDays]))
  // Four people's working days of the quarter, all of them on its tickets.
  expect(days.get('Epic of PAY')).toBeCloseTo(1000 * 4 * workingDays, -4)
  // Too few people for figures, and so for those of their work.
  expect(days.get('Epic of OPS')).toBeNull()
  expect(drafted?.yaml).toMatch(
    /# {3}- \{ name: "Epic of PAY", ticket: "PAY-1", person_days: 2\d\d \} {3}# 2\d\d\.\d days in 2026-Q1/,
  )
  expect(await latestTeamEffort(store())).toBeNull()
  expect(await loadDecisions(store())).toEqual([])
})

test('open work is drafted as what the rules take it for: an epic by its own decision', async () => {
  const people = ['ida', 'jon', 'kim', 'leo']
  await storeTeam(people, { projectId: '50', projectKey: 'SRE', projectName: 'Platform' }, 'SRE', {
    labels: ['tech-debt'],
  })
  const drafted = await draftStoredPlan(store(), { ...options, commits: true }, noWait)
  const openWork = drafted?.draft.teams.flatMap((team) => team.openWork)
  const categoryOf = new Map(openWork?.map(({ name, category }) => [name, category]))
  expect(categoryOf.get('Epic of SRE')).toBe('reliability')
  expect(drafted?.yaml).toMatch(
    /name: "Epic of SRE", ticket: "SRE-1", category: reliability, person_days: \d/,
  )
})
