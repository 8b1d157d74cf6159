import { addDays, type DateRange, datesOf, type Instant, type LocalDate } from '../../../domain/instant.ts'
import { datesOfQuarter } from '../../../domain/quarter.ts'
import { instantAt, isWorkingDay, slotsPerDay } from '../story/calendar.ts'
import { drawKind, type WorkKind } from '../story/kinds.ts'
import { type StoryQuarter, storyQuarters } from '../story/story.ts'
import { habitsOn } from '../story/tracker-habits.ts'
import { undertakingsOf } from '../story/undertakings.ts'
import type { Office } from './office.ts'

/** Part of the planned days that planning turns into tickets; the rest is written while the quarter runs. */
const writtenAheadShare = 0.85

/** Of people times working days, what is left after holidays. */
const presentShare = 0.88

/** Leads plan in the two weeks before a quarter. */
function planningPeriod(quarter: StoryQuarter): DateRange {
  const { from } = datesOfQuarter(quarter)
  return { from: addDays(from, -15), to: from }
}

function planningDates(office: Office, quarter: StoryQuarter): LocalDate[] {
  return datesOf(planningPeriod(quarter)).filter((date) => isWorkingDay(office.calendar, date))
}

function plannedSlots(office: Office, quarter: StoryQuarter): number {
  const { plannedHeadcount } = office.team.quarters[quarter]
  const days = datesOf(datesOfQuarter(quarter)).filter((date) => isWorkingDay(office.calendar, date)).length
  return plannedHeadcount * days * slotsPerDay * presentShare * (1 - office.team.onCallShare)
}

/** Epics of undertakings that begin in this quarter, before their tickets. */
function writeEpics(office: Office, quarter: StoryQuarter, at: Instant): void {
  const before = storyQuarters.slice(0, storyQuarters.indexOf(quarter))
  for (const [index, undertaking] of undertakingsOf(office.team.teamId).entries()) {
    if (undertaking.plannedDays[quarter] === undefined) continue
    if (before.some((earlier) => undertaking.plannedDays[earlier] !== undefined)) continue
    const creatorEmail = office.leads[0]?.email ?? office.lead().email
    office.writer.writeEpic(office.team, undertaking, { at: at + index * 1000, quarter, creatorEmail })
  }
}

/** On the first day of planning, the leads write the planned tickets, less what is left in the backlog. */
export function planQuarterOn(office: Office, date: LocalDate): void {
  const quarter = storyQuarters.find((each) => {
    const { from, to } = planningPeriod(each)
    return date >= from && date < to
  })
  if (quarter === undefined) return
  const dates = planningDates(office, quarter)
  if (dates[0] !== date) return
  const { random, backlog, team, writer } = office
  if (habitsOn(team.tracker).undertakingIs === 'epic') {
    writeEpics(office, quarter, instantAt(office.calendar, date, 9 * 60))
  }
  const moments = (): Instant =>
    instantAt(office.calendar, random.pick(dates), 9.2 * 60 + 450 * random.next())
  const { planned } = team.quarters[quarter]
  const whole = plannedSlots(office, quarter)
  for (const bucket of ['roadmap', 'reliability', 'ktlo'] as const) {
    const ahead = bucket === 'ktlo' ? 0.25 : writtenAheadShare
    let missing = whole * planned[bucket] * ahead - backlog.slotsOf(bucket)
    while (missing > 0) {
      const kind = bucket === 'ktlo' ? plannableUpkeep(office) : drawKind(random, team, bucket)
      const ticket = writer.write(team, kind, { at: moments(), quarter, creatorEmail: office.lead().email })
      backlog.add(ticket)
      missing -= ticket.remainingSlots
    }
  }
}

function plannableUpkeep(office: Office): WorkKind {
  return office.random.chance(0.7) || office.team.upkeep.compliance === 0 ? 'upgrade' : 'compliance'
}

/** On Mondays: new bugs, and roadmap tickets when the backlog doesn't last for two weeks. */
export function topUpOn(
  office: Office,
  date: LocalDate,
  reporters: readonly { readonly email: string }[],
): void {
  const { random, backlog, team, writer, quarter } = office
  const write = (kind: WorkKind, creatorEmail: string): void => {
    const at = office.momentIn(date, random.whole(0, 3), 0.2 + 0.6 * random.next())
    // Some tickets are assigned when they are written, and then started by somebody else.
    const given = reporters.length > 0 &&
      random.chance(0.2) && { assigneeEmail: random.pick(reporters).email }
    backlog.add(writer.write(team, kind, { at, quarter, creatorEmail, ...given }))
  }
  for (const kind of ['bug', 'upgrade'] as const) {
    const stock = kind === 'bug' ? 7 : 3
    for (let missing = stock - backlog.countOf('ktlo', kind); missing > 0; missing -= 1) {
      write(
        kind,
        reporters.length === 0 || random.chance(0.5) ? office.lead().email : random.pick(reporters).email,
      )
    }
  }
  const fortnightShare = 10 / 62
  for (const bucket of ['roadmap', 'reliability'] as const) {
    const { planned, truth } = team.quarters[quarter]
    const wanted = plannedSlots(office, quarter) * fortnightShare * Math.max(planned[bucket], truth[bucket])
    for (let guard = 0; guard < 40 && backlog.slotsOf(bucket) < wanted; guard += 1) {
      write(drawKind(random, team, bucket), office.lead().email)
    }
  }
}
