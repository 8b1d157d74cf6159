import { isDeepStrictEqual } from 'node:util'
import type {
  CalendarSpec,
  CalendarSpecDescription,
  ScheduleDescription,
  ScheduleOptions,
} from '@temporalio/client'
import { msOptionalToNumber } from '@temporalio/common/lib/time.js'
import { sealingKeyIdOf } from '../../adapters/temporal/payload-codec.ts'

/**
 * Whether a schedule on the cluster already matches the wanted one, and the key that seals now has sealed what it starts; pausing
 * is left to people and not compared. An update would be harmless, but it would say that something changed at each start.
 */
export function isAsWanted(
  found: ScheduleDescription,
  wanted: ScheduleOptions,
  sealingKeyId: string,
): boolean {
  const inputs = found.raw.schedule?.action?.startWorkflow?.input?.payloads ?? []
  return (
    inputs.every((input) => sealingKeyIdOf(input) === sealingKeyId) &&
    isDeepStrictEqual(contentOfFound(found), contentOfWanted(wanted))
  )
}

function contentOfWanted({ spec, policies, action }: ScheduleOptions) {
  return {
    calendars: (spec.calendars ?? []).map(wordsOfWanted),
    intervals: (spec.intervals ?? []).map(({ every, offset }) => [
      msOptionalToNumber(every),
      msOptionalToNumber(offset) ?? 0,
    ]),
    skipped: (spec.skip ?? []).map(wordsOfWanted),
    between: [spec.startAt ?? null, spec.endAt ?? null],
    jitterMs: msOptionalToNumber(spec.jitter) ?? 0,
    timeZone: spec.timezone ?? '',
    overlap: policies?.overlap,
    catchupWindowMs: msOptionalToNumber(policies?.catchupWindow),
    pauseOnFailure: policies?.pauseOnFailure ?? false,
    workflow: [action.workflowType, action.workflowId, action.taskQueue, action.args],
  }
}

function contentOfFound({ spec, policies, action }: ScheduleDescription): ReturnType<typeof contentOfWanted> {
  return {
    calendars: (spec.calendars ?? []).map(wordsOfFound),
    intervals: (spec.intervals ?? []).map(({ every, offset }) => [every, offset ?? 0]),
    skipped: (spec.skip ?? []).map(wordsOfFound),
    between: [spec.startAt ?? null, spec.endAt ?? null],
    jitterMs: spec.jitter ?? 0,
    timeZone: spec.timezone ?? '',
    overlap: policies.overlap,
    catchupWindowMs: policies.catchupWindow,
    pauseOnFailure: policies.pauseOnFailure,
    workflow: [action.workflowType, action.workflowId, action.taskQueue, action.args],
  }
}

/** Temporal's default for each part of a calendar, in the format of `wordsOfFound`. */
const unsaid = {
  second: '0',
  minute: '0',
  hour: '0',
  dayOfMonth: '1-31/1',
  month: 'JANUARY-DECEMBER/1',
  year: '',
  dayOfWeek: 'SUNDAY-SATURDAY/1',
} as const

const parts = ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'year', 'dayOfWeek'] as const

/** Ours name single values; a range would read as unlike whatever was found, and so be updated each time. */
function wordsOfWanted(calendar: CalendarSpec): string {
  return parts.map((part) => String(calendar[part] ?? unsaid[part])).join(' ')
}

function wordsOfFound(calendar: CalendarSpecDescription): string {
  return parts
    .map((part) =>
      calendar[part]
        .map(({ start, end, step }) => (start === end ? String(start) : `${start}-${end}/${step}`))
        .join(','),
    )
    .join(' ')
}
