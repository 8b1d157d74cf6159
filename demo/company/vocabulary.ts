/** The words of one team's trade, from which its tickets' titles are made. Lower case unless it is a name. */
export interface Vocabulary {
  readonly things: readonly string[]
  readonly systems: readonly string[]
  readonly partners: readonly string[]
  readonly users: readonly string[]
  readonly acts: readonly string[]
  readonly moments: readonly string[]
  readonly components: readonly string[]
}

function list(text: string): string[] {
  return text.split('|').map((each) => each.trim())
}

export const vocabularies: Readonly<Record<string, Vocabulary>> = {
  billing: {
    things: list(
      'invoice export|credit note|dunning letter|payment reminder|SEPA mandate|tax summary|refund|price list|discount code|monthly statement|proration|billing address|purchase order number|currency rounding|payout report|receipt|contract renewal|usage meter|card update form|reverse-charge note',
    ),
    systems: list(
      'ledger service|invoice renderer|payment gateway client|tax calculator|subscription scheduler|bank file importer|billing API|dunning worker',
    ),
    partners: list(
      "the bank's endpoint|the card processor|the tax office's portal|the accounting export|the currency feed",
    ),
    users: list('finance admins|partners|resellers|account owners|accountants|the support desk'),
    acts: list('download|correct|preview|schedule|cancel|split|merge|approve|resend|filter'),
    moments: list(
      'after a refund|when a customer changes country|on the last day of the month|for yearly plans|when two invoices share a number|after the plan is downgraded|in a leap year|for customers with several entities|when the mandate has expired|during the nightly run|before the first payment|for amounts below one cent',
    ),
    components: list('Invoices|Payments|Tax|Subscriptions|Ledger'),
  },
  search: {
    things: list(
      'result ranking|facet counts|autocomplete|synonym list|spelling suggestion|saved search|result snippet|marketplace listing|relevance score|filter panel|empty-result page|recent searches|category tree|seller profile|geo filter|highlighting|search export|query log|boost rule|alert mail',
    ),
    systems: list(
      'index builder|query parser|ranking service|suggest service|crawler|marketplace API|document pipeline|search gateway',
    ),
    partners: list(
      'the catalogue feed|the translation service|the object store|the event bus|the seller import',
    ),
    users: list('buyers|sellers|catalogue editors|returning visitors|merchandisers|guest users'),
    acts: list('sort|pin|save|share|hide|compare|group|narrow|restore|translate'),
    moments: list(
      'after a full rebuild|for queries with quotes|in right-to-left languages|when a shard is moving|for more than 10,000 results|during the catalogue import|with accents in the query|on slow connections|for deleted sellers|when the index lags behind|for one-letter queries|across two regions',
    ),
    components: list('Indexing|Query|Ranking|Marketplace|Suggest'),
  },
  platform: {
    things: list(
      'deployment history|preview environment|access token|service template|secret rotation|build cache|sign-in page|audit trail|region picker|quota page|feature switch|database snapshot|certificate list|service catalogue|session timeout|group mapping|rollout plan|cost overview|backup report|log search',
    ),
    systems: list(
      'deploy controller|identity service|build runners|job scheduler|message broker|metrics store|config service|container registry',
    ),
    partners: list(
      'the cloud API|the identity provider|the package mirror|the DNS provider|the paging service',
    ),
    users: list('service owners|new engineers|team leads|auditors|on-call engineers|release managers'),
    acts: list('create|roll back|pause|inspect|renew|clone|archive|delegate|tag|limit'),
    moments: list(
      'after a failed rollout|during a region switch|for services without an owner|when the quota is reached|on a cold start|for long branch names|when a node drains|with two-factor sign-in|on the first deploy|while a snapshot runs|for staging only|after the token expires',
    ),
    components: list('Deploys|Identity|Builds|Data|Observability'),
  },
  mobile: {
    things: list(
      'offline queue|receipt camera|push notification|home screen|sign-in with face unlock|tablet split view|sync indicator|attachment preview|dark theme|share sheet|search tab|settings page|widget|draft list|language switch|crash dialog|photo upload|swipe gesture|keyboard toolbar|expense form',
    ),
    systems: list(
      'sync engine|image pipeline|notification service|local database|release build|deep-link router|session keeper|analytics client',
    ),
    partners: list(
      'the app store review|the push gateway|the text recognition service|the sync API|the map provider',
    ),
    users: list('field staff|drivers|tablet users|new users|people on the train|approvers'),
    acts: list('scan|attach|dictate|reorder|undo|pin|mute|export|rotate|annotate'),
    moments: list(
      'without a connection|after an update|on small screens|in landscape|when storage is full|after the app was killed|with large text|on the oldest supported phone|during a call|for two accounts on one device|when the clock is wrong|on the first start',
    ),
    components: list('iOS|Android|Shared'),
  },
  growth: {
    things: list(
      'referral link|welcome mail|onboarding checklist|pricing page|trial reminder|invite flow|sign-up form|plan comparison|consent banner|landing page|progress bar|reward balance|upgrade dialog|usage tip|survey|coupon field|activation event|partner badge|cancellation page|demo request',
    ),
    systems: list(
      'event collector|experiment service|mail sender|attribution job|landing page builder|reward ledger|audience sync|consent store',
    ),
    partners: list('the mail provider|the ad network|the CRM sync|the analytics export|the payment page'),
    users: list('trial users|invited team-mates|referrers|workspace owners|students|returning visitors'),
    acts: list('share|redeem|skip|personalise|resume|compare|claim|dismiss|test|localise'),
    moments: list(
      'in the first session|after the trial ends|on the pricing page|for invited users|with an ad blocker|in the weekly digest|after three visits|for yearly buyers|when consent is withdrawn|on phones|from a partner campaign|for teams above fifty',
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
