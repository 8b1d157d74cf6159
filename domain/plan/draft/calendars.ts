import { type DraftTeam, type PlanDraft, slugOf } from './draft.ts'
import { type CommonZone, readZone } from './time-zones.ts'

/** A calendar of a drafted plan. */
export interface DraftCalendar {
  readonly id: string
  /** An IANA name. */
  readonly zone: string
  /** Who tells it; null for one that somebody gave. */
  readonly told: CommonZone | 'nobody' | null
}

/** Where teams work: the zone that somebody gave, or else of each team, the first that of most people and called `office`. */
export function draftCalendars(
  { teams, zone: common }: PlanDraft,
  { timeZone, usualTimeZone }: { readonly timeZone: string | null; readonly usualTimeZone: string },
): DraftCalendar[] {
  if (timeZone !== null) return [{ id: 'office', zone: timeZone, told: null }]
  const office = common?.zone ?? readZone(usualTimeZone) ?? 'UTC'
  const others = new Set(teams.flatMap(({ zone }) => (zone === null ? [] : [zone.zone])))
  others.delete(office)
  return [
    { id: 'office', zone: office, told: common ?? 'nobody' },
    ...[...others].toSorted().map((zone): DraftCalendar => {
      const all = teams.filter((team) => team.zone?.zone === zone).flatMap(({ members }) => members)
      const people = all.filter((member) => member.timeZone === zone).length
      return { id: slugOf(zone), zone, told: { zone, people, of: all.length } }
    }),
  ]
}

/** The id of a team's calendar. */
export function calendarOf({ zone }: DraftTeam, calendars: readonly DraftCalendar[]): string {
  return calendars.find((each) => each.zone === zone?.zone)?.id ?? 'office'
}

/** A calendar in a plan file; what else it may hold stands in the first one's comments. */
export function calendarLines({ id, zone, told }: DraftCalendar): string[] {
  return [
    `  ${id}:`,
    `    time_zone: ${JSON.stringify(zone)}${told === null ? '' : `   # ${originOf(told)}`}`,
    '    workday: "09:00-17:00"',
    ...(id === 'office'
      ? [
          '    # region: DE-BE              # its public holidays: a country, or country and state',
          '    # holidays: [2026-12-24]     # your own days off, beside them',
        ]
      : []),
  ]
}

function originOf(told: CommonZone | 'nobody'): string {
  if (told === 'nobody') return 'a guess: no tracker tells where people work'
  const { people, of } = told
  return `as ${people} of ${of} ${of === 1 ? 'person has' : 'people have'} it set in their tracker`
}
