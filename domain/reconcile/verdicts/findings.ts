import type { MilliDays } from '../../effort/effort.ts'
import type { Finding, PastQuarter, ScopeReconciliation } from '../dataset/reconciliation.ts'
import type { Doubt } from './call.ts'

/** A scope's figures before anything was found in them. */
export type ScopeFigures = Omit<ScopeReconciliation, 'findings'>

/** A finding with the days at stake, which order findings and are not shown. */
export interface WeighedFinding {
  readonly finding: Finding
  readonly stakeMilliDays: MilliDays
}

const mostFindings = 5
const mostOwnOfCompany = 2
/** Capacity is missing when more than a tenth of what was planned isn't there. */
const capacityMissingShare = 0.1
/** Interruptions grew when they are a fifth more than in the quarter before, and at least five more. */
const grewByShare = 0.2
const grewByTickets = 5

/**
 * What is worth a reader's time about one team, most days at stake first, at most five. Where the records allow
 * no call, that comes first and nothing is said of categories; a team about which nothing else is found is on
 * plan, or says that its band is too wide to tell.
 */
export function teamFindingsOf(
  figures: ScopeFigures,
  doubt: Doubt | null,
  before: PastQuarter['scopes'][number] | undefined,
): WeighedFinding[] {
  const teamId = figures.scopeId
  const found = byStake([
    ...(doubt === null ? [] : [cannotTell(teamId, doubt)]),
    ...offPlan(figures, teamId),
    ...drifting(figures),
    ...capacityMissing(figures),
    ...interruptionsGrew(figures, before),
  ])
  if (found.length > 0) return found.slice(0, mostFindings)
  return [uncalled(figures) ?? { finding: { kind: 'on_plan', teamId }, stakeMilliDays: 0 }]
}

/**
 * The company's findings: its own categories furthest off plan and each team's first finding, most days at
 * stake first, at most five, so that one team's trouble doesn't hide another's; then every team that nothing
 * can be said about, and every team on plan, in the plan's order, so that none goes unmentioned for want of news.
 */
export function companyFindingsOf(
  figures: ScopeFigures,
  findingsByTeam: readonly (readonly WeighedFinding[])[],
): Finding[] {
  const own = byStake(offPlan(figures, null)).slice(0, mostOwnOfCompany)
  const firstOfTeams = findingsByTeam.flatMap((found) => found.filter(isNews).slice(0, 1))
  const news = byStake([...own, ...byStake(firstOfTeams).slice(0, mostFindings - own.length)])
  const rest = findingsByTeam.flat().filter((found) => !isNews(found))
  const inOrder = [
    ...news,
    ...rest.filter(({ finding }) => finding.kind === 'cannot_tell'),
    ...rest.filter(({ finding }) => finding.kind === 'on_plan'),
  ]
  return inOrder.map(({ finding }) => finding)
}

function byStake(found: readonly WeighedFinding[]): WeighedFinding[] {
  return [...found].sort((a, b) => b.stakeMilliDays - a.stakeMilliDays)
}

function isNews({ finding }: WeighedFinding): boolean {
  return finding.kind !== 'cannot_tell' && finding.kind !== 'on_plan'
}

function cannotTell(teamId: string, { because, share }: Doubt): WeighedFinding {
  return {
    finding: { kind: 'cannot_tell', teamId, because, share },
    stakeMilliDays: Number.POSITIVE_INFINITY,
  }
}

function offPlan(figures: ScopeFigures, teamId: string | null): WeighedFinding[] {
  return figures.categories
    .filter(({ call }) => call === 'over' || call === 'under')
    .map(({ category, varianceMilliDays, varianceShare }) => ({
      finding: { kind: 'category_off_plan', teamId, category, varianceMilliDays, varianceShare },
      stakeMilliDays: Math.abs(varianceShare) * figures.capacity.attributedMilliDays,
    }))
}

function drifting({ scopeId: teamId, reliability }: ScopeFigures): WeighedFinding[] {
  const { state, spentMilliDays, expectedMilliDays } = reliability
  if (state !== 'drifting' && state !== 'probably_drifting') return []
  const stakeMilliDays = Math.abs(spentMilliDays - expectedMilliDays)
  return [{ finding: { kind: 'reliability_drifting', teamId, state }, stakeMilliDays }]
}

function capacityMissing({ scopeId: teamId, capacity }: ScopeFigures): WeighedFinding[] {
  const availableMilliDays = capacity.attributedMilliDays + capacity.unattributedMilliDays
  const missingMilliDays = capacity.plannedMilliDays - availableMilliDays
  if (missingMilliDays <= capacityMissingShare * capacity.plannedMilliDays) return []
  return [
    { finding: { kind: 'capacity_missing', teamId, missingMilliDays }, stakeMilliDays: missingMilliDays },
  ]
}

function interruptionsGrew(
  { scopeId: teamId, interruptions }: ScopeFigures,
  before: PastQuarter['scopes'][number] | undefined,
): WeighedFinding[] {
  const { tickets, incidentsOutOfHours, milliDays } = interruptions
  const ticketsBefore = before?.interruptions.tickets ?? 0
  const grew = tickets >= ticketsBefore * (1 + grewByShare) && tickets >= ticketsBefore + grewByTickets
  if (ticketsBefore === 0 || !grew) return []
  return [
    {
      finding: { kind: 'interruptions_grew', teamId, tickets, ticketsBefore, incidentsOutOfHours },
      stakeMilliDays: (milliDays * (tickets - ticketsBefore)) / tickets,
    },
  ]
}

/** A team with nothing off plan, but not within a tenth of it everywhere: the band's half-width is why. */
function uncalled({ scopeId: teamId, categories }: ScopeFigures): WeighedFinding | null {
  const open = categories
    .filter(({ call }) => call === 'cannot_tell')
    .sort((a, b) => Math.abs(b.varianceShare) - Math.abs(a.varianceShare))
  const [widest] = open
  if (widest === undefined) return null
  const share = (widest.band.highShare - widest.band.lowShare) / 2
  return { finding: { kind: 'cannot_tell', teamId, because: 'wide_band', share }, stakeMilliDays: 0 }
}
