import { z } from 'zod'
import { instant, text } from '../../../domain/fields.ts'
import type { SchedulePause } from '../../../domain/schedules/schedule.ts'
import { addAuditEntry } from '../sign-in/audit.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRow, selectRows } from '../sql/rows.ts'
import { describeTable, selectFrom } from '../sql/table.ts'
import { insertRows } from '../sql/upsert.ts'

const pauseRow = z.object({ scheduleId: text, pausedAt: instant, pausedBy: text, reason: text })

export const pauseTable = describeTable('schedule_pauses', pauseRow, { key: ['scheduleId'] })

/** Every pause, by schedule. */
export function listPauses(store: Store): Promise<SchedulePause[]> {
  return selectRows(store.pool, pauseTable.row, `${selectFrom(pauseTable)} order by schedule_id collate "C"`)
}

/** Keeps a pause, with its audit entry. @returns false where it was paused before: that one stays */
export function addPause(store: Store, pause: SchedulePause): Promise<boolean> {
  return inTransaction(store, async (client) => {
    await client.query('lock table schedule_pauses in share row exclusive mode')
    const before = await selectRow(
      client,
      pauseTable.row,
      `${selectFrom(pauseTable)} where schedule_id = $1`,
      [pause.scheduleId],
    )
    if (before !== null) return false
    await insertRows(client, pauseTable, [pause])
    const { scheduleId, pausedAt: changedAt, pausedBy: actor, reason } = pause
    const entry = { changedAt, actor, action: 'pause schedule' as const, subject: `schedule ${scheduleId}` }
    await addAuditEntry(client, { ...entry, before: 'running', after: pausedText(reason) })
    return true
  })
}

/** Ends a pause, with its audit entry. @returns false where there was none */
export function removePause(
  store: Store,
  {
    scheduleId,
    resumedAt,
    resumedBy,
  }: { readonly scheduleId: string; readonly resumedAt: number; readonly resumedBy: string },
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const removed = await selectRow(
      client,
      pauseRow.pick({ reason: true }),
      'delete from schedule_pauses where schedule_id = $1 returning reason',
      [scheduleId],
    )
    if (removed === null) return false
    const entry = { changedAt: resumedAt, actor: resumedBy, action: 'resume schedule' as const }
    const subject = `schedule ${scheduleId}`
    await addAuditEntry(client, { ...entry, subject, before: pausedText(removed.reason), after: 'running' })
    return true
  })
}

function pausedText(reason: string): string {
  return reason === '' ? 'paused' : `paused: ${reason}`
}
