/** A feature of a team's product, and what people do with it. */
interface Thing {
  readonly name: string
  readonly acts: readonly string[]
}

/** The vocabulary of one team's product, for the titles of its tickets. Lower case unless it is a name. */
export interface Vocabulary {
  readonly things: readonly Thing[]
  readonly systems: readonly string[]
  readonly partners: readonly string[]
  readonly users: readonly string[]
  readonly moments: readonly string[]
  readonly components: readonly string[]
}

function list(text: string): string[] {
  return text.split('|').map((each) => each.trim())
}

/** Written as `invoice export: download, schedule | credit note: preview`. */
function things(text: string): Thing[] {
  return list(text).map((each) => {
    const [name = '', acts = ''] = each.split(':')
    return { name, acts: acts.split(',').map((act) => act.trim()) }
  })
}

export const vocabularies: Readonly<Record<string, Vocabulary>> = {
  billing: {
    things: things(
      'invoice export: download, schedule, filter | credit note: preview, approve, resend | dunning letter: preview, postpone, translate | payment reminder: postpone, resend, switch off | SEPA mandate: renew, revoke, sign | tax summary: download, correct, print | partial refund: approve, cancel, trace | price list: compare, copy, schedule | discount code: limit, redeem, withdraw | monthly statement: download, print, split by cost centre | mid-month plan change: preview, undo, confirm | billing address: correct, copy, verify | purchase order number: add, correct, search by | currency rounding rule: choose, explain, override | payout report: download, filter, reconcile | receipt: download, forward, print | contract renewal: confirm, postpone, cancel | usage meter: inspect, reset, cap | card update form: open, resume, translate | reverse-charge note: add, explain, translate',
    ),
    systems: list(
      'ledger service|invoice renderer|payment gateway client|tax calculator|subscription scheduler|bank file importer|billing API|dunning worker',
    ),
    partners: list(
      "the bank's endpoint|the card processor|the tax office's portal|the accounting export|the currency feed",
    ),
    users: list('finance admins|partners|resellers|account owners|accountants|support agents'),
    moments: list(
      'after a refund|when a customer changes country|on the last day of the month|for yearly plans|when two invoices share a number|after a downgrade|in a leap year|for customers with several entities|when the mandate has expired|during the nightly run|before the first payment|for amounts below one cent',
    ),
    components: list('Invoices|Payments|Tax|Subscriptions|Ledger'),
  },
  search: {
    things: things(
      'result list: sort, share, narrow | facet count: hide, group, refresh | autocomplete: switch off, clear, translate | synonym list: edit, import, restore | spelling suggestion: accept, dismiss, report | saved search: rename, share, pause | result snippet: expand, highlight, report | marketplace listing: pin, hide, compare | relevance score: inspect, explain, override | filter panel: collapse, reset, save | empty-result page: edit, preview, translate | recent searches list: clear, pin, export | category tree: reorder, hide, translate | seller profile: follow, verify, report | geo filter: draw, widen, reset | match highlight: switch off, restyle, copy | search export: schedule, download, resume | query log: filter, download, redact | boost rule: schedule, pause, test | alert mail: pause, preview, bundle',
    ),
    systems: list(
      'index builder|query parser|ranking service|suggest service|crawler|marketplace API|document pipeline|search gateway',
    ),
    partners: list(
      'the catalogue feed|the translation service|the object store|the event bus|the seller import',
    ),
    users: list('buyers|sellers|catalogue editors|returning visitors|merchandisers|guests'),
    moments: list(
      'after a full rebuild|for queries with quotes|in right-to-left languages|while a shard is moving|for more than 10,000 results|during the catalogue import|with accents in the query|on slow connections|for deleted sellers|when the index lags behind|for one-letter queries|across two regions',
    ),
    components: list('Indexing|Query|Ranking|Marketplace|Suggest'),
  },
  platform: {
    things: things(
      'deployment history: filter, export, annotate | preview environment: create, extend, share | access token: renew, revoke, limit | service template: copy, preview, update | secret rotation: schedule, pause, repeat | build cache: clear, share, inspect | sign-in page: preview, restyle, translate | audit trail: search, export, filter | region picker: open, lock, explain | quota page: open, search, compare | feature switch: schedule, retire, delegate | database snapshot: restore, download, schedule | certificate list: filter, export, renew from | service catalogue: search, correct, tag | session timeout: shorten, extend, explain | group mapping: import, preview, undo | rollout plan: pause, approve, roll back | cost overview: download, group, compare | backup report: subscribe to, download, sign | log search: save, share, limit',
    ),
    systems: list(
      'deploy controller|identity service|build runners|job scheduler|message broker|metrics store|config service|container registry',
    ),
    partners: list(
      'the cloud API|the identity provider|the package mirror|the DNS provider|the paging service',
    ),
    users: list('service owners|new engineers|team leads|auditors|on-call engineers|release managers'),
    moments: list(
      'after a failed rollout|during a region switch|for services without an owner|when the quota is reached|on a cold start|for long branch names|when a node drains|with two-factor sign-in|on the first deploy|while a snapshot runs|for staging only|after the token expires',
    ),
    components: list('Deploys|Identity|Builds|Data|Observability'),
  },
  mobile: {
    things: things(
      'offline queue: inspect, retry, clear | receipt camera: open, zoom with, switch off | push notification: mute, snooze, reopen | home screen: rearrange, reset, preview | sign-in with face unlock: set up, switch off, retry | tablet split view: resize, close, swap | sync indicator: tap, understand, hide | attachment preview: rotate, annotate, share | dark theme: schedule, switch on, preview | share sheet: open, search, cancel | search tab: reopen, clear, filter | settings page: search, reset, export | home widget: resize, add, configure | draft list: sort, empty, restore from | language switch: find, undo, preview | crash dialog: dismiss, answer, report from | photo upload: pause, retry, cancel | swipe gesture: learn, undo, turn off | keyboard toolbar: rearrange, hide, expand | expense form: fill in by voice, duplicate, submit',
    ),
    systems: list(
      'sync engine|image pipeline|notification service|local database|release build|deep-link router|session keeper|analytics client',
    ),
    partners: list(
      'the app store|the push gateway|the text recognition service|the sync API|the map provider',
    ),
    users: list('field staff|drivers|tablet users|new users|commuters|approvers'),
    moments: list(
      'without a connection|after an update|on small screens|in landscape|when storage is full|after the app was killed|with large text|on the oldest supported phone|during a call|for two accounts on one device|when the clock is wrong|on the first start',
    ),
    components: list('iOS|Android|Shared'),
  },
  growth: {
    things: things(
      'referral link: share, copy, shorten | welcome mail: preview, personalise, resend | onboarding checklist: skip, resume, reset | pricing page: compare plans on, translate, share | trial reminder: postpone, switch off, preview | invite flow: resume, cancel, repeat | sign-up form: shorten, resume, translate | plan comparison: print, share, filter | consent banner: answer, reopen, translate | landing page: preview, copy, localise | progress bar: hide, reset, explain | reward balance: redeem, share, explain | upgrade dialog: dismiss, reopen, preview | usage tip: dismiss, repeat, translate | exit survey: answer, skip, shorten | coupon field: fill in, find, hide | activation event: define, test, rename | partner badge: download, embed, renew | cancellation page: leave, reword, preview | demo request: book, move, cancel',
    ),
    systems: list(
      'event collector|experiment service|mail sender|attribution job|landing page builder|reward ledger|audience sync|consent store',
    ),
    partners: list('the mail provider|the ad network|the CRM sync|the analytics export|the payment page'),
    users: list('trial users|invited team-mates|referrers|workspace owners|students|returning visitors'),
    moments: list(
      'in the first session|after the trial ends|in the mobile browser|for invited users|with an ad blocker|in the weekly digest|after three visits|for yearly buyers|when consent is withdrawn|on phones|from a partner campaign|for teams above fifty',
    ),
    components: list('Activation|Referral|Pricing'),
  },
}

export const customers = list(
  'Northgale Example|Bakery Sample|Fictive Freight|Placeholder Press|Imaginary Insurance|Makebelieve Motors|Specimen Schools|Dummy Dairies|Invented Instruments|Pretend Power|Nowhere Nurseries|Example & Daughters',
)

export const libraries = list(
  'the web framework|the database driver|the runtime|the base image|the TLS library|the queue client|the test runner|the logging library|the date library|the mapping library',
)
