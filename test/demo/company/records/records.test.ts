import { describe, expect, test } from 'vitest'
import { generateCompany } from '../../../../demo/company/generate.ts'
import { demoNowAt } from '../../../../demo/company/story/now.ts'
import { isAway, membershipOn } from '../../../../demo/company/story/roster.ts'
import { localDateOf } from '../../../../domain/calendar.ts'
import type { CompanyTicket } from '../../../../fakes/company/records.ts'
import { demoCompany } from '../demo-company.ts'

const { company, roster } = demoCompany
const timeZones = new Map(company.teams.map(({ teamId, timeZone }) => [teamId, timeZone]))
const leads = new Set(roster.filter(({ memberships }) => memberships.length === 0).map(({ email }) => email))

/** Everything that somebody did on a ticket, with its time. */
function actsOn(ticket: CompanyTicket): { at: number; email: string }[] {
  const acts = [
    { at: ticket.createdAt, email: ticket.creatorEmail },
    ...ticket.comments.map(({ at, authorEmail }) => ({ at, email: authorEmail })),
    ...ticket.worklogs.flatMap(({ startedAt, loggedAt, authorEmail }) => [
      { at: startedAt, email: authorEmail },
      { at: loggedAt, email: authorEmail },
    ]),
  ]
  for (const { at, actorEmail } of ticket.changes)
    if (actorEmail !== null) acts.push({ at, email: actorEmail })
  return acts
}

function keysOf(isFound: (ticket: CompanyTicket) => boolean): string[] {
  return company.tickets.filter(isFound).map(({ key }) => key)
}

/** What a ticket's assignee or sprint was changed to, over time. */
function targetsOf(ticket: CompanyTicket, field: 'assignee' | 'sprint'): string[] {
  return ticket.changes.flatMap((change) => (change.field === field ? (change.to ?? []) : []))
}

function statusOf(ticket: CompanyTicket): string {
  return ticket.changes.reduce<string>(
    (last, change) => (change.field === 'status' ? change.to : last),
    ticket.initialStatus,
  )
}

describe('the made-up company', () => {
  test('is the same to the byte for the same seed, and another one for another seed', () => {
    const again = JSON.stringify(generateCompany())
    expect(again === JSON.stringify(company)).toBe(true)
    expect(again === JSON.stringify(generateCompany({ seed: 'another' }))).toBe(false)
  })

  test('has some 3,000 tickets of about 60 people in five teams, three on Jira and two on Linear', () => {
    expect(company.tickets.length).toBeGreaterThan(2800)
    expect(company.tickets.length).toBeLessThan(3700)
    expect(company.teams.map(({ ticketPrefix, tracker }) => `${ticketPrefix} ${tracker}`)).toEqual([
      'BILL jira',
      'SRCH jira',
      'PLAT jira',
      'MOB linear',
      'GRO linear',
    ])
    expect(roster.filter(({ role }) => role === 'member')).toHaveLength(62)
  })

  test('records nothing after its now, and each ticket in order', () => {
    const isInOrder = ({ changes }: CompanyTicket) =>
      changes.every(({ at }, index) => at > (changes[index - 1]?.at ?? 0))
    const isAlive = (ticket: CompanyTicket) =>
      actsOn(ticket).every(({ at }) => at >= ticket.createdAt && at <= demoNowAt) &&
      (ticket.archivedAt ?? 0) <= demoNowAt
    expect(keysOf((ticket) => !isInOrder(ticket))).toEqual([])
    expect(keysOf((ticket) => !isAlive(ticket))).toEqual([])
  })

  test('chains changes: each starts where the one before it of its field ended', () => {
    const gaps = company.tickets.flatMap((ticket) => {
      const now: Record<string, unknown> = {
        status: ticket.initialStatus,
        assignee: ticket.initialAssigneeEmail,
        estimate: ticket.initialEstimatePoints,
        sprint: null,
      }
      return ticket.changes.flatMap(({ field, from, to }) => {
        const isGap = from !== now[field] || to === from
        now[field] = to
        return isGap ? [`${ticket.key} ${field}`] : []
      })
    })
    expect(gaps).toEqual([])
  })

  test('knows everybody it names, and every parent, project and sprint', () => {
    const emails = new Set(company.people.map(({ email }) => email))
    const sprintIds = new Set(company.sprints.map(({ sprintId }) => sprintId))
    const keys = new Set(company.tickets.map(({ key }) => key))
    const projectIds = new Set(company.projects.map(({ projectId }) => projectId))
    expect(keys.size).toBe(company.tickets.length)
    const named = company.tickets.flatMap((ticket) => actsOn(ticket).map(({ email }) => email))
    const assigned = company.tickets.flatMap((ticket) => targetsOf(ticket, 'assignee'))
    expect([...named, ...assigned].filter((email) => !emails.has(email))).toEqual([])
    const sprinted = company.tickets.flatMap((ticket) => targetsOf(ticket, 'sprint'))
    expect(sprinted.filter((sprintId) => !sprintIds.has(sprintId))).toEqual([])
    const above = company.tickets.flatMap(({ parentKey }) => parentKey ?? [])
    expect(above.filter((key) => !keys.has(key))).toEqual([])
    const projects = company.tickets.flatMap(({ projectId }) => projectId ?? [])
    expect(projects.filter((projectId) => !projectIds.has(projectId))).toEqual([])
  })

  test('lets nobody act while away, before they came or after they left', () => {
    const people = new Map(roster.map((person) => [person.email, person]))
    const wrong = company.tickets.flatMap((ticket) => {
      const zone = timeZones.get(ticket.teamId) ?? 'UTC'
      return actsOn(ticket).flatMap(({ at, email }) => {
        const person = people.get(email)
        if (person === undefined || leads.has(email)) return []
        const date = localDateOf(at, zone)
        const isThere = membershipOn(person, date)?.teamId === ticket.teamId && !isAway(person, date)
        return isThere ? [] : [`${ticket.key} ${email} ${date}`]
      })
    })
    expect(wrong).toEqual([])
  })

  test('leaves the work to the members: leads only write and plan', () => {
    const isLed = ({ changes, comments }: CompanyTicket) =>
      comments.some(({ authorEmail }) => leads.has(authorEmail)) ||
      changes.some(({ field, actorEmail }) => field !== 'sprint' && leads.has(actorEmail ?? ''))
    expect(keysOf(isLed)).toEqual([])
  })

  test('has one past: as of an earlier day it is the same company, cut off there', () => {
    const asOfAt = Date.parse('2026-05-06T16:00:00Z')
    const earlier = generateCompany({ asOfAt })
    const cut = company.tickets
      .filter(({ createdAt }) => createdAt <= asOfAt)
      .map((ticket) => ({
        ...ticket,
        changes: ticket.changes.filter(({ at }) => at <= asOfAt),
        comments: ticket.comments.filter(({ at }) => at <= asOfAt),
        worklogs: ticket.worklogs.filter(({ loggedAt }) => loggedAt <= asOfAt),
        archivedAt: ticket.archivedAt !== null && ticket.archivedAt <= asOfAt ? ticket.archivedAt : null,
      }))
    expect(JSON.stringify(earlier.tickets) === JSON.stringify(cut)).toBe(true)
  })

  test('refuses a now outside of its story', () => {
    expect(() => generateCompany({ asOfAt: Date.parse('2026-08-01T00:00:00Z') })).toThrow(RangeError)
  })
})

describe('what real trackers are full of', () => {
  const { tickets } = company

  test.each([
    ['a clipped history of more than 40 changes', (ticket: CompanyTicket) => ticket.changes.length > 40, 6],
    ['more comments than a tracker embeds', (ticket: CompanyTicket) => ticket.comments.length > 20, 1],
    ['markup in its title', (ticket: CompanyTicket) => ticket.title.includes('<script>'), 1],
    ['a formula for a title', (ticket: CompanyTicket) => ticket.title.startsWith('=1+1'), 1],
    ['a title from right to left', (ticket: CompanyTicket) => /\p{Script=Arabic}/u.test(ticket.title), 1],
    ['a title of nearly 255 characters', (ticket: CompanyTicket) => ticket.title.length > 200, 1],
    ['gone from todo straight to done', (ticket: CompanyTicket) => wentStraightToDone(ticket), 100],
    ['been left in progress for months', (ticket: CompanyTicket) => isLeftInProgress(ticket), 3],
    ['an assignee who was replaced', (ticket: CompanyTicket) => wasReassigned(ticket), 100],
    ['waited in review for two days and more', (ticket: CompanyTicket) => waitedInReview(ticket), 30],
    ['been archived', (ticket: CompanyTicket) => ticket.archivedAt !== null, 300],
    [
      'been moved by a machine',
      (ticket: CompanyTicket) => ticket.changes.some(({ actorEmail }) => actorEmail === null),
      6,
    ],
  ])('some tickets have %s', (_name, holds, least) => {
    expect(tickets.filter(holds).length).toBeGreaterThanOrEqual(least)
  })

  test('somebody moves eight tickets and more within a minute, on Fridays', () => {
    const byActorAndMinute = new Map<string, { tickets: number; at: number }>()
    for (const ticket of tickets) {
      for (const { field, actorEmail, at } of ticket.changes) {
        if (field !== 'status' || actorEmail === null) continue
        const key = `${actorEmail} ${Math.floor(at / 60_000)}`
        byActorAndMinute.set(key, { tickets: (byActorAndMinute.get(key)?.tickets ?? 0) + 1, at })
      }
    }
    const bulks = [...byActorAndMinute.values()].filter((bulk) => bulk.tickets >= 8)
    expect(bulks.length).toBeGreaterThanOrEqual(3)
    for (const { at } of bulks) expect(new Date(at).getUTCDay()).toBe(5)
  })

  test('only Platform logs work', () => {
    const logging = new Set(tickets.filter(({ worklogs }) => worklogs.length > 0).map(({ teamId }) => teamId))
    expect([...logging]).toEqual(['platform'])
  })

  test('titles fit a Jira summary and seldom repeat', () => {
    for (const { title } of tickets) expect(title.length).toBeLessThanOrEqual(255)
    expect(new Set(tickets.map(({ title }) => title)).size).toBeGreaterThan(tickets.length * 0.97)
  })

  test('some sprint names are longer than 30 characters', () => {
    expect(company.sprints.filter(({ name }) => name.length > 30).length).toBeGreaterThan(10)
  })

  test('people come and go: some accounts are inactive, some hide their address', () => {
    expect(company.people.filter(({ active }) => !active)).toHaveLength(3)
    expect(company.people.filter(({ emailHidden }) => emailHidden).length).toBeGreaterThanOrEqual(4)
  })
})

function wentStraightToDone({ changes }: CompanyTicket): boolean {
  const statuses = changes.filter(({ field }) => field === 'status')
  return statuses.length === 1 && statuses[0]?.to === 'done'
}

function isLeftInProgress(ticket: CompanyTicket): boolean {
  const lastAt = ticket.changes.at(-1)?.at ?? ticket.createdAt
  return ticket.type !== 'epic' && statusOf(ticket) === 'in_progress' && demoNowAt - lastAt > 45 * 86_400_000
}

function wasReassigned({ changes }: CompanyTicket): boolean {
  return changes.some((change) => change.field === 'assignee' && change.from !== null && change.to !== null)
}

function waitedInReview({ changes }: CompanyTicket): boolean {
  const statuses = changes.filter(({ field }) => field === 'status')
  return statuses.some(
    ({ to, at }, index) => to === 'in_review' && (statuses[index + 1]?.at ?? at) - at > 2 * 86_400_000,
  )
}
