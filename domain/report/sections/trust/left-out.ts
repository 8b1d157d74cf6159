import type { LeftOutTeam } from '../../../reconcile/dataset/reconciliation.ts'
import type { ReportView } from '../../content/view.ts'
import { isPlanless } from '../../content/view.ts'
import { listOf, outside, type Sentence, say } from '../../words/sentence.ts'

const reasons = ['small_group', 'beside_small_group', 'nobody_available', 'not_yet', 'ended'] as const

/** Which teams a company's report leaves out, and why; and which have figures that are no part of the company's. */
export function leftOutSentences(view: ReportView): Sentence[] {
  if (view.spec.scope.kind === 'team') return []
  const { leftOut, minimumGroupPeople } = view.reconciliation
  const sentences = reasons.flatMap((reason) => {
    const teams = leftOut.filter(({ because }) => because === reason)
    const inside = teams.filter((team) => team.isOutsideCompany !== true)
    const outsiders = teams.filter((team) => team.isOutsideCompany === true)
    return [inside, outsiders].flatMap((group) =>
      group.length === 0 ? [] : [leftOutInWords(reason, group, minimumGroupPeople)],
    )
  })
  const planless = view.teams.filter(isPlanless)
  if (planless.length === 0 || planless.length === view.teams.length) return sentences
  const names = namesOf(planless)
  return [
    ...sentences,
    say`${names} ${planless.length === 1 ? 'has' : 'have'} no plan for ${view.quarter} and ${planless.length === 1 ? 'is' : 'are'} no part of the company’s figures.`,
  ]
}

/** One reason, with the teams that it holds for: all of them part of the company's figures, or none. */
export function leftOutInWords(
  because: LeftOutTeam['because'],
  teams: readonly Pick<LeftOutTeam, 'name' | 'isOutsideCompany'>[],
  minimumGroupPeople: number,
): Sentence {
  const names = namesOf(teams)
  const one = teams.length === 1
  const counted =
    teams[0]?.isOutsideCompany === true
      ? say`without a plan ${one ? 'it is' : 'they are'} no part of the company’s either`
      : say`they count in the company’s`
  switch (because) {
    case 'small_group':
      return say`${names} ${one ? 'has' : 'have'} fewer than ${minimumGroupPeople} people with a working day and so no figures of ${one ? 'its' : 'their'} own; ${counted}.`
    case 'beside_small_group':
      return say`${names} ${one ? 'has' : 'have'} no figures of ${one ? 'its' : 'their'} own either, because they would give away those of a smaller team; ${counted}.`
    case 'nobody_available':
      return say`${names}: left out, because nobody was available.`
    case 'not_yet':
      return say`${names}: left out, because nobody is in ${one ? 'it' : 'them'} yet.`
    case 'ended':
      return say`${names}: left out, because nobody is in ${one ? 'it' : 'them'} any more.`
  }
}

function namesOf(teams: readonly { readonly name: string }[]): Sentence {
  return listOf(teams.map(({ name }) => say`${outside(name)}`))
}
