import type { Finding, ScopeReconciliation } from '../../reconcile/dataset/reconciliation.ts'
import type { ReportFinding } from '../content/content.ts'
import { findingsAbout, type ReportView } from '../content/view.ts'
import { percent } from '../words/figures.ts'
import { tense } from '../words/scope.ts'
import { listOf, outside, type Sentence, say } from '../words/sentence.ts'
import { evidenceOf } from './evidence.ts'

type CannotTell = Extract<Finding, { kind: 'cannot_tell' }>

/** Why nothing can be said about a team; undefined where something can. A wide band alone leaves the rest standing. */
export function cannotTell(view: ReportView, team: ScopeReconciliation): CannotTell | undefined {
  const reasons = findingsAbout(view, team.scopeId).filter((finding) => finding.kind === 'cannot_tell')
  return reasons.find((finding) => finding.because !== 'wide_band')
}

/** Whether the records allow no call on what the report is about: its one team, or every team of the company. */
export function isInDoubt(view: ReportView): boolean {
  return view.teams.length > 0 && view.teams.every((team) => cannotTell(view, team) !== undefined)
}

/** "Mobile: cannot tell, because …", with what would change it; teams with one reason share a sentence. */
export function cannotTellFindings(view: ReportView): ReportFinding[] {
  const byReason = new Map<CannotTell['because'], { team: ScopeReconciliation; share: number }[]>()
  for (const team of view.teams) {
    const finding = cannotTell(view, team)
    if (finding === undefined) continue
    const teams = byReason.get(finding.because) ?? []
    teams.push({ team, share: finding.share })
    byReason.set(finding.because, teams)
  }
  return [...byReason].map(([because, teams]) => ({
    sentences: [
      say`${listOf(teams.slice(0, 6).map(({ team }) => say`${outside(team.name)}`))}${
        teams.length > 6 ? ` and ${teams.length - 6} more` : ''
      }: cannot tell, because ${reasonInWords(
        view,
        because,
        teams.map(({ share }) => share),
      )}.`,
      ...[remedies[because]],
    ],
    items: [],
    atStakeMilliDays: null,
    evidence:
      because === 'mostly_uncategorised'
        ? teams.slice(0, 2).flatMap(({ team }) => evidenceOf(team, 'uncategorised'))
        : [],
  }))
}

/** Why nothing can be told, as a clause: "53 % of the working days have no ticket in progress". */
export function reasonInWords(
  view: ReportView,
  because: CannotTell['because'],
  shares: readonly number[],
): string {
  const least = percent(Math.min(...shares))
  const share = least === percent(Math.max(...shares)) ? least : `at least ${least}`
  switch (because) {
    case 'half_unattributed':
      return `${share} of the working days ${tense(view, 'have', 'had')} no ticket in progress`
    case 'no_effort':
      return `no ticket ${tense(view, 'shows', 'showed')} any work`
    case 'mostly_uncategorised':
      return `${share} of the work is on tickets that nobody has sorted`
    case 'wide_band':
      return 'the ways to measure it disagree by more than the difference'
  }
}

/** What narrows a band (its formula's z: closed tickets never seen in progress). */
export const wideBandRemedy: Sentence = say`Tickets that pass through “in progress” on their way to done would narrow it.`

const remedies: Readonly<Record<CannotTell['because'], Sentence>> = {
  half_unattributed: say`Tickets moved to “in progress” when work on them starts would change that.`,
  no_effort: say`A look at whether the right projects are read, and whether people match the plan, would change that.`,
  mostly_uncategorised: say`A rule for the largest of them would change that.`,
  wide_band: wideBandRemedy,
}
