import { Info } from 'luxon'
import type {
  CalendarSettings,
  PersonChange,
  PlanSettings,
  SettingChange,
  TeamPlanSettings,
  TeamSettings,
} from '../../domain/plan/plan-change.ts'
import type { FiscalYear } from '../../domain/quarter.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import { counted } from '../counted.ts'

interface Change<Value> {
  readonly before: Value
  readonly after: Value
}

/** "The quiet hours: 20:00-07:00; was none". */
export function settingText(change: SettingChange): string {
  switch (change.setting) {
    case 'company':
      return fromTo('The company’s name', change, plainText)
    case 'fiscal_year':
      return fromTo('The fiscal year', change, fiscalText)
    case 'cost':
      return fromTo('The cost of a person-day', change, (cost) =>
        cost === null ? 'none' : `${cost.amount} ${cost.currency}`,
      )
    case 'minimum_group':
      return fromTo('The smallest group with figures of its own', change, (people) =>
        counted(people, 'person', 'people'),
      )
    case 'machine_accounts':
      return `Machine accounts: ${addedAndRemoved(change, ({ connectionName, account }) => `${plainText(account)} (${plainText(connectionName)})`)}`
    case 'quiet_hours':
      return fromTo('The quiet hours', change, quietText)
    case 'reply_to':
      return fromTo('The address that replies go to', change, (address) => address ?? 'the installation’s')
    case 'review':
      return fromTo('The review before the final report', change, reviewText)
  }
}

/** "time zone Europe/Lisbon, was Europe/Berlin": what of a calendar is another one. */
export function calendarText(change: Change<CalendarSettings>): string {
  return differences(change, [
    ['time zone', ({ timeZone }) => plainText(timeZone)],
    ['working hours', ({ workdayStartMinute: from, workdayEndMinute: to }) => hoursText(from, to)],
    ['weekend', ({ weekend }) => weekdaysText(weekend)],
  ])
}

/** The same of a team. */
export function teamText(change: Change<TeamSettings>): string {
  return differences(change, [
    ['calendar', ({ calendarId }) => plainText(calendarId)],
    ['hands-on part', ({ focusShare }) => (focusShare === null ? 'not stated' : exactPercent(focusShare))],
    ['turns of nobody in its rota', ({ turnsOfNobody = [] }) => turnsText(turnsOfNobody)],
  ])
}

/** The same of a team in a quarter. */
export function teamPlanText(change: Change<TeamPlanSettings>): string {
  return differences(change, [
    [
      'headcount',
      ({ plannedHeadcount }) => (plannedHeadcount === null ? 'the people listed' : String(plannedHeadcount)),
    ],
    ['on call', ({ onCallShare }) => `${exactPercent(onCallShare)} of each day`],
  ])
}

/** "was called Ada Example; account 5e1 (jira) added". */
export function personText({ parts, before, after }: PersonChange): string {
  const accounts = { before: before.accounts, after: after.accounts }
  return parts
    .map((part) =>
      part === 'name'
        ? `was called ${plainText(before.name)}`
        : addedAndRemoved(
            accounts,
            ({ connectionName, accountId }) =>
              `account ${plainText(accountId)} (${plainText(connectionName)})`,
          ),
    )
    .join('; ')
}

/** "planning begins on 2026-06-24; was not stated". */
export function planningText({ before, after }: Change<string | null>): string {
  return `planning begins on ${after ?? 'no stated day'}; was ${before ?? 'not stated'}`
}

function fromTo<Value>(
  label: string,
  { before, after }: Change<Value>,
  textOf: (value: Value) => string,
): string {
  return `${label}: ${textOf(after)}; was ${textOf(before)}`
}

function differences<Value>(
  { before, after }: Change<Value>,
  parts: readonly (readonly [string, (value: Value) => string])[],
): string {
  return parts
    .flatMap(([label, textOf]) => {
      const [was, is] = [textOf(before), textOf(after)]
      return was === is ? [] : [`${label} ${is}, was ${was}`]
    })
    .join('; ')
}

/** Where both have the same, they stand in another order. */
function addedAndRemoved<Item>(
  { before, after }: Change<readonly Item[]>,
  textOf: (item: Item) => string,
): string {
  const [was, is] = [before.map(textOf), after.map(textOf)]
  const words = [
    ...is.filter((each) => !was.includes(each)).map((each) => `${each} added`),
    ...was.filter((each) => !is.includes(each)).map((each) => `${each} removed`),
  ]
  return words.length === 0 ? 'accounts in a different order' : words.join('; ')
}

function fiscalText({ fiscalStartMonth, fiscalYearNamedAfter, fiscalWeeks }: FiscalYear): string {
  const month = Info.months('long', { locale: 'en' })[fiscalStartMonth - 1] ?? ''
  const weeks =
    fiscalWeeks === null
      ? 'quarters of months'
      : `quarters of weeks from the ${fiscalWeeks.rule} ${weekdaysText([fiscalWeeks.firstWeekday])}`
  return `from ${month}, named after its ${fiscalYearNamedAfter}, ${weeks}`
}

function quietText(hours: PlanSettings['quiet_hours']): string {
  return hours == null ? 'none' : hoursText(hours.startMinute, hours.endMinute)
}

function reviewText(review: PlanSettings['review']): string {
  if (review == null) return 'none'
  return `${counted(review.days, 'day')} to answer${review.approval ? ', then an admin approves' : ''}`
}

/** "20:00-07:00", as the file writes it. */
function hoursText(startMinute: number, endMinute: number): string {
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return `${clock(startMinute)}-${clock(endMinute)}`
}

function weekdaysText(weekdays: readonly number[]): string {
  const names = Info.weekdays('long', { locale: 'en' })
  return weekdays.length === 0 ? 'none' : weekdays.map((day) => names[day - 1] ?? '').join(' and ')
}

function turnsText(turns: NonNullable<TeamSettings['turnsOfNobody']>): string {
  if (turns.length === 0) return 'none'
  return turns
    .map(({ title, from, turns: count }) => `${counted(count, 'turn')} “${plainText(title)}” from ${from}`)
    .join(', ')
}

/** Not rounded to whole percent: a change of half a percent is one. */
function exactPercent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`
}
