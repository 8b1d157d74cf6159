import type { AuditExport } from '../../adapters/store/export/audit.ts'
import type { ForecastExport } from '../../adapters/store/export/forecasts.ts'
import type { ReconciliationExport } from '../../adapters/store/export/reconciliation.ts'
import type {
  DecisionExport,
  DeliveryExport,
  EffortExport,
  EventExport,
  TicketExport,
} from '../../adapters/store/export/tables.ts'
import type { ExportName } from './names.ts'

/** `number` columns are left as they are; a text that looks like a formula is defused in CSV. */
export interface ExportField {
  readonly kind: 'text' | 'number'
  /** For docs/exports.md. */
  readonly meaning: string
}

type FieldsOf<Row> = { readonly [Field in keyof Row]-?: ExportField }

const text = (meaning: string): ExportField => ({ kind: 'text', meaning })
const number = (meaning: string): ExportField => ({ kind: 'number', meaning })

const connection = text("the connection's name")
const ticketKey = text("the ticket's key as it is now")

const tickets: FieldsOf<TicketExport> = {
  connection,
  ticket_key: ticketKey,
  ticket_id: text("the tracker's own id, which never changes"),
  url: text('where it can be looked at'),
  title: text("the tracker's words"),
  type: text("the tracker's name of its type"),
  status: text("the tracker's name of its status"),
  status_category: text(
    '`unstarted`, `in_progress`, `done`, `canceled` or `unknown`, by the id of its category',
  ),
  priority: text('empty where it has none'),
  labels: text('joined by `; `'),
  components: text('joined by `; `'),
  project: text('Jira: the project; Linear: the project, empty where it has none'),
  tracker_team: text("Linear's team; empty on Jira"),
  parent_key: text('empty where it has no parent; it may be of a project or team that is not read'),
  estimate_points: number('empty is not estimated, which is not 0'),
  created_at: text('UTC'),
  updated_at: text('UTC'),
  resolved_at: text('UTC; empty while open'),
  archived_at: text('UTC; empty unless archived'),
  removal: text('`deleted`, `trashed`, `moved` or `access_lost`; empty while it is in the tracker'),
  removed_at: text(
    'when that was noticed, ISO 8601 in UTC; empty while it is in the tracker, and for what is in the trash',
  ),
}

const events: FieldsOf<EventExport> = {
  connection,
  ticket_key: ticketKey,
  happened_at: text('UTC'),
  kind: text('`status`, `assignee`, `comment`, `worklog` or `key`'),
  event_id: text('unique within its ticket and kind'),
  from_status: text('of a status change'),
  to_status: text('of a status change'),
  from_key: text('of a change of key'),
  to_key: text('of a change of key'),
  logged_seconds: number('of a worklog'),
}

const decisions: FieldsOf<DecisionExport> = {
  connection,
  ticket_key: ticketKey,
  title: text("the tracker's words"),
  category: text('`roadmap`, `ktlo`, `reliability` or `uncategorised`'),
  work_type: text("the rule's finer label; empty where it gives none"),
  step: text('what decided: `override`, `rule`, `inherited` or `uncategorised`'),
  rule: text("the deciding rule's name, also where it spoke of an ancestor"),
  ancestor_path: text('from the parent up to the deciding ancestor, joined by ` > `; empty unless inherited'),
  reason: text('a sentence for people'),
  rules_version: text('which rule file decided'),
}

const effort: FieldsOf<EffortExport> = {
  team: text("the plan's team id; teams without figures of their own are left out"),
  week: text("the week's Monday"),
  ticket_key: ticketKey,
  category: text('`roadmap`, `ktlo`, `reliability` or `uncategorised`'),
  person_days: number('loaded days, meetings and reviews included'),
}

const reconciliation: FieldsOf<ReconciliationExport> = {
  quarter: text('such as `2026-Q2`'),
  as_of: text('when the figures are of'),
  read_at: text(
    'when the records were read; where that is later than `as_of`, what has no history (fields, hours that were logged, parents, places, rules, overrides, the plan) is of then',
  ),
  scope: text('`company`, or a team id'),
  category: text(
    'a category; `uncategorised`, `unattributed`, `on_call` and `absence`, which have no plan; `working`, the sum of all these; `logged_on_days_off`, beside it',
  ),
  planned_share: number('0 to 1'),
  actual_share: number('0 to 1; of the categorised days, for `uncategorised` of all attributed days'),
  low_share: number('the lower end of the 95 % band, which also counts what uncategorised work may hold'),
  high_share: number('its upper end'),
  variance_share: number('actual less planned share, -1 to 1'),
  planned_person_days: number('loaded days, until the as-of day'),
  actual_person_days: number('loaded days'),
  variance_person_days: number('actual less planned; the sum of the four parts that follow'),
  variance_capacity_person_days: number(
    'its planned share of the days that were not there, or were there beyond the plan',
  ),
  variance_commitments_person_days: number('on its commitments, less what was due on them'),
  variance_unplanned_person_days: number(
    'on tickets that were not in the baseline and are in no commitment of that category',
  ),
  variance_rest_person_days: number('everything else'),
  carried_over_person_days: number(
    'of the actual days, those on tickets on which days were spent in an earlier quarter; empty where none was measured',
  ),
  call: text('what may be said of it, or that it can’t be told'),
  misalignment_share: number(
    '0 to 1, of the scope; the same on all its lines; empty where nothing was planned or nothing is categorised',
  ),
  doubt: text(
    'why nothing can be called for the scope: `nobody_available`, `too_early`, `small_group`, `stale`, `no_effort`, `no_plan`, `half_unattributed`, `mostly_uncategorised` or `every_team`; empty where something can; the same on all its lines',
  ),
  drift_share: number('of the reliability budget, on its line: spent less expected by now, over the budget'),
  drift_state: text(
    '`on_course`, `probably_drifting`, `drifting`, `no_budget` or `cannot_tell`, on the line of reliability',
  ),
}

const forecasts: FieldsOf<ForecastExport> = {
  quarter: text('the quarter that it is of, such as `2026-Q3`'),
  scope: text('`company`, or a team id'),
  as_of: text('when the figures were of that it was made from; the last one before the quarter began counts'),
  known_quarters: number('of how many quarters it is made, 1 to 8'),
  available_person_days: number('people, calendar, absences and on-call share'),
  ktlo_share: number('what keeping things running was expected to take, 0 to 1'),
  low_share: number('the lower end of its 80 % interval'),
  high_share: number('its upper end'),
  promisable_person_days: number('the days available less that share'),
  low_person_days: number('the days available less the upper end'),
  high_person_days: number('the days available less the lower end'),
  came_share: number('the share that came, of the sorted work; empty until the quarter has closed'),
}

const deliveries: FieldsOf<DeliveryExport> = {
  quarter: text('such as `2026-Q2`'),
  kind: text(
    '`pre-planning` or `final` of a report; `draft`, `review request`, `review reminder`, `drift notice` or `expiry notice`',
  ),
  audience: text('`executive`, `engineering` or `product`; empty of a notice'),
  scope: text('`company`, or `team:` and an id; empty of a notice that is about no team'),
  recipient_email: text('who it is for'),
  recipient_name: text('who it is for'),
  state: text('`suppressed`, `queued`, `sending`, `sent`, `deferred`, `failed`, `ambiguous` or `bounced`'),
  attempts: number('how often it was tried'),
  queued_at: text('UTC'),
  not_before_at: text(
    'UTC; before when it isn’t sent: its reader’s quiet hours, or the relay put it off; empty: at once',
  ),
  sent_at: text('UTC; empty unless sent'),
  last_reply: text("the relay's last words, or why it is suppressed"),
}

const audit: FieldsOf<AuditExport> = {
  entry: number('counts up; a number may be left out'),
  changed_at: text('UTC'),
  actor: text('the address of who made the change, or `command line`'),
  action: text('what was done, such as `add admin`; these names stay as they are'),
  action_text: text('the same in words, such as `Admin added`'),
  subject: text('on what, such as `admin ada@company.example`'),
  before: text('empty where there was nothing'),
  after: text('empty where nothing is left'),
}

/** Every export with its fields, in the order of its columns. */
export const exportFields = {
  tickets,
  events,
  decisions,
  effort,
  reconciliation,
  forecasts,
  deliveries,
  audit,
} as const satisfies Readonly<Record<ExportName, Readonly<Record<string, ExportField>>>>
