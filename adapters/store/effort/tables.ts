import { z } from 'zod'
import { instant, localDate, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import { describeTable } from '../sql/table.ts'

const runRow = z.object({
  runId: uuid,
  quarter: text,
  planVersion: text,
  rulesVersion: text,
  codeVersion: text,
  asOfAt: instant,
  savedAt: instant,
  typeWeights: z.array(z.object({ workType: text, tauRatio: z.number() })),
  closed: z.array(z.object({ teamId: text, tickets: z.number(), neverInProgress: z.number() })),
  unmatchedAccounts: wholeNumber,
  nobodysLoggedSeconds: z.number(),
  snapshotNumber: wholeNumber.nullable(),
})

const measuring = {
  what: "a quarter's measuring",
  advice: 'run "plumbline report preview" for that quarter to measure it anew',
}

export const effortRunTable = describeTable('effort_runs', runRow, {
  key: ['runId'],
  documents: { typeWeights: measuring, closed: measuring },
})

const effortRow = z.object({
  runId: uuid,
  teamId: text,
  weekStart: localDate,
  connectionId: uuid,
  ticketId: text,
  milliDays: wholeNumber,
})

export const effortTable = describeTable('effort_rows', effortRow, {
  key: ['runId', 'teamId', 'weekStart', 'connectionId', 'ticketId'],
})

const capacityRow = z.object({
  runId: uuid,
  teamId: text,
  weekStart: localDate,
  workingMilliDays: wholeNumber,
  absenceMilliDays: wholeNumber,
  onCallMilliDays: wholeNumber,
  attributedMilliDays: wholeNumber,
  unattributedMilliDays: wholeNumber,
  unreadMilliDays: wholeNumber,
  daysOffLoggedMilliDays: wholeNumber,
})

export const capacityTable = describeTable('capacity_rows', capacityRow, {
  key: ['runId', 'teamId', 'weekStart'],
})

const secondOpinionRow = z.object({
  runId: uuid,
  teamId: text,
  connectionId: uuid,
  ticketId: text,
  ticketsClosed: z.number().nullable(),
  pointsClosed: z.number().nullable(),
  equalSplit: z.number().nullable(),
  timeInProgress: z.number().nullable(),
  worklogs: z.number().nullable(),
})

/** A ticket's second opinions by one team; null where a measure has nothing of the ticket. */
export type StoredOpinions = z.infer<typeof secondOpinionRow>

export const secondOpinionTable = describeTable('second_opinion_rows', secondOpinionRow, {
  key: ['runId', 'teamId', 'connectionId', 'ticketId'],
})
