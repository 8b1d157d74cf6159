import { mailsToSettle, type people } from './people.ts'

/** A form that is sent with what it can't take. */
interface RefusedForm {
  readonly who: keyof typeof people
  readonly path: string
  /** What is typed, by the id of its control; the first is what is wrong. */
  readonly fill: Readonly<Record<string, string>>
  readonly button: string
  /** The ids of what is typed anew: secrets are shown nowhere again. */
  readonly forgets?: readonly string[]
}

const blank = '   '

/** Each kind of form with fields, by its page. */
export const refusedForms: readonly RefusedForm[] = [
  {
    who: 'admin',
    path: '/connections/new/jira',
    fill: { name: 'our jira?', url: 'https://jira.company.example', email: 'ada', secret: 'example-secret' },
    button: 'Check and connect',
    forgets: ['secret'],
  },
  {
    who: 'admin',
    path: '/connections/{connection}',
    fill: { name: 'another name' },
    button: 'Disconnect',
  },
  {
    who: 'admin',
    path: `/deliveries/${mailsToSettle.failed}`,
    fill: { 'because-send-again': blank, address: 'al@company.example' },
    button: 'Send it again',
  },
  {
    who: 'admin',
    path: `/deliveries/${mailsToSettle.failed}`,
    fill: { address: 'al at home', 'because-send-again': 'She moved.' },
    button: 'Send it again',
  },
  {
    who: 'admin',
    path: '/deliveries?quarter=2026-Q2',
    fill: { 'pause-because': blank },
    button: 'Pause',
  },
  {
    who: 'admin',
    path: '/plan/readers',
    fill: { csv: 'email,name,audience,scope\nnobody,Al,product,core\n' },
    button: 'See what would change',
  },
  { who: 'admin', path: '/plan', fill: { yaml: 'company: [\n' }, button: 'Check' },
  { who: 'admin', path: '/rules', fill: { yaml: 'rules: 3\n' }, button: 'Check' },
  { who: 'admin', path: '/reviews', fill: { days: '99' }, button: 'Start the review' },
  { who: 'reviewer', path: '/reviews/2026-Q1/core', fill: { words: blank }, button: 'Explain' },
  {
    who: 'reviewer',
    path: '/reviews/2026-Q1/core',
    fill: { ticket: 'NO-1' },
    button: 'See what it would change',
  },
  {
    who: 'reviewer',
    path: '/teams/core/intended?quarter=2026-Q1',
    fill: { words: blank },
    button: 'Replace what you said',
  },
]
