import type { Instant } from '../../../domain/instant.ts'
import { accountIdOf } from '../../company/identity.ts'
import type { Company, CompanyStatus, CompanyTicketType } from '../../company/records.ts'
import { assigneeChange, moveChanges, resolutionOf, statusChanges } from './changelog.ts'
import { issuesOf } from './import.ts'
import { newIssue } from './new-issue.ts'
import type { JiraChange, JiraIssue, JiraProject, JiraSite } from './records.ts'
import { issueTypeIdIn, statusIn } from './roles.ts'
import { siteOf } from './site.ts'

/** What a test may set freely; histories are not written for it. */
export type TicketEdit = Partial<
  Pick<
    JiraIssue,
    | 'summary'
    | 'description'
    | 'labels'
    | 'priorityId'
    | 'parentId'
    | 'estimatePoints'
    | 'sprintIds'
    | 'resolution'
  >
>

interface Version {
  readonly at: Instant
  readonly issue: JiraIssue | null
}

/** A worklog's deletion as `GET worklog/deleted` returns it. */
export interface DeletedWorklog {
  readonly worklogId: string
  readonly at: Instant
}

/** The fake's records, which tests may change while it serves; keys are current or former ones. */
export class JiraState {
  #site: JiraSite
  readonly deletedWorklogs: DeletedWorklog[] = []
  readonly #now: () => Instant
  readonly #issues = new Map<string, JiraIssue>()
  readonly #idsByKey = new Map<string, string>()
  readonly #versions = new Map<string, Version[]>()
  /** Until when, by project key or ticket id. */
  readonly #hidden = new Map<string, Instant>()
  #lastId = 900_000

  constructor(company: Company, now: () => Instant) {
    this.#now = now
    this.#site = siteOf(company)
    for (const issue of issuesOf(company, this.site)) this.#store(issue)
  }

  get site(): JiraSite {
    return this.#site
  }

  /** Changes what tickets refer to, as admins do: names, categories, accounts. No ticket's time changes by it. */
  editSite(edit: Partial<JiraSite>): void {
    this.#site = { ...this.#site, ...edit }
  }

  /** Renames a project; its tickets get new keys, and the old ones lead to them. No ticket's time changes by it. */
  renameProject(key: string, to: Pick<JiraProject, 'key' | 'name'>): void {
    const project = this.#projectOf(key)
    const projects = this.site.projects.map((each) => (each === project ? { ...each, ...to } : each))
    this.editSite({ projects })
    for (const issue of [...this.#issues.values()].filter(
      ({ projectId }) => projectId === project.projectId,
    )) {
      const newKey = issue.key.replace(/^[^-]+/, to.key)
      this.editSilently(issue.key, { key: newKey, formerKeys: [...issue.formerKeys, issue.key] })
    }
  }

  /** Changes a ticket without a trace: neither its time nor its history tells. */
  editSilently(key: string, edit: Partial<JiraIssue>): void {
    this.#put({ ...this.#need(key), ...edit })
  }

  /** Every ticket that the account sees, in the order of their ids. */
  issues(): readonly JiraIssue[] {
    return [...this.#issues.values()].filter((issue) => this.#isVisible(issue))
  }

  /** Every ticket as the search index has it, which is as it was `lagMs` ago; those in `fresh` as they are. */
  indexedIssues(lagMsOf: (issueId: string) => number, fresh: ReadonlySet<string>): readonly JiraIssue[] {
    if (this.#versions.size === 0) return this.issues()
    const untouched = this.issues().filter(
      ({ issueId }) => fresh.has(issueId) || !this.#versions.has(issueId),
    )
    const lagging: JiraIssue[] = []
    for (const [issueId, versions] of this.#versions) {
      if (fresh.has(issueId)) continue
      const indexed = versions.findLast(({ at }) => at <= this.#now() - lagMsOf(issueId))?.issue ?? null
      if (indexed !== null && this.#isVisible(indexed)) lagging.push(indexed)
    }
    return [...untouched, ...lagging].sort((a, b) => Number(a.issueId) - Number(b.issueId))
  }

  /** The ticket by id, key or former key; null where there is none or the account may not see it. */
  find(idOrKey: string): JiraIssue | null {
    const issue =
      this.#issues.get(idOrKey) ?? this.#issues.get(this.#idsByKey.get(idOrKey.toUpperCase()) ?? '')
    return issue !== undefined && this.#isVisible(issue) ? issue : null
  }

  /** The ticket by id, also where the account may not see it: tickets below name it all the same. */
  named(issueId: string): JiraIssue | null {
    return this.#issues.get(issueId) ?? null
  }

  projects(): readonly JiraProject[] {
    return this.site.projects.filter(({ key }) => !this.#isHidden(key))
  }

  project(idOrKey: string): JiraProject | null {
    const wanted = idOrKey.toUpperCase()
    return this.projects().find(({ projectId, key }) => projectId === wanted || key === wanted) ?? null
  }

  addTicket(input: {
    readonly projectKey: string
    readonly summary: string
    readonly creatorEmail: string
    readonly type?: CompanyTicketType
    readonly edit?: TicketEdit
  }): JiraIssue {
    const project = this.#projectOf(input.projectKey)
    const issue = newIssue(this.site, {
      project,
      issueId: this.#nextId(),
      key: this.#nextKey(project),
      summary: input.summary,
      type: input.type ?? 'task',
      creatorId: accountIdOf(input.creatorEmail),
      at: this.#now(),
    })
    this.#put({ ...issue, ...input.edit })
    return this.#need(issue.key)
  }

  editTicket(key: string, edit: TicketEdit): void {
    this.#change(key, null, () => [], edit)
  }

  transitionTicket(key: string, role: CompanyStatus, actorEmail: string | null): void {
    const issue = this.#need(key)
    const project = this.#projectOf(issue.projectId)
    const from = this.site.statuses.find(({ statusId }) => statusId === issue.statusId)
    const to = statusIn(this.site, project, role)
    const resolution = resolutionOf(to)
    const resolvedAt = resolution === null ? null : (issue.resolvedAt ?? this.#now())
    const items = () => (from === undefined ? [] : statusChanges(from, to))
    const edit = { statusId: to.statusId, statusChangedAt: this.#now(), resolution, resolvedAt }
    this.#change(key, actorEmail, items, edit)
  }

  assignTicket(key: string, email: string | null, actorEmail: string | null): void {
    const assigneeId = email === null ? null : accountIdOf(email)
    const before = this.#need(key).assigneeId
    this.#change(key, actorEmail, () => [assigneeChange(this.site, before, assigneeId)], { assigneeId })
  }

  commentOn(key: string, authorEmail: string, body: string): void {
    const comment = { commentId: this.#nextId(), authorId: accountIdOf(authorEmail), at: this.#now(), body }
    this.#change(key, null, () => [], { comments: [...this.#need(key).comments, comment] })
  }

  logWork(key: string, authorEmail: string, loggedSeconds: number): string {
    const loggedAt = this.#now()
    const startedAt = loggedAt - loggedSeconds * 1000
    const worklogId = this.#nextId()
    const worklog = { worklogId, authorId: accountIdOf(authorEmail), startedAt, loggedSeconds, loggedAt }
    this.#change(key, null, () => [], { worklogs: [...this.#need(key).worklogs, worklog] })
    return worklogId
  }

  deleteWorklog(key: string, worklogId: string): void {
    const worklogs = this.#need(key).worklogs.filter((worklog) => worklog.worklogId !== worklogId)
    this.deletedWorklogs.push({ worklogId, at: this.#now() })
    this.#change(key, null, () => [], { worklogs })
  }

  /** Moves a ticket to another project: the id stays, the key changes, and the old key leads to the new one. */
  moveTicket(key: string, projectKey: string, actorEmail: string | null): string {
    const issue = this.#need(key)
    const from = this.#projectOf(issue.projectId)
    const to = this.#projectOf(projectKey)
    const oldStatus = this.site.statuses.find(({ statusId }) => statusId === issue.statusId)
    const oldType = this.site.issueTypes.find(({ issueTypeId }) => issueTypeId === issue.issueTypeId)
    const status = statusIn(this.site, to, oldStatus?.role ?? 'todo')
    const typeId = issueTypeIdIn(this.site, to, oldType?.role ?? 'task')
    const newKey = this.#nextKey(to)
    const items = () => moveChanges(this.site, issue, { from, to, typeId, status, newKey })
    this.#change(key, actorEmail, items, {
      key: newKey,
      formerKeys: [...issue.formerKeys, issue.key],
      projectId: to.projectId,
      issueTypeId: typeId,
      statusId: status.statusId,
      componentIds: [],
    })
    return newKey
  }

  /** Deletes a ticket for good: no search, count or request returns it again. */
  deleteTicket(key: string): void {
    const issue = this.#need(key)
    this.#noteFirstVersion(issue)
    this.#issues.delete(issue.issueId)
    this.#versions.get(issue.issueId)?.push({ at: this.#now(), issue: null })
    for (const name of [issue.key, ...issue.formerKeys]) this.#idsByKey.delete(name)
  }

  /** Hides a ticket or a project (by key) from the account, until an instant or for good. */
  hide(key: string, untilAt: Instant = Number.POSITIVE_INFINITY): void {
    this.#hidden.set(this.find(key)?.issueId ?? key, untilAt)
  }

  show(key: string): void {
    this.#hidden.delete(this.#idsByKey.get(key) ?? key)
    this.#hidden.delete(key)
  }

  #isVisible(issue: JiraIssue): boolean {
    if (this.#hidden.size === 0) return true
    const project = this.site.projects.find(({ projectId }) => projectId === issue.projectId)
    return !this.#isHidden(issue.issueId) && !this.#isHidden(project?.key ?? '')
  }

  #isHidden(key: string): boolean {
    return (this.#hidden.get(key) ?? 0) > this.#now()
  }

  #change(
    key: string,
    actorEmail: string | null,
    items: () => readonly JiraChange[],
    edit: Partial<JiraIssue>,
  ): void {
    const issue = this.#need(key)
    const at = this.#now()
    const changes = items()
    const entry = {
      historyId: this.#nextId(),
      at,
      authorId: actorEmail === null ? null : accountIdOf(actorEmail),
      items: changes,
    }
    const histories = changes.length === 0 ? issue.histories : [...issue.histories, entry]
    this.#put({ ...issue, ...edit, histories, updatedAt: Math.max(at, issue.updatedAt) })
  }

  #put(issue: JiraIssue): void {
    const before = this.#issues.get(issue.issueId)
    if (before !== undefined) this.#noteFirstVersion(before)
    this.#store(issue)
    const versions = this.#versions.get(issue.issueId) ?? []
    versions.push({ at: this.#now(), issue })
    this.#versions.set(issue.issueId, versions)
  }

  #noteFirstVersion(issue: JiraIssue): void {
    if (this.#versions.has(issue.issueId)) return
    this.#versions.set(issue.issueId, [{ at: Number.NEGATIVE_INFINITY, issue }])
  }

  #store(issue: JiraIssue): void {
    this.#issues.set(issue.issueId, issue)
    for (const key of [issue.key, ...issue.formerKeys]) this.#idsByKey.set(key, issue.issueId)
  }

  #need(key: string): JiraIssue {
    const issue = this.#issues.get(this.#idsByKey.get(key) ?? key)
    if (issue === undefined) throw new RangeError(`The fake Jira has no ticket ${key}.`)
    return issue
  }

  #projectOf(idOrKey: string): JiraProject {
    const project = this.site.projects.find(({ key, projectId }) => key === idOrKey || projectId === idOrKey)
    if (project === undefined) throw new RangeError(`The fake Jira has no project ${idOrKey}.`)
    return project
  }

  #nextId(): string {
    this.#lastId += 1
    return String(this.#lastId)
  }

  #nextKey(project: JiraProject): string {
    const numbers = [...this.#idsByKey.keys()]
      .filter((key) => key.startsWith(`${project.key}-`))
      .map((key) => Number(key.slice(project.key.length + 1)))
    return `${project.key}-${Math.max(0, ...numbers) + 1}`
  }
}
