import { describe, expect, it } from 'vitest'
import { issuesOf } from '../../../../fakes/jira/state/import.ts'
import type { JiraIssue } from '../../../../fakes/jira/state/records.ts'
import { siteOf } from '../../../../fakes/jira/state/site.ts'
import { smallCompany } from '../../../builders/company.ts'
import { demoCompany } from '../../../demo/company/demo-company.ts'

const { company } = demoCompany
const issues = issuesOf(company, siteOf(company))

/** Every value that a field had by the changelog, as pairs of before and after. */
function changesOf(issue: JiraIssue, field: string) {
  return issue.histories.flatMap(({ items }) => items.filter((item) => item.field === field))
}

/** Places where a change does not start from what the one before it left. */
function gapsIn(issue: JiraIssue, field: string, current: string | null): readonly string[] {
  const changes = changesOf(issue, field)
  const gaps = changes.flatMap((change, index) => {
    const before = changes[index - 1]
    return before !== undefined && before.to !== change.from ? [`${issue.key}: ${field} ${change.from}`] : []
  })
  const last = changes.at(-1)
  return last !== undefined && last.to !== current ? [...gaps, `${issue.key}: ${field} now ${current}`] : gaps
}

describe('the made-up company in Jira', () => {
  it('leaves changelogs that lead without a gap to what each ticket is now', () => {
    expect(issues.flatMap((issue) => gapsIn(issue, 'status', issue.statusId))).toEqual([])
    expect(issues.flatMap((issue) => gapsIn(issue, 'assignee', issue.assigneeId))).toEqual([])
  })

  it('leaves nothing after the company’s now, and `updated` at each ticket’s last act', () => {
    for (const issue of issues) {
      const acts = [
        issue.createdAt,
        ...issue.histories.map(({ at }) => at),
        ...issue.comments.map(({ at }) => at),
        ...issue.worklogs.map(({ loggedAt }) => loggedAt),
      ]
      expect(Math.max(...acts)).toBe(issue.updatedAt)
      expect(issue.updatedAt).toBeLessThanOrEqual(company.asOfAt)
    }
  })

  it('resolves exactly what stands in a status of category done', () => {
    const done = new Set(
      siteOf(company).statuses.flatMap((each) => (each.categoryId === 3 ? [each.statusId] : [])),
    )
    for (const issue of issues) expect(issue.resolvedAt !== null).toBe(done.has(issue.statusId))
  })

  it('gives ids in the order of time, the same on each start', () => {
    expect(issuesOf(company, siteOf(company))).toEqual(issues)
    const entries = issues.flatMap(({ histories }) => histories)
    const byId = entries.toSorted((a, b) => Number(a.historyId) - Number(b.historyId))
    expect(new Set(entries.map(({ historyId }) => historyId)).size).toBe(entries.length)
    expect(byId.every(({ at }, index) => at >= (byId[index - 1]?.at ?? 0))).toBe(true)
  })

  it('holds tickets whose changelog is longer than Jira embeds', () => {
    expect(issues.some(({ histories }) => histories.length > 40)).toBe(true)
  })

  it('keeps a closed sprint on a ticket that goes on in the next', () => {
    const small = smallCompany()
    const tickets = small.tickets.map((ticket) =>
      ticket.key === 'BET-1'
        ? ticket
        : {
            ...ticket,
            changes: [
              {
                field: 'sprint' as const,
                at: Date.parse('2026-03-03T09:00:00Z'),
                actorEmail: null,
                from: null,
                to: 'alpha-1',
              },
              {
                field: 'sprint' as const,
                at: Date.parse('2026-03-17T09:00:00Z'),
                actorEmail: null,
                from: 'alpha-1',
                to: 'alpha-2',
              },
            ],
          },
    )
    const [epic] = issuesOf({ ...small, tickets }, siteOf(small))
    expect(epic?.sprintIds).toEqual([1, 2])
    expect(epic && changesOf(epic, 'Sprint').map(({ from, to }) => [from, to])).toEqual([
      ['', '1'],
      ['1', '1, 2'],
    ])
  })
})
