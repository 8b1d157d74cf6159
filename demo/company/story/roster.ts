import { addDays, type DateRange, datesOf, type LocalDate, weekStartOf } from '../../../domain/instant.ts'
import type { Membership } from '../../../domain/plan/plan.ts'
import { emailOf, inventedName } from './names.ts'
import { Random } from './random.ts'
import { teamStories } from './story.ts'

/** A person of the made-up company with what only the plan knows: when they were in which team, and away. */
export interface RosterPerson {
  readonly name: string
  readonly email: string
  /** The team whose tracker shows them. */
  readonly homeTeamId: string
  /** Leads write and plan tickets and do no work on them; contractors work and are not in the plan. */
  readonly role: 'member' | 'contractor' | 'engineering_manager' | 'product_manager'
  readonly emailHidden: boolean
  readonly active: boolean
  readonly memberships: readonly Membership[]
  /** Half-open, in order, none overlapping. */
  readonly absences: readonly DateRange[]
}

/** First day on which anybody works on a ticket. */
export const firstWorkDate: LocalDate = '2025-10-01'

/** First day that Growth's four people are with Billing. */
const lentFrom: LocalDate = '2026-04-13'

const storyEnd: LocalDate = '2026-07-01'

interface Part {
  readonly from?: LocalDate
  readonly to?: LocalDate
  readonly fractionShare?: number
  readonly lent?: boolean
  readonly contractor?: boolean
  readonly emailHidden?: boolean
}

/** Who isn't simply there for the whole time, by place in the team. */
const oddParts: Readonly<Record<string, Readonly<Record<number, Part>>>> = {
  billing: {
    3: { emailHidden: true },
    9: { emailHidden: true },
    14: { contractor: true, from: '2026-03-02', to: '2026-05-30' },
  },
  search: {
    4: { to: '2026-02-28' },
    7: { fractionShare: 0.5 },
    8: { emailHidden: true },
    12: { from: '2026-03-16' },
  },
  platform: { 5: { fractionShare: 0.75 }, 6: { emailHidden: true } },
  mobile: { 2: { to: '2025-12-20' }, 12: { from: '2026-01-12' } },
  growth: { 6: { lent: true }, 7: { lent: true }, 8: { lent: true }, 9: { lent: true } },
}

const teamSizes: Readonly<Record<string, number>> = {
  billing: 15,
  search: 13,
  platform: 12,
  mobile: 13,
  growth: 10,
}

function membershipsOf(teamId: string, part: Part): Membership[] {
  const fractionShare = part.fractionShare ?? 1
  if (part.lent === true) {
    return [
      { teamId, from: firstWorkDate, to: lentFrom, fractionShare },
      { teamId: 'billing', from: lentFrom, to: null, fractionShare },
    ]
  }
  return [{ teamId, from: part.from ?? firstWorkDate, to: part.to ?? null, fractionShare }]
}

/** Holidays around the turn of the year, two weeks and more in the year's course, and now and then a sick day. */
function absencesOf(random: Random): DateRange[] {
  const wanted: DateRange[] = []
  if (random.chance(0.65)) wanted.push({ from: '2025-12-22', to: random.pick(['2025-12-27', '2026-01-03']) })
  for (const [first, weeks] of [
    ['2025-10-06', 9],
    ['2026-01-19', 10],
    ['2026-04-07', 10],
  ] as const) {
    if (!random.chance(0.7)) continue
    const monday = addDays(addDays(first, 7 * random.whole(0, weeks - 1)), first === '2026-04-07' ? -1 : 0)
    wanted.push({ from: monday, to: addDays(monday, random.pick([5, 5, 5, 12])) })
  }
  for (let sick = random.whole(0, 3); sick > 0; sick -= 1) {
    const from = addDays(weekStartOf(addDays(firstWorkDate, random.whole(5, 250))), random.whole(0, 2))
    wanted.push({ from, to: addDays(from, random.pick([1, 1, 2, 3])) })
  }
  const taken = new Set<LocalDate>()
  const absences: DateRange[] = []
  for (const range of wanted.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const dates = datesOf(range)
    if (range.to > storyEnd || dates.some((date) => taken.has(date))) continue
    for (const date of dates) taken.add(date)
    absences.push(range)
  }
  return absences
}

/** Everybody with an account on a tracker, in the order of the teams; leads last. */
export function rosterOf(seed: string, today: LocalDate): RosterPerson[] {
  const random = new Random(`${seed} roster`)
  const people: RosterPerson[] = []
  for (const { teamId } of teamStories) {
    for (let place = 0; place < (teamSizes[teamId] ?? 0); place += 1) {
      const part = oddParts[teamId]?.[place] ?? {}
      const name = inventedName(people.length)
      people.push({
        name,
        email: emailOf(name),
        homeTeamId: teamId,
        role: part.contractor === true ? 'contractor' : 'member',
        emailHidden: part.emailHidden ?? false,
        active: part.to === undefined || today < part.to,
        memberships: membershipsOf(teamId, part),
        absences: absencesOf(random),
      })
    }
  }
  for (const { teamId } of teamStories) {
    for (const role of ['engineering_manager', 'product_manager'] as const) {
      const name = inventedName(people.length)
      const email = emailOf(name)
      people.push({
        name,
        email,
        homeTeamId: teamId,
        role,
        emailHidden: false,
        active: true,
        memberships: [],
        absences: [],
      })
    }
  }
  return people
}

/** The membership that a person has on a date, or undefined. */
export function membershipOn(person: RosterPerson, date: LocalDate): Membership | undefined {
  return person.memberships.find(({ from, to }) => from <= date && (to === null || date < to))
}

export function isAway(person: RosterPerson, date: LocalDate): boolean {
  return person.absences.some(({ from, to }) => from <= date && date < to)
}
