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
  'rewrap secret': 'Secret encrypted with another key',
  disconnect: 'Tracker disconnected',
  'read now': 'Sync started',
  'read everything again': 'Full sync started',
  'import plan': 'Plan put in force',
  'import rules': 'Rules put in force',
  override: 'Category overridden',
  'remove override': 'Override removed',
  answer: 'Ticket sorted in the queue',
  'take answer back': 'Queue answer taken back',
  'begin sample': 'Random sample started',
  'make figures': 'Quarter measured',
  'mail a draft': 'Draft mailed to themselves',
  'send report': 'Report run started',
  'send mails': 'Sending started',
  'start review': 'Review started',
  'take review up': 'Review resumed',
  'answer review': 'Review answered',
  'add statement': 'Reviewer’s words added',
  'replace statement': 'Reviewer’s words replaced',
  'withdraw statement': 'Reviewer’s words withdrawn',
  'approve review': 'Report approved',
  'rebuild review': 'Report rebuilt',
  'close review': 'Review closed',
  'cancel review': 'Review cancelled',
  'remind review': 'Reviewers reminded',
  'settle mail: arrived': 'Mail settled: it arrived',
  'settle mail: send again': 'Mail settled: send it again',
  'settle mail: suppress': 'Mail settled: do not send it',
  'mail came back': 'Mail came back',
  'pause mails': 'Mails paused',
  'resume mails': 'Mails resumed',
  'suppress address': 'Address suppressed',
  unsubscribe: 'Unsubscribed',
  'allow address': 'Address allowed again',
  'pause schedule': 'Schedule paused',
  'resume schedule': 'Schedule resumed',
  'run schedule': 'Schedule run now',
}

const wordsOf: ReadonlyMap<string, string> = new Map(Object.entries(words))

/** What was done, in words; one that an older or newer Plumbline stored as it is there. */
export function auditActionText(action: string): string {
  return wordsOf.get(action) ?? action
}
