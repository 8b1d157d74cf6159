import { readFileSync } from 'node:fs'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { demoPlanText } from '../../../../demo/company/records/write-plan.ts'
import { storyQuarters, targetSharesOf, teamStories } from '../../../../demo/company/story/story.ts'
import { type Bucket, buckets } from '../../../../domain/category.ts'
import { statusMapOf } from '../../../../domain/classify/status-map.ts'
import type { EffortResult } from '../../../../domain/effort/effort.ts'
import { measureEffort } from '../../../../domain/effort/measure.ts'
import { parsePlanFile } from '../../../../domain/plan/file/plan-file.ts'
import { datesOfQuarter } from '../../../../domain/quarter.ts'
import { ticketRefKey } from '../../../../domain/ticket.ts'
import type { Company } from '../../../../fakes/company/records.ts'
import { asSynced } from '../company-as-synced.ts'
import { demoCompany } from '../demo-company.ts'

const { company, truth } = demoCompany
const committedPlan = readFileSync(new URL('../../../../plans/demo.yaml', import.meta.url), 'utf8')
const plan = parsePlanFile(committedPlan)

function trueShares(teamId: string, quarter: string): Readonly<Record<Bucket, number>> {
  const row = truth.find((each) => each.teamId === teamId && each.quarter === quarter)
  if (row === undefined) throw new Error(`no truth for ${teamId} in ${quarter}`)
  return row.shares
}

/** Incidents of a team and quarter, and those of them that began outside office hours. */
function incidentsIn(of: Company, teamId: string, quarter: string): { all: number; late: number } {
  const { from, to } = datesOfQuarter(quarter)
  const zone = of.teams.find((team) => team.teamId === teamId)?.timeZone ?? 'UTC'
  const begun = of.tickets
    .filter((ticket) => ticket.teamId === teamId && ticket.type === 'incident')
    .map(({ createdAt }) => DateTime.fromMillis(createdAt, { zone }))
    .filter((at) => (at.toISODate() ?? '') >= from && (at.toISODate() ?? '') < to)
  const late = begun.filter((at) => at.weekday > 5 || at.hour < 9 || at.hour >= 17)
  return { all: begun.length, late: late.length }
}

describe('the story', () => {
  test('in every team and quarter, people truly do what the story says, to three points', () => {
    for (const team of teamStories) {
      for (const quarter of storyQuarters) {
        const targets = targetSharesOf(team, quarter)
        const shares = trueShares(team.teamId, quarter)
        for (const bucket of buckets) {
          const off = Math.abs(shares[bucket] - targets[bucket])
          expect(off, `${team.teamId} ${quarter} ${bucket}`).toBeLessThan(0.03)
        }
      }
    }
  })

  test('Billing drowns: out-of-hours incidents grow each quarter, even in the unfinished one', () => {
    const [first, second, third] = storyQuarters.map(
      (quarter) => incidentsIn(company, 'billing', quarter).late,
    )
    expect(second).toBeGreaterThan(first ?? 0)
    expect(third).toBeGreaterThan(second ?? 0)
  })

  test("Search's incidents doubled", () => {
    expect(incidentsIn(company, 'search', '2026-Q2').all).toBeGreaterThanOrEqual(
      2 * incidentsIn(company, 'search', '2025-Q4').all,
    )
  })

  test("four of Growth's people work for Billing from 13 April on, and the plan says so", () => {
    const lent = plan.people.filter(({ memberships }) => memberships.length === 2)
    expect(lent).toHaveLength(4)
    for (const { email } of lent) {
      const acts = company.tickets.flatMap(({ teamId, changes }) =>
        changes.filter(({ actorEmail }) => actorEmail === email).map(({ at }) => ({ teamId, at })),
      )
      const after = acts.filter(({ at }) => at >= Date.parse('2026-04-13T00:00:00Z'))
      expect(new Set(after.map(({ teamId }) => teamId))).toEqual(new Set(['billing']))
      expect(acts.length).toBeGreaterThan(after.length)
    }
  })

  test('the committed plan is the one that the company would write', () => {
    expect(committedPlan, 'run: node demo/company/write-plan.ts').toBe(demoPlanText())
  })
})

describe('what can be measured from the records', () => {
  const synced = asSynced(company)
  const categoryOf = new Map(synced.decisions.map(({ ticket, category }) => [ticketRefKey(ticket), category]))
  const workTypeOf = new Map(synced.decisions.map(({ ticket, workType }) => [ticketRefKey(ticket), workType]))
  const emails = new Set(plan.people.map(({ email }) => email))
  const results = storyQuarters.map((quarter) => ({
    quarter,
    result: measureEffort({
      period: datesOfQuarter(quarter),
      asOfAt: company.asOfAt,
      plan,
      tickets: synced.tickets,
      events: synced.events,
      statusMap: statusMapOf(
        { mappings: [], waitingNames: ['in review', 'blocked'], droppedResolutions: [] },
        synced.statuses,
        () => 'jira',
      ),
      personOfAccount: (_connectionId, accountId) => (emails.has(accountId) ? accountId : null),
      isMachineAccount: () => false,
      workTypeOf: (ref) => workTypeOf.get(ticketRefKey(ref)) ?? null,
    }),
  }))

  function measuredShares(result: EffortResult, teamId: string): Readonly<Record<Bucket, number>> {
    const shares: Record<Bucket, number> = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
    const rows = result.rows.filter((row) => row.teamId === teamId)
    const total = rows.reduce((sum, row) => sum + row.milliDays, 0)
    for (const { ticket, milliDays } of rows) {
      shares[categoryOf.get(ticketRefKey(ticket)) ?? 'uncategorised'] += milliDays / total
    }
    return shares
  }

  test('every ticket is decided by the default rules as its people meant it', () => {
    const { tickets } = company
    const uncategorised = tickets.filter(({ key, teamId }) => {
      const connectionId = teamId === 'mobile' || teamId === 'growth' ? 'linear' : 'jira'
      return categoryOf.get(ticketRefKey({ connectionId, ticketId: key })) === null
    })
    for (const { labels, type } of uncategorised) {
      expect(type).toBe('task')
      expect(labels).toEqual([])
    }
    expect(uncategorised.length / tickets.length).toBeLessThan(0.1)
  })

  test('shares come near the truth where people keep their tracker: six points at most, two on average', () => {
    const errors = results.flatMap(({ quarter, result }) =>
      teamStories.flatMap(({ teamId }) => {
        const measured = measuredShares(result, teamId)
        const truly = trueShares(teamId, quarter)
        return buckets.map((bucket) => ({
          where: `${teamId} ${quarter} ${bucket}`,
          points: 100 * Math.abs(measured[bucket] - truly[bucket]),
        }))
      }),
    )
    const faithful = errors.filter(({ where }) => !where.startsWith('mobile'))
    expect(faithful).toHaveLength(48)
    expect(faithful.filter(({ points }) => points >= 6)).toEqual([])
    expect(faithful.reduce((sum, { points }) => sum + points, 0) / faithful.length).toBeLessThan(2)
  })

  test("half of Mobile's days and more are on no ticket; of nobody else's more than a twentieth", () => {
    for (const { quarter, result } of results) {
      for (const { teamId } of teamStories) {
        const weeks = result.capacity.filter((week) => week.teamId === teamId)
        const unattributed = weeks.reduce((sum, week) => sum + week.unattributedMilliDays, 0)
        const attributed = weeks.reduce((sum, week) => sum + week.attributedMilliDays, 0)
        const share = unattributed / (unattributed + attributed)
        if (teamId === 'mobile') {
          expect(share, quarter).toBeGreaterThan(0.5)
          expect(share, quarter).toBeLessThan(0.65)
        } else expect(share, `${teamId} ${quarter}`).toBeLessThan(0.05)
      }
    }
  })
})
