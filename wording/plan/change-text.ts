import { type Category, categories } from '../../domain/category.ts'
import { addDays } from '../../domain/instant.ts'
import type { Absence } from '../../domain/plan/diff-lists.ts'
import type { OnCallTurn } from '../../domain/plan/own-turns.ts'
import type { Commitment } from '../../domain/plan/plan.ts'
import type { Place, PlanChange, Presence } from '../../domain/plan/plan-change.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { percent } from '../../domain/report/words/figures.ts'
import { grouped } from '../../domain/text/numbers.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import { plannedDaysText } from '../counted.ts'
import {
  calendarText,
  personText,
  planningText,
  settingText,
  teamPlanText,
  teamText,
} from './setting-text.ts'

/** Words one difference between two plans. */
export function planChangeText(change: PlanChange): string {
  switch (change.kind) {
    case 'setting':
      return settingText(change)
    case 'calendar':
      return `Calendar ${plainText(change.calendarId)} ${change.change === 'changed' ? `has ${calendarText(change)}` : presenceWords[change.change]}`
    case 'calendar_days':
      return `Calendar ${plainText(change.calendarId)}: ${listText(change, (date) => `${dayWords[change.days]} ${date}`)}`
    case 'absences':
      return `${plainText(change.name)}: ${listText(change, absenceText)}`
    case 'on_call_turns':
      return `${plainText(change.name)}: ${listText(change, turnText)}`
    case 'team':
      return `Team ${plainText(change.teamName)} ${change.change === 'changed' ? `has ${teamText(change)}` : presenceWords[change.change]}`
    case 'team_renamed':
      return `Team ${plainText(change.before)} is now called ${plainText(change.after)}`
    case 'team_replies':
      return `Replies to mails about ${plainText(change.teamName)} go to ${change.replyTo ?? 'the company’s address'}`
    case 'person_joined':
      return `${plainText(change.name)} joined: ${placesText(change.places)}`
    case 'person_left':
      return `${plainText(change.name)} left the plan; was in ${placesText(change.places)}`
    case 'person_moved':
      return `${plainText(change.name)} moved: ${placesText(change.after)}; was ${placesText(change.before)}`
    case 'person_changed':
      return `${plainText(change.name)}: ${personText(change)}`
    case 'quarter':
      return `${longQuarter(change.quarter)}${change.change === 'changed' ? `: ${planningText(change)}` : ` ${presenceWords[change.change]}`}`
    case 'team_plan':
      return `${placeText(change)}: ${change.change === 'changed' ? teamPlanText(change) : `plan ${presenceWords[change.change]}`}`
    case 'shares':
      return `${placeText(change)}: ${sharesText(change.after)}; was ${sharesText(change.before)}`
    case 'commitment':
      return `${placeText(change)}: commitment ${plainText(change.name)} (${plannedDaysText(change.personDays)}) ${presenceWords[change.change]}`
    case 'commitment_changed':
      return `${placeText(change)}: commitment ${plainText(change.name)} is ${commitmentText(change.after)}; was ${commitmentText(change.before)}`
    case 'reader_zone':
      return `Time zone of ${plainText(change.name)}: ${change.timeZone ?? 'that of their team'}`
    case 'reader':
      return `${plainText(change.name)} ${change.change === 'added' ? 'now reads' : 'no longer reads'} ${reportText(change)}`
    case 'reader_replies':
      return `Replies of ${plainText(change.name)} to ${reportText(change)} go to ${change.replyTo ?? `the address of ${change.teamName === null ? 'the company' : 'its team'}`}`
  }
}

const presenceWords: Readonly<Record<Presence, string>> = { added: 'added', removed: 'removed' }

const dayWords: Readonly<Record<'holidays' | 'half_holidays' | 'make_up_days', string>> = {
  holidays: 'holiday',
  half_holidays: 'half day off',
  make_up_days: 'make-up day',
}

/** So many are named; the rest is counted. */
const mostNamed = 5

/** "away from 2026-05-01 to 2026-05-03; no longer away on 2026-06-01". */
function listText<Item>(
  { added, removed }: { readonly added: readonly Item[]; readonly removed: readonly Item[] },
  textOf: (item: Item) => string,
): string {
  const some = (items: readonly Item[], before: string) => {
    const named = items.slice(0, mostNamed).map((item) => `${before}${textOf(item)}`)
    const more = items.length - named.length
    return more === 0 ? named : [...named, `${before}${grouped(more)} more`]
  }
  return [...some(added, ''), ...some(removed, 'no longer ')].join('; ')
}

/** Last days are counted in, as the file writes them. */
function datesText({ from, to }: { readonly from: string; readonly to: string }): string {
  const last = addDays(to, -1)
  return last === from ? `on ${from}` : `from ${from} to ${last}`
}

function absenceText(absence: Absence): string {
  return `away ${absence.partOfDay === undefined ? '' : 'half a day each '}${datesText(absence)}`
}

function turnText(turn: OnCallTurn): string {
  return `on call ${datesText(turn)} (${percent(turn.onCallShare)} of each day)`
}

/** "the product report of Core" */
function reportText({
  audience,
  teamName,
}: {
  readonly audience: string
  readonly teamName: string | null
}): string {
  return `the ${audience} report of ${teamName === null ? 'the company' : plainText(teamName)}`
}

function placeText({ quarter, teamName }: { readonly quarter: string; readonly teamName: string }): string {
  return `${longQuarter(quarter)}, ${plainText(teamName)}`
}

function placesText(places: readonly Place[]): string {
  return places.length === 0 ? 'no team' : places.map(inPlaceText).join(', ')
}

/** "Core from 2026-01-01 to 2026-03-31, 50 %": the last day is counted in, as the file writes it. */
function inPlaceText({ teamName, from, to, fractionShare }: Place): string {
  const until = to === null ? '' : ` to ${addDays(to, -1)}`
  const part = fractionShare === 1 ? '' : `, ${percent(fractionShare)}`
  return `${plainText(teamName)} from ${from}${until}${part}`
}

/** "50 % roadmap, 30 % ktlo, 20 % reliability". */
function sharesText(shares: Readonly<Record<Category, number>>): string {
  return categories.map((category) => `${percent(shares[category])} ${category}`).join(', ')
}

function commitmentText({ category, plannedPersonDays, target }: Commitment): string {
  return `${plannedDaysText(plannedPersonDays)} of ${category} on the ${target.kind} ${plainText(target.name)}`
}
