import { expect, test } from 'vitest'
import type { ReportContent } from '../../../../domain/report/content/content.ts'
import { say, strong } from '../../../../domain/report/words/sentence.ts'
import { lints } from '../../../builders/situations/lints.ts'
import { mailsOf, type ReadMail } from '../../../builders/situations/mails.ts'
import { situations } from '../../../builders/situations/situations.ts'

/** A team's executive mail of one of the situations, with a fault planted. */
function planted(name: string, changes: (content: ReportContent) => Partial<ReportContent>): ReadMail {
  const company = situations.find((each) => each.name === name)
  const mail = company === undefined ? [] : mailsOf(company)
  const own = mail.find(({ view }) => view.spec.scope.kind === 'team' && view.spec.audience === 'executive')
  if (own === undefined) throw new Error(`no mail of ${name}`)
  return { ...own, content: { ...own.content, ...changes(own.content) } }
}

const line = (text: string) => ({ words: say`${text}`, atStakeMilliDays: null, evidence: [] })
const lines = (...texts: string[]) => ({ lines: texts.map(line) })
/** The table's shares spent, in the categories' order. */
function withShares(...shares: readonly [string, string, string]) {
  return ({ figures }: ReportContent): Partial<ReportContent> => ({
    figures: figures && {
      ...figures,
      rows: figures.rows.map(({ name, cells: [planned = '', spent = '', ...days] }, index) => ({
        name,
        cells: [planned, shares[index] ?? spent, ...days],
      })),
    },
  })
}

function onPage(text: string) {
  return ({ details }: ReportContent): Partial<ReportContent> => ({
    details: { ...details, trust: [...details.trust, say`${text}`] },
  })
}

const many = (words: string, times: number) => Array.from({ length: times }, () => words).join(' ')
const onPlan = 'one-person'
const off = 'plan-fixed-late'
const inDoubt = 'half-without-a-ticket'

test.each<[keyof typeof lints, string, (content: ReportContent) => Partial<ReportContent>]>([
  [
    'no part of something is more than the whole',
    off,
    () => lines('104 of 26 planned reliability days were spent.'),
  ],
  ['no part is told that is the whole', off, () => lines('Three sources took 94 of the 94 person-days.')],
  ['no share is above 100 %', off, () => lines('It brings back 256 % of the missing days.')],
  ['nothing of nothing is told', off, () => lines('0 of 0 commitments are off plan.')],
  [
    'what is more than nothing is never 0',
    off,
    ({ figures }) => ({
      figures: figures && {
        ...figures,
        rows: figures.rows.map(({ name }) => ({ name, cells: ['60 %', '0 %', '10', '0'] })),
      },
    }),
  ],
  ['one is one, and more are more', off, () => lines('1 commitments and 2 ticket were left.')],
  [
    'one name, one figure',
    off,
    () =>
      lines('40 of 78 planned reliability days are spent.', '42 of 78 planned reliability days are spent.'),
  ],
  [
    'what can be promised adds up',
    off,
    () => lines('Q3 has 100 person-days; it takes 20 of them (10 to 30), so 60 to 90 can be promised.'),
  ],
  [
    'sources that are all of it sum to it',
    off,
    () => lines('All 10 person-days of keeping things running came from two sources: A (5) and B (4).'),
  ],
  [
    '"as planned" is what was called',
    off,
    () => ({ subject: 'Core, Q2: the time went where it was planned' }),
  ],
  [
    'nothing is called of a scope in doubt',
    inDoubt,
    () => lines('Partner API is 3 person-days behind its plan.'),
  ],
  ['drift is what was called', onPlan, () => lines('9 of 10 days are spent, probably off course.')],
  ['nothing to decide, or something', off, () => ({ preheader: 'The roadmap got 34 %. Nothing to decide.' })],
  [
    'a preheader repeats no clause of its subject',
    off,
    () => ({ preheader: 'And 34 % of the time on the roadmap, 34 % of the time on the roadmap.' }),
  ],
  [
    'a line repeats no clause of its answer',
    off,
    ({ answer }) => ({ lines: [{ words: answer, atStakeMilliDays: null, evidence: [] }] }),
  ],
  ['a subject has at most 70 characters', off, () => ({ subject: 'x'.repeat(71) })],
  ['a preheader says something', off, () => ({ preheader: '' })],
  ['one number of the answer stands out', off, () => ({ answer: say`${strong('1')} and ${strong('2')}.` })],
  ['at most three lines', off, () => lines('A.', 'B.', 'C.', 'D.')],
  ['250 words and 40 figures before the table', off, () => lines(many('12', 41))],
  ['250 words and 40 figures before the table', off, () => lines(many('word', 251))],
  ['400 words for a team, 450 for the company', off, () => lines(many('word', 401))],
  ['120 words and no table on plan', onPlan, () => lines(many('word', 121))],
  ['behind is behind a plan', off, () => lines('Partner API is 38 days behind.')],
  ['no word of another glossary', off, () => lines('Urgent requests took it.')],
  ['no figure is broken', off, () => lines('NaN person-days went into it.')],
  [
    'shares of one whole sum to it',
    onPlan,
    () => ({
      answer: say`${strong('60 %')} on the roadmap, 26 % on keeping things running and 15 % on reliability work.`,
    }),
  ],
  ['shares of one whole sum to it', off, withShares('60 %', '26 %', '15 %')],
  ['sentences, picture and table tell one share', off, withShares('33 %', '56 %', '11 %')],
  ['sentences, picture and table tell one share', off, () => lines('Reliability work took 12 %.')],
  ['figures in doubt are good to nothing', inDoubt, () => ({ trust: [say`How sure: good to ±1 point.`] })],
  ['nothing has a share of nothing', 'all-unsorted', withShares('0 %', '0 %', '0 %')],
  [
    'a mail and its page name what is left out once each',
    'records-set-aside',
    ({ trust }) => ({ ...lines('41 records could not be read.'), trust }),
  ],
  [
    'a mail and its page name what is left out once each',
    'records-set-aside',
    onPage('To mend: 12 accounts match nobody in the plan.'),
  ],
  ['a draft’s subject has at most 70 characters', off, () => ({ subject: `Q2: ${many('word', 14)}` })],
  ['page and picture tell no part that is more than its whole', off, onPage('25 of 16 days are spent.')],
  ['one is one on the page too', off, onPage('Shares are good to about ±1 points.')],
  ['nothing is 0 % in a sentence', off, () => lines('The roadmap got 0 % of it.')],
  ['no figure is broken on the page', off, onPage('undefined days.')],
  ['no word of another glossary on the page', off, onPage('Urgent work took it.')],
  ['one thing has one word', off, onPage('Core: cannot tell, because 60 % is unsorted.')],
  [
    'every line leads to where it comes from',
    off,
    () => ({ lines: [{ words: say`9 person-days.`, atStakeMilliDays: 9000, evidence: [] }] }),
  ],
  [
    'fewer interruptions are no news where keeping things running is over',
    off,
    () => ({ subject: 'Core, Q2: interruptions down by 90 %' }),
  ],
  [
    'teams without a plan are named once',
    off,
    () => ({
      ...lines('Labs: can’t tell, because the plan has nothing for Q2.'),
      trust: [say`Not in these figures: Labs (no plan).`],
    }),
  ],
  ['no figure has more digits than anybody reads', off, () => lines('It took about 101,790,000,000 IDR.')],
  [
    'planned days sum to the planned person-days',
    off,
    ({ figures }) => ({
      figures: figures && {
        ...figures,
        rows: figures.rows.map(({ name, cells: [planned = '', spent = '', days = '', used = ''] }) => ({
          name,
          cells: [planned, spent, days.replace('254', '255'), used],
        })),
      },
    }),
  ],
  ['nothing is told twice as none', off, () => lines('The roadmap got no person-days: none of the work.')],
  [
    'an item of a list is no sentence of its own',
    off,
    () => lines('A, more than its quarter (520); 100 went into it and B, too.'),
  ],
  [
    'no projection ends below what is spent',
    off,
    () => lines('Reliability: at this pace 45 by 30 June (3 to 60).'),
  ],
  [
    'a forecast has no finer figures than its interval bears',
    off,
    () =>
      lines(
        'Q3 has 530 person-days; it takes about 294 of them (240 to 345), so 185 to 290 can be promised.',
      ),
  ],
  [
    'points are whole in a mail',
    off,
    () => ({ trust: [say`The roadmap changed through late edits (−0.8).`] }),
  ],
  [
    'a brief mail leaves out no commitment that is off its plan',
    'five-commitments-off-plan',
    () => ({ isBrief: true }),
  ],
  ['a preheader fits beside its subject', off, () => ({ preheader: many('word', 40) })],
])('"%s" finds a planted fault (%s)', (name, situation, changes) => {
  const lint = lints[name]
  expect(lint?.(planted(situation, () => ({})))).toEqual([])
  expect(lint?.(planted(situation, changes))).not.toEqual([])
})

test('every lint has a planted fault', () => {
  expect(Object.keys(lints)).toHaveLength(49)
})
