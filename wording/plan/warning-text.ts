import type { PlanWarning } from '../../domain/plan/plan-warnings.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { plainText } from '../../domain/text/plain-text.ts'

/** Words what is odd about a plan, and what to do. */
export function planWarningText(warning: PlanWarning): string {
  switch (warning.kind) {
    case 'team_without_people':
      return `the team ${plainText(warning.teamName)} has no people: add them under people, or remove it`
    case 'team_missing_from_quarter':
      return `the team ${plainText(warning.teamName)} has people in ${longQuarter(warning.quarter)} and no plan: it gets figures but no verdict`
    case 'quarter_without_people':
      return `the team ${plainText(warning.teamName)} has a plan for ${longQuarter(warning.quarter)} but nobody in it: are the dates of its people right?`
    case 'commitment_not_one':
      return commitmentText(warning)
    case 'turn_of_nobody': {
      const { teamName, title, from, turns } = warning
      const what = turns === 1 ? `a turn on ${from}` : `${grouped(turns)} turns from ${from} on`
      return `the on-call rota of ${plainText(teamName)} has ${what} (“${plainText(title)}”) that ${turns === 1 ? 'names' : 'name'} nobody in the plan: nobody is on call for ${turns === 1 ? 'it' : 'them'}`
    }
    case 'account_of_two':
      return `the account ${plainText(warning.accountId)} on ${plainText(warning.connectionName)} is listed for ${plainText(warning.listedFor)} but has the address of ${plainText(warning.addressOf)}: it counts for ${plainText(warning.listedFor)}`
    case 'work_outside_teams': {
      const { personName, firstOn, lastOn } = warning
      return `${plainText(personName)} worked on tickets from ${firstOn} to ${lastOn} while in no team, and those days are in no figure: are the dates of their teams right?`
    }
    case 'team_lost': {
      const team = `the team ${warning.teamId} (${plainText(warning.teamName)}) of the previous plan is not in this one, so comparisons lose its past`
      const now = warning.perhapsNowId ?? 'the team that it is now'
      return `${team}. If it was renamed, add to ${now}: formerly: ${warning.teamId}`
    }
  }
}

function commitmentText({
  teamName,
  quarter,
  commitment: { name, target },
  matches,
}: Extract<PlanWarning, { kind: 'commitment_not_one' }>): string {
  const what = `${longQuarter(quarter)}, ${plainText(teamName)}: “${plainText(name)}”`
  return matches === 'none'
    ? `${what} names the ${target.kind} “${plainText(target.name)}”, but nothing synced has that name`
    : `${what} names the ${target.kind} “${plainText(target.name)}”, but several have that name: rename one, or name a ticket`
}
