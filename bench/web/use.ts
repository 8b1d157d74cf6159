import { betweenSlices } from '../../activities/heartbeat.ts'
import { classifyActivities } from '../../activities/measure/classify.ts'
import { effortActivities } from '../../activities/measure/effort.ts'
import { reconcileActivities } from '../../activities/measure/reconcile.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { latestReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { openStoredReview } from '../../test/adapters/store/review/a-review.ts'
import { keepPreviews, previews } from '../../test/web/rules/kept.ts'
import { asOfAt, firstReader, quarter, quarters } from '../size/company.ts'
import { planTextOf } from './plan-text.ts'

const deliveries = 10_000
const auditEntries = 100_000
const accounts = 2_000

/** Sorts and measures what is stored, as a worker would. */
export async function runJourney(store: Store): Promise<void> {
  const dependencies = { store, now: () => asOfAt, betweenSlices, codeVersion: async () => 'bench' }
  await classifyActivities(dependencies).classifyTickets({})
  await leaveSomeOpen(store)
  const { effortRunId } = await effortActivities(dependencies).measureQuarter({ quarter, asOfAt })
  await reconcileActivities(dependencies).reconcileQuarter({ effortRunId })
}

/** Takes a thirtieth of the decisions back, as work that nothing sorts. */
async function leaveSomeOpen(store: Store): Promise<void> {
  await store.pool.query(
    `update decisions set category = null, work_type = null, step = 'uncategorised', rule_name = null, ancestor_path = '{}'
     where ticket_id::integer % 30 = 1`,
  )
}

/**
 * What a company has after a year with Plumbline: its plan's file, figures of all quarters (earlier ones are those of the last), 10,000 mails of
 * some hundred editions with an attempt each, 100,000 entries in the audit trail, accounts of those who left, a review and previews of rules.
 */
export async function storeUse(store: Store): Promise<void> {
  const inForce = await currentPlan(store)
  if (inForce !== null) await store.pool.query('update plans set yaml = $1', [planTextOf(inForce.plan)])
  for (const [index, earlier] of quarters.slice(0, -1).entries()) {
    await store.pool.query(
      `with last as (select * from effort_runs where quarter = $1 order by run_number desc limit 1),
       run as (
         insert into effort_runs (quarter, plan_version, rules_version, code_version, as_of_at, saved_at, type_weights, closed, unmatched_accounts)
         select $2, plan_version, rules_version, code_version, as_of_at - $3 * interval '91 days', saved_at, type_weights, closed,
           unmatched_accounts from last returning run_id),
       rows as (
         insert into effort_rows select run.run_id, e.team_id, e.week_start, e.connection_id, e.ticket_id, e.milli_days
         from effort_rows e join last on last.run_id = e.run_id cross join run)
       insert into reconciliations (effort_run_id, quarter, dataset, shown_team_ids, outside_team_ids, saved_at)
       select run.run_id, $2, jsonb_set(dataset, '{quarter}', to_jsonb($2::text)), shown_team_ids, outside_team_ids, r.saved_at
       from reconciliations r join last on last.run_id = r.effort_run_id cross join run`,
      [quarter, earlier, quarters.length - 1 - index],
    )
  }
  await storeMails(store)
  await store.pool.query(
    `insert into tracker_users (connection_id, account_id, display_name, email, active)
     select connection_id, 'gone-' || i, 'Former ' || i, null, false
     from connections, generate_series(1, $1 - (select count(*)::integer from tracker_users)) i`,
    [accounts],
  )
  await store.pool.query(
    `insert into audit_entries (changed_at, actor, action, subject, before, after)
     select now(), 'admin@size.example', 'override', 'ticket SIZE-' || i, null, 'ktlo, by admin@size.example: upkeep'
     from generate_series(1, ${auditEntries}) i`,
  )
  const latest = await latestReconciliation(store, quarter)
  const teams = latest?.reconciliation.teams.map(({ scopeId, name }) => ({ teamId: scopeId, name })) ?? []
  await openStoredReview(store, { quarter }, teams, latest?.reconciliationId ?? null)
  await keepPreviews(store)
}

async function storeMails(store: Store): Promise<void> {
  await store.pool.query(
    `insert into editions (edition_id, quarter, kind, audience, scope_key, rendered_at, subject, preheader, html, text)
     select concat_ws('/', quarter, 'final', audience, scope_key), quarter, 'final', audience, scope_key, now(), 'Where the work went',
       'In one sentence', '<p>' || repeat('What a report tells. ', 2000) || '</p>', 'As plain text'
     from unnest($1::text[]) quarter,
       (select 'executive' as audience, 'company' as scope_key
        union all select audience, 'team:' || team_id from reconciliations, unnest(shown_team_ids) team_id,
          unnest(array['product', 'engineering']) audience where quarter = $2) edition`,
    [quarters, quarter],
  )
  await store.pool.query(
    `insert into deliveries (edition_id, recipient_email, planned_email, recipient_name, state, queued_at)
     select edition_id, email, email, 'A reader', 'queued', now()
     from editions, generate_series(0, $1 / (select count(*)::integer from editions)) i,
       lateral (select case when i = 0 then $2 else 'reader-' || i || '@size.example' end as email) who`,
    [deliveries, firstReader],
  )
  await store.pool.query(`update deliveries set state = 'sending', attempts = 1, lease_until_at = now()`)
  await store.pool.query(
    `insert into delivery_attempts (delivery_id, attempt_number, worker, claimed_at, handed_over, ended_at, outcome, smtp_code, reply)
     select delivery_id, 1, 'bench', now(), true, now(), 'sent', 250, '250 kept' from deliveries`,
  )
  await store.pool.query(
    `update deliveries set state = case when recipient_email like 'reader-1@%' then 'ambiguous' else 'sent' end,
       lease_until_at = null, sent_at = case when recipient_email like 'reader-1@%' then null else now() end, last_reply = '250 kept'`,
  )
}

/** What stands for the parts of paths. */
export async function pathParts(store: Store): Promise<Readonly<Record<string, string>>> {
  const { rows } = await store.pool.query(
    `select t.connection_id as "connectionId", t.ticket_id as "ticketId", d.delivery_id as "deliveryId"
     from tickets t, deliveries d where t.key = 'SIZE-41' limit 1`,
  )
  return {
    ...Object(rows[0]),
    ...{ teamId: 'team-0', quarter, statusId: 'doing', tracker: 'jira', previewId: previews.done },
    ...{ audience: 'executive', scopeKey: 'company' },
    editionId: encodeURIComponent(`${quarter}/final/executive/company`),
  }
}
