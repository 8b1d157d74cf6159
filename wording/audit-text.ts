import type { AuditAction } from '../domain/sign-in/audit-action.ts'

const words: Readonly<Record<AuditAction, string>> = {
  'add admin': 'Admin added',
  'remove admin': 'Admin removed',
  'sign in': 'Signed in',
  'sign out': 'Signed out',
  'sign out everywhere': 'Signed out on every device',
  connect: 'Tracker connected',
  'change connection': 'Connection changed',
  'replace secret': 'Secret replaced',
  'change expiry': 'Expiry of a secret changed',
  'change webhooks': 'Webhooks changed',
  'rewrap secret': 'Secret sealed with another key',
  disconnect: 'Tracker disconnected',
  'read now': 'Sync started',
  'read everything again': 'Full sync started',
  'import plan': 'Plan put in force',
  'import rules': 'Rules put in force',
  override: 'Category set by hand',
  'remove override': 'Category by hand removed',
  answer: 'Ticket sorted in the queue',
  'take answer back': 'Answer in the queue taken back',
  'begin sample': 'Random sample begun',
  'make figures': 'Figures made',
  'mail a draft': 'Draft mailed to oneself',
  'send report': 'Report started, to be mailed',
  'send mails': 'Mails started',
  'start review': 'Review started',
  'take review up': 'Review taken up again',
  'answer review': 'Review answered',
  'add statement': 'Reviewer’s words added',
  'replace statement': 'Reviewer’s words replaced',
  'withdraw statement': 'Reviewer’s words withdrawn',
  'approve review': 'Report approved',
  'rebuild review': 'Report made anew',
  'close review': 'Review closed',
  'cancel review': 'Review cancelled',
  'remind review': 'Reviewers reminded',
  'settle mail: arrived': 'Mail settled: it arrived',
  'settle mail: send again': 'Mail settled: to be sent again',
  'settle mail: suppress': 'Mail settled: not to be sent',
  'mail came back': 'Mail came back',
  'pause mails': 'Mails paused',
  'resume mails': 'Mails resumed',
  'suppress address': 'Address suppressed',
  unsubscribe: 'Unsubscribed',
  'allow address': 'Address allowed again',
  'pause schedule': 'Schedule paused',
  'resume schedule': 'Schedule resumed',
  'run schedule': 'Schedule run at once',
}

const wordsOf: ReadonlyMap<string, string> = new Map(Object.entries(words))

/** What was done, in words; one that an older or newer Plumbline stored as it is there. */
export function auditActionText(action: string): string {
  return wordsOf.get(action) ?? action
}
