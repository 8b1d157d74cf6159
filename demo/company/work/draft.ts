import type { Bucket } from '../../../domain/category.ts'
import type { Instant } from '../../../domain/instant.ts'
import type {
  CompanyChange,
  CompanyStatus,
  CompanyTicket,
  CompanyTicketType,
} from '../../../fakes/company/records.ts'
import type { WorkKind } from '../story/kinds.ts'

/** What a new ticket starts with. */
interface DraftStart {
  readonly teamId: string
  readonly kind: WorkKind | 'undertaking'
  readonly bucket: Bucket
  readonly type: CompanyTicketType
  readonly title: string
  readonly description: string
  readonly labels: readonly string[]
  readonly components: readonly string[]
  readonly priority: CompanyTicket['priority']
  readonly parent: Draft | null
  readonly projectId: string | null
  readonly creatorEmail: string
  readonly createdAt: Instant
  readonly status: CompanyStatus
  readonly assigneeEmail: string | null
  readonly estimatePoints: number | null
  /** The work that it really takes, in slots of a quarter of a day; not recorded in the tracker. */
  readonly slots: number
}

/** A ticket while the made-up company works on it: its true size, and the record that its people leave. */
export class Draft {
  readonly start: DraftStart
  readonly children: Draft[] = []
  readonly comments: { at: Instant; authorEmail: string; body: string }[] = []
  readonly worklogs: CompanyTicket['worklogs'][number][] = []
  readonly changes: CompanyChange[] = []
  title: string
  remainingSlots: number
  /** Somebody started it, whether they moved it or not. */
  begun = false
  /** Nobody moves it before it is done, or ever. */
  neverMoved = false
  /** A bot moves it back and forth during the work, so that its history is truncated. */
  flaps = false
  finishedAt: Instant | null = null
  #status: CompanyStatus
  #assigneeEmail: string | null
  #estimatePoints: number | null
  #sprintId: string | null = null
  #lastAt: Instant

  constructor(start: DraftStart) {
    this.start = start
    this.title = start.title
    this.remainingSlots = start.slots
    this.#status = start.status
    this.#assigneeEmail = start.assigneeEmail
    this.#estimatePoints = start.estimatePoints
    this.#lastAt = start.createdAt
  }

  get status(): CompanyStatus {
    return this.#status
  }

  get assigneeEmail(): string | null {
    return this.#assigneeEmail
  }

  get sprintId(): string | null {
    return this.#sprintId
  }

  /** Each change is later than the previous one, as in a tracker. */
  #next(at: Instant): Instant {
    this.#lastAt = Math.max(at, this.#lastAt + 1000)
    return this.#lastAt
  }

  moveTo(status: CompanyStatus, at: Instant, actorEmail: string | null): void {
    if (status === this.#status) return
    this.changes.push({ field: 'status', at: this.#next(at), actorEmail, from: this.#status, to: status })
    this.#status = status
  }

  assignTo(assigneeEmail: string | null, at: Instant, actorEmail: string | null): void {
    if (assigneeEmail === this.#assigneeEmail) return
    const from = this.#assigneeEmail
    this.changes.push({ field: 'assignee', at: this.#next(at), actorEmail, from, to: assigneeEmail })
    this.#assigneeEmail = assigneeEmail
  }

  estimate(points: number | null, at: Instant, actorEmail: string | null): void {
    if (points === this.#estimatePoints) return
    const from = this.#estimatePoints
    this.changes.push({ field: 'estimate', at: this.#next(at), actorEmail, from, to: points })
    this.#estimatePoints = points
  }

  putInSprint(sprintId: string | null, at: Instant, actorEmail: string | null): void {
    if (sprintId === this.#sprintId) return
    this.changes.push({ field: 'sprint', at: this.#next(at), actorEmail, from: this.#sprintId, to: sprintId })
    this.#sprintId = sprintId
  }

  comment(at: Instant, authorEmail: string, body: string): void {
    this.comments.push({ at: Math.max(at, this.start.createdAt + 1000), authorEmail, body })
  }
}
