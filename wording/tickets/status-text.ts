import type { StatusReason } from '../../domain/classify/status-map.ts'
import type { StatusMeaning } from '../../domain/classify/status-rules.ts'
import { type StatusSuspect, suspectWindowDays } from '../../domain/classify/status-suspects.ts'
import { capitalised } from '../../domain/report/words/sentence.ts'
import { grouped } from '../../domain/text/numbers.ts'
import type { Status } from '../../domain/ticket.ts'
import type { ListedStatus, PlacedReading } from '../../queries/statuses/status-list.ts'
import type { StatusStakes } from '../../queries/statuses/suspects.ts'
import { counted } from '../counted.ts'

const meanings: Readonly<Record<StatusMeaning, string>> = {
  unstarted: 'not started',
  in_progress: 'in progress',
  waiting: 'waiting',
  done: 'done',
  dropped: 'dropped',
}

/** What a status counts as; null: as nothing. */
export function meaningText(means: StatusMeaning | null): string {
  return means === null ? 'nothing' : meanings[means]
}

const categories: Readonly<Record<Status['category'], string>> = {
  unstarted: 'not started',
  in_progress: 'in progress',
  done: 'done',
  canceled: 'cancelled',
  unknown: 'gone from the tracker',
}

/** What the tracker says of a status. */
export function trackerText({ category }: Pick<Status, 'category'>): string {
  return categories[category]
}

const reasons: Readonly<Record<StatusReason, string>> = {
  mapping: 'a line in the rule file',
  name: 'its name',
  tracker: 'the tracker’s category',
  namesake: 'another status with its name',
  'nothing known': 'nothing is known about it',
}

/** Why it counts so. */
export function statusReasonText(why: StatusReason): string {
  return reasons[why]
}

const mostPlaces = 4

/** "WEB, APP and 3 more"; empty where no ticket is in it. */
export function placesText(places: readonly string[]): string {
  const more = places.length - mostPlaces
  const shown = places.slice(0, mostPlaces).join(', ')
  return more > 0 ? `${shown} and ${grouped(more)} more` : shown
}

/** "waiting (a line of the rule file)", with the places where it differs between them. */
export function readingText({ means, why, places }: PlacedReading, isPlaced: boolean): string {
  const where = isPlaced ? ` in ${placesText(places)}` : ''
  return `${meaningText(means)}${where} (${statusReasonText(why)})`
}

/** All that a status counts as. */
export function readingsText({ readings }: ListedStatus): string {
  return readings.map((reading) => readingText(reading, readings.length > 1)).join('; ')
}

/** Why a status may not mean what its tracker says. */
export function suspicionText({ means, reason, stays, personDays }: StatusSuspect): string {
  const why = {
    name: 'its name says otherwise',
    nobody_acts: 'tickets stay in it for weeks and nobody acts on them',
    all_go_back: 'nearly every ticket that leaves it goes back',
  }[reason]
  return `counts as ${meaningText(means)}, but ${why}: ${stakesText({ stays, personDays })}.`
}

type Stakes = Pick<StatusStakes, 'stays' | 'personDays'>

/** What can move with a status's meaning. */
function stakesText({ stays, personDays }: Stakes): string {
  if (stays === 0) return `no ticket was in it in the last ${suspectWindowDays} days`
  return `${counted(stays, 'stay')} in the last ${suspectWindowDays} days${daysText(personDays)}`
}

function daysText(personDays: Stakes['personDays']): string {
  if (personDays === null) return ', of too few people for their days to be told'
  return personDays === 0 ? ', with no person-days' : ` and up to ${counted(personDays, 'person-day')}`
}

/** The same as a sentence of its own. */
export function atStakeText(stakes: Stakes): string {
  const words = stakesText(stakes)
  return stakes.stays === 0 ? `${capitalised(words)}.` : `At stake: ${words}.`
}
