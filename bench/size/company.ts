import { savePlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { addDays } from '../../domain/instant.ts'
import type { Audience, Plan, Stakeholder } from '../../domain/plan/plan.ts'

/** How much a made-up company has; each ticket has ten events. */
export interface Size {
  readonly tickets: number
  readonly people: number
}

/** Two years of work end with this quarter, measured on its last day. */
export const quarter = '2026-Q2'
export const asOfAt = Date.parse('2026-06-30T12:00:00Z')
export const quarters = ['2025-Q3', '2025-Q4', '2026-Q1', quarter]

const firstDay = '2024-07-01'
const days = 730
const peopleOfTeam = 10

/** Stores a company of a size with its plan: as a tracker's records would be after a sync. */
export async function storeCompany(store: Store, size: Size): Promise<void> {
  await savePlan(store, { planVersion: 'size', yaml: '', plan: planOf(size), nowAt: asOfAt })
  const { tickets, people } = size
  const { rows } = await store.pool.query(
    `insert into connections (name, tracker, base_url, auth_kind, account_email, scope_keys, secret_key_id, secret_iv,
       secret_tag, secret_ciphertext, cursor_at, created_at)
     values ('size', 'jira', 'https://size.example', 'api_token', 'a@size.example', '{}', 'k', 'aXY=', 'dGFn', 'Yw==', now(), now())
     returning connection_id`,
  )
  const connection = `'${Object.values(Object(rows[0]))[0]}'::uuid`
  const statuses = ['todo', 'doing', 'review', 'done'].map(
    (id) =>
      `(${connection}, '${id}', '${id}', '${id === 'todo' ? 'unstarted' : id === 'done' ? 'done' : 'in_progress'}')`,
  )
  await store.pool.query(
    `insert into statuses (connection_id, status_id, name, category) values ${statuses.join(', ')}`,
  )
  await store.pool.query(
    `insert into tracker_users (connection_id, account_id, display_name, email, active)
     select ${connection}, 'a' || p, 'Person ' || p, 'p' || p || '@size.example', true from generate_series(0, ${people - 1}) p`,
  )
  await store.pool.query(
    `create table made as
     select i, i % ${people} as p, timestamptz '${firstDay} 08:00Z'
         + (i / ${people}) * interval '1 day' * ${(days * people) / tickets} + (hashint4(i) & 255) * interval '1 minute' as at,
       (1 + (hashint4(i + 7) & 7)) * interval '19 hours' as part
     from generate_series(0, ${tickets - 1}) i`,
  )
  await store.pool.query(
    `insert into tickets select ${connection}, i::text, 'SIZE-' || i, 'https://size.example/browse/SIZE-' || i,
       'What ticket number ' || i || ' of this company is about', '1', case when i % 9 = 0 then 'Bug' else 'Story' end,
       case when i % 40 = 0 then 1 else 0 end, case when at + 8 * part < '2026-06-30' then 'done' else 'doing' end,
       case when at + 8 * part < '2026-06-30' then 'done' else 'doing' end,
       case when at + 8 * part < '2026-06-30' then 'done' else 'in_progress' end,
       'Medium', array['label-' || i % 30], array['component-' || i % 20], 'project-' || p % 50, 'SIZE', 'Size', null, null, null,
       case when i % 40 > 0 and i % 3 = 0 then (i / 40 * 40)::text end, '[]', 'a' || p, 'a' || p, 3, at, at + 8 * part,
       case when at + 8 * part < '2026-06-30' then at + 8 * part end, null, null
     from made`,
  )
  await store.pool.query(
    `insert into ticket_events
     select ${connection}, i::text, kind, lpad((e * 1000000 + i)::text, 9, '0'), at + happens * part, 'a' || actor,
       from_value, to_value, case when kind = 'worklog' then 7200 * (1 + i % 3) end
     from made, lateral (values
       (0, 'status', 0, p, null, 'todo'), (1, 'assignee', 0.1, p, null, 'a' || p), (2, 'status', 1, p, 'todo', 'doing'),
       (3, 'comment', 2, p, null, null), (4, 'comment', 2.5, p / 10 * 10 + (p + 1) % 10, null, null),
       (5, 'status', 3, p, 'doing', 'review'), (6, 'status', 5, p, 'review', 'doing'),
       (7, case when p % 10 < 3 then 'worklog' else 'comment' end, 6, p, null, null),
       (8, 'status', 7, p, 'doing', 'review'), (9, 'status', 8, p, 'review', 'done')
     ) event (e, kind, happens, actor, from_value, to_value)`,
  )
  await store.pool.query(
    'insert into ticket_keys (connection_id, ticket_id, key) select connection_id, ticket_id, key from tickets',
  )
  await store.pool.query('drop table made')
  await store.pool.query('analyze')
}

/** Who reads everything of the company and of the first team. */
export const firstReader = 'reader@size.example'

function readerOf(audience: Audience, teamId: string | null): Stakeholder {
  const isFirst = teamId === null || teamId === 'team-0'
  const email = isFirst ? firstReader : `${audience}-of-${teamId}@size.example`
  return {
    stakeholderId: `${audience} ${teamId}`,
    ...{ email, name: `Reader of ${teamId ?? 'all'}`, audience },
    scope: teamId === null ? { kind: 'company' } : { kind: 'team', teamId },
  }
}

function planOf({ people }: Size): Plan {
  const teamIds = Array.from({ length: Math.ceil(people / peopleOfTeam) }, (_, number) => `team-${number}`)
  return {
    company: 'Size',
    fiscalStartMonth: 1,
    costPerPersonDay: null,
    minimumGroupPeople: 4,
    fiscalYearNamedAfter: 'start',
    fiscalWeeks: null,
    machineAccounts: [],
    calendars: [
      {
        calendarId: 'here',
        timeZone: 'Europe/Berlin',
        weekend: [6, 7],
        holidays: [],
        workdayStartMinute: 9 * 60,
        workdayEndMinute: 17 * 60,
      },
    ],
    teams: teamIds.map((teamId) => ({ teamId, name: teamId, calendarId: 'here', focusShare: null })),
    people: Array.from({ length: people }, (_, number) => ({
      personId: `p${number}@size.example`,
      name: `Person ${number}`,
      email: `p${number}@size.example`,
      accounts: [],
      memberships: [
        { teamId: `team-${Math.floor(number / peopleOfTeam)}`, from: firstDay, to: null, fractionShare: 1 },
      ],
      absences: [{ from: addDays(firstDay, number), to: addDays(firstDay, number + 10) }],
    })),
    quarters: quarters.map((each) => ({
      quarter: each,
      planningStartsOn: null,
      teams: teamIds.map((teamId, number) => ({
        teamId,
        plannedHeadcount: null,
        onCallShare: 0.05,
        shares: { roadmap: 0.6, ktlo: 0.25, reliability: 0.15 },
        commitments: [0, 1, 2].map((one) => ({
          name: `Commitment ${one}`,
          category: 'roadmap',
          plannedPersonDays: 40,
          target: { kind: 'ticket', name: `SIZE-${(number * 3 + one) * 40}` },
        })),
      })),
    })),
    stakeholders: [
      readerOf('executive', null),
      ...teamIds.flatMap((teamId) => [readerOf('product', teamId), readerOf('engineering', teamId)]),
    ],
  }
}
