import { z } from 'zod'
import { longestPauseReason } from '../../domain/schedules/schedule.ts'
import { type PauseOutcome, pauseSchedule, resumeSchedule } from '../../worker/schedules/control.ts'
import { runScheduleNow } from '../../worker/schedules/run-now.ts'
import { listSchedules } from '../../worker/schedules/standing.ts'
import { type Answer, missing, page, redirect } from '../http/answer.ts'
import { definePage, type Page, type PageRequest } from '../http/page.ts'
import { confirmNoticesView, confirmView, refusedView, schedulesView } from './view.ts'

const list = definePage('GET /schedules', async ({ parts, nowAt, query, formToken }) => {
  const found = await listSchedules(placeOf(parts), settingOf(parts, nowAt))
  return page('Schedules', schedulesView({ ...found, done: query('done'), nowAt, formToken }))
})

const one = z.object({ scheduleId: z.string().max(200) })
const pauseForm = one.extend({ reason: z.string().max(longestPauseReason) })
const runForm = one.extend({ confirmed: z.literal('yes').optional() })

const pause = definePage('POST /schedules/pause', async (request) => {
  const { scheduleId, reason } = request.form(pauseForm)
  const change = { ...changeOf(request, scheduleId), reason: reason.trim() }
  return pauseAnswer(await pauseSchedule(placeOf(request.parts), change), 'paused')
})

const resume = definePage('POST /schedules/resume', async (request) => {
  const { scheduleId } = request.form(one)
  const outcome = await resumeSchedule(placeOf(request.parts), changeOf(request, scheduleId))
  return pauseAnswer(outcome, 'resumed')
})

function pauseAnswer(outcome: PauseOutcome, done: 'paused' | 'resumed'): Answer {
  if (outcome.kind === 'unknown') return missing
  const isKept = outcome.kind === 'changed' && !outcome.isInForce
  return redirect(`/schedules?done=${isKept ? 'kept' : done}`)
}

const run = definePage('POST /schedules/run', async (request) => {
  const { scheduleId, confirmed } = request.form(runForm)
  const { parts, nowAt, formToken } = request
  const change = { ...changeOf(request, scheduleId), isConfirmed: confirmed === 'yes' }
  const outcome = await runScheduleNow(placeOf(parts), change)
  switch (outcome.kind) {
    case 'unknown':
      return missing
    case 'to be confirmed':
      return page('Mail it now?', confirmView({ ...outcome, scheduleId, nowAt, formToken }))
    case 'notices to be confirmed':
      return page('Run it now?', confirmNoticesView(scheduleId, formToken))
    case 'started':
      return redirect(`/schedules?done=${outcome.isServed ? 'started' : 'waiting'}`)
    case 'away':
      return page('Not started', refusedView(outcome), { status: 503 })
    case 'under way':
    case 'too early':
    case 'under review':
      return page('Not started', refusedView(outcome), { status: 400 })
  }
})

function placeOf({ store, temporal }: PageRequest['parts']) {
  return { store, client: temporal?.client ?? null }
}

function settingOf({ syncEveryMinutes }: PageRequest['parts'], nowAt: number) {
  return { syncEveryMinutes, nowAt }
}

function changeOf({ parts, visitor, nowAt }: PageRequest, scheduleId: string) {
  return { ...settingOf(parts, nowAt), scheduleId, actor: visitor.email }
}

/** What runs by itself: when, how it ended, and what of it is paused. */
export const schedulePages: readonly Page[] = [list, pause, resume, run]
