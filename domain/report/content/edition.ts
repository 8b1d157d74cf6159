import type { Instant } from '../../instant.ts'
import { type Audience, audiences, type Plan, type ReportScope, type Stakeholder } from '../../plan/plan.ts'
import type { QuarterId } from '../../quarter.ts'

/** Which report to write: for whom, about what. */
export interface EditionSpec {
  readonly audience: Audience
  readonly scope: ReportScope
}

/** A text that is the same for equal scopes: `company`, or `team:<id>`. */
export function scopeKeyOf(scope: ReportScope): string {
  return scope.kind === 'company' ? 'company' : `team:${scope.teamId}`
}

/**
 * The reports that a plan's stakeholders need, one for each audience and scope that somebody reads: the
 * company's first, then the teams' in the plan's order; audiences in their own order. A team without figures of its own has none.
 *
 * @param withFigures ids of the teams that have figures; all of them by default
 */
export function editionsFor(plan: Plan, withFigures?: ReadonlySet<string>): EditionSpec[] {
  const scopes: ReportScope[] = [
    { kind: 'company' },
    ...plan.teams
      .filter(({ teamId }) => withFigures?.has(teamId) ?? true)
      .map((team): ReportScope => ({ kind: 'team', teamId: team.teamId })),
  ]
  return scopes.flatMap((scope) =>
    audiences
      .filter((audience) => readersOf(plan, { audience, scope }).length > 0)
      .map((audience) => ({ audience, scope })),
  )
}

/** The stakeholders who read this very report, in the plan's order. */
export function readersOf(plan: Pick<Plan, 'stakeholders'>, spec: EditionSpec): Stakeholder[] {
  return plan.stakeholders.filter(
    (reader) => reader.audience === spec.audience && scopeKeyOf(reader.scope) === scopeKeyOf(spec.scope),
  )
}

/** What a plan's readers get of these editions: one mail for each edition and reader. */
export function mailsOf(
  plan: Plan,
  editions: readonly Pick<Edition, 'editionId' | 'audience' | 'scope'>[],
): EditionMail[] {
  return editions.flatMap(({ editionId, ...spec }) =>
    readersOf(plan, spec).map(({ email, name }) => ({
      editionId,
      recipientEmail: email,
      recipientName: name,
    })),
  )
}

export interface EditionMail {
  readonly editionId: string
  readonly recipientEmail: string
  readonly recipientName: string
}

/** The same for the same quarter, kind, audience and scope: the first edition of it stays. */
export function editionIdOf(
  quarter: QuarterId,
  kind: Edition['kind'],
  { audience, scope }: EditionSpec,
): string {
  return [quarter, kind, audience, scopeKeyOf(scope)].join('/')
}

/** One rendered, frozen report for one audience and scope. */
export interface Edition {
  readonly editionId: string
  readonly quarter: QuarterId
  /** `pre-planning` while the quarter runs, `final` after it closed. */
  readonly kind: 'pre-planning' | 'final'
  readonly audience: Audience
  readonly scope: ReportScope
  readonly renderedAt: Instant
  readonly subject: string
  readonly preheader: string
  readonly html: string
  readonly text: string
  readonly pictures: readonly Picture[]
}

/** A PNG that the HTML refers to as `cid:<contentId>`. */
export interface Picture {
  readonly contentId: string
  readonly altText: string
  readonly png: Uint8Array
}
