import { createJiraTracker } from '../../../../adapters/jira/tracker.ts'
import type { DataCenterOptions } from '../../../../fakes/jira/data-center/options.ts'
import type { FaultRule } from '../../../../fakes/jira/protocol/faults.ts'
import { type FakeJira, startFakeJira } from '../../../../fakes/jira/server/server.ts'
import type { JiraIssue } from '../../../../fakes/jira/state/records.ts'
import { smallCompany, smallCompanyAsOfAt } from '../../../builders/company.ts'
import { emails, siteChanges, ticketChanges } from './jira-changes.ts'
import type { Change, ChangeKind, Fault } from './script.ts'
import { type Clock, type Fact, pickOf, type World } from './world.ts'

/** The kinds of faults, each at any endpoint or at one that is read a list at a time. */
const faults: readonly Pick<FaultRule, 'kind' | 'endpoint'>[] = [
  { kind: 'too-many-requests-without-retry-after' },
  { kind: 'service-unavailable' },
  { kind: 'error-body' },
  { kind: 'redirect' },
  { kind: 'html-page' },
  { kind: 'cut-json' },
  { kind: 'closed-connection' },
  { kind: 'repeated-token' },
  { kind: 'expired-token' },
  { kind: 'missing-token', endpoint: 'POST search/jql' },
  { kind: 'forbidden' },
  { kind: 'forbidden', endpoint: 'POST changelog/bulkfetch' },
  { kind: 'forbidden', endpoint: 'GET issue/{}/changelog' },
  { kind: 'forbidden', endpoint: 'GET issue/{}/comment' },
  { kind: 'unreadable-list', endpoint: 'GET issue/{}/comment' },
  { kind: 'unreadable-list', endpoint: 'GET issue/{}/worklog' },
  { kind: 'forbidden', endpoint: 'GET issue/{}' },
  { kind: 'cut-json', endpoint: 'POST search/jql' },
  { kind: 'service-unavailable', endpoint: 'POST changelog/bulkfetch' },
]

/** Two projects of a Jira site, some of whose tickets have longer lists than a search embeds. */
export async function openJiraWorld(
  clock: Clock,
  oneScope: boolean,
  dataCenter?: DataCenterOptions,
): Promise<World> {
  clock.nowAt = smallCompanyAsOfAt
  const jira = await startFakeJira({
    company: smallCompany(),
    now: () => clock.nowAt,
    ...(dataCenter === undefined ? {} : { dataCenter }),
  })
  for (let number = 0; number < 22; number += 1)
    jira.state.commentOn('ALP-2', emails[0] ?? '', `Remark ${number}`)
  return new JiraWorld(jira, clock, oneScope)
}

class JiraWorld implements World {
  readonly tracker = 'jira'
  readonly chosenKey = 'ALP'
  readonly #jira: FakeJira
  readonly #clock: Clock
  /** Of the only project that is read; null for all. */
  readonly #projectId: string | null
  readonly #silentIds = new Set<string>()
  readonly #everIds = new Set<string>()
  #rules: readonly FaultRule[] = []
  #indexLagMs = 0
  #number = 0

  constructor(jira: FakeJira, clock: Clock, oneScope: boolean) {
    this.#projectId = oneScope ? (jira.state.project('ALP')?.projectId ?? '') : null
    this.#jira = jira
    this.#clock = clock
    this.calm()
  }

  openTracker({ connectionId, fetch }: Parameters<World['openTracker']>[0]) {
    const { email, apiToken } = this.#jira.credentials
    return createJiraTracker({
      connectionId,
      baseUrl: this.#jira.url,
      auth: { kind: 'api_token', email, apiToken },
      now: () => this.#clock.nowAt,
      sleep: async (ms) => {
        this.#clock.nowAt += ms
      },
      ticketsPerPage: 6,
      ...(fetch === undefined ? {} : { fetch }),
    })
  }

  strike({ pick, times }: Fault): void {
    const fault = pickOf(faults, pick)
    if (fault !== null) this.#rules = [...this.#rules, { ...fault, times }]
    this.#setFaults()
  }

  setLag(minutes: number): void {
    this.#indexLagMs = minutes * 60_000
    this.#setFaults()
  }

  calm(): void {
    this.#rules = []
    this.setLag(0)
  }

  #setFaults(): void {
    this.#jira.faults.set({ rules: this.#rules, indexLagMs: this.#indexLagMs, longestPage: 4 })
  }

  unlisted(): ReadonlyMap<string, number> {
    const archived = this.#read().flatMap(({ issueId, archivedAt }) =>
      archivedAt === null ? [] : [[issueId, archivedAt] as const],
    )
    return new Map(archived)
  }

  facts(): ReadonlyMap<string, Fact> {
    const listed = this.#read().filter(({ archivedAt }) => archivedAt === null)
    return new Map(
      listed.map(({ issueId, key, summary, statusId, updatedAt, comments, worklogs }) => [
        issueId,
        {
          ...{ key, title: summary, statusId, updatedAt, comments: comments.length },
          loggedSeconds: worklogs.reduce((sum, { loggedSeconds }) => sum + loggedSeconds, 0),
          movedSilently: this.#silentIds.has(issueId),
        },
      ]),
    )
  }

  #read(): readonly JiraIssue[] {
    const projectId = this.#projectId
    const seen = this.#jira.state.issues()
    return projectId === null ? seen : seen.filter((issue) => issue.projectId === projectId)
  }

  close(): Promise<void> {
    return this.#jira.close()
  }

  /** Those of hidden projects too, and those that are hidden themselves. */
  #known(): JiraIssue[] {
    const { state } = this.#jira
    for (const { issueId } of state.issues()) this.#everIds.add(issueId)
    return [...this.#everIds].flatMap((id) => state.named(id) ?? [])
  }

  change(change: Change): void {
    const { kind, pick, value } = change
    const { state } = this.#jira
    const known = this.#known()
    const issue = pickOf(known, pick)
    this.#number += 1
    const input = {
      ...{ ...change, state, known, number: this.#number, nowAt: this.#clock.nowAt },
      email: pickOf(emails, value) ?? '',
    }
    siteChanges[kind]?.(input)
    // What is archived can't be changed until it is restored.
    if (issue === null || (issue.archivedAt !== null && !archivedKinds.has(kind))) return
    if (isSilent(kind)) this.#silentIds.add(issue.issueId)
    ticketChanges[kind]?.({ ...input, issue })
  }
}

const archivedKinds: ReadonlySet<ChangeKind> = new Set(['restore', 'delete', 'hideTicket'])

/** Whether a ticket that it brings into sight again keeps its time. */
function isSilent(kind: ChangeKind): boolean {
  return kind === 'archive' || kind === 'restore' || kind === 'hideTicket'
}
