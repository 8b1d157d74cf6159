import { categories } from '../../../domain/category.ts'
import { areFiguresUnsure } from '../../../domain/reconcile/verdicts/doubt.ts'
import type { ReportContent } from '../../../domain/report/content/content.ts'
import { figuresOf, hasEffort, isSorted } from '../../../domain/report/content/view.ts'
import { bucketLabels } from '../../../domain/report/words/categories.ts'
import { draftSubject } from '../../../domain/report/words/scope.ts'
import { plainText, type Sentence } from '../../../domain/report/words/sentence.ts'
import type { Lint, ReadMail } from './mails.ts'

/** What the mail says in our own words, without its subject and what reviewers say. */
function mailSentences({ answer, lines, choice, trust }: ReportContent): string[] {
  return [answer, ...lines.map(({ words }) => words), ...(choice?.sentences ?? []), ...trust].map(plainText)
}

/** What the page behind it says beyond the mail. */
function pageSentences({ details }: ReportContent): string[] {
  const findings = details.findings.flatMap(({ sentences, items, evidence }) => [
    ...[...sentences, ...items, ...evidence],
  ])
  return [...findings, ...details.trend, ...details.trust].map((each: Sentence) => plainText(each))
}

function everySentence({ content }: ReadMail): string[] {
  const { subject, preheader, picture } = content
  const seen = [subject, preheader, ...mailSentences(content), picture?.altText ?? '']
  return [...seen, ...pageSentences(content)]
}

/** The table's cells by category, as they are read: "60 %". */
function shareCells({ figures }: ReportContent, column: 0 | 1): string[] {
  return categories.flatMap((category) => {
    const row = figures?.rows.find(({ name }) => plainText(name) === bucketLabels[category])
    return row === undefined ? [] : [row.cells[column] ?? '']
  })
}

/** Whole points that are said to be all of it; "<1 %" may be any part of a point. */
function sumsToWhole(shares: readonly string[]): boolean {
  const points = shares.map((share) => (share.startsWith('<') ? 0 : Number(share.replace(/ %$/, ''))))
  return points.reduce((sum, each) => sum + each, 0) === 100
}

const told = (text: string) => text.replace(/^none$/, '0 %')

/** Where a mail tells a category's share: the first group is the share. */
const shareClaims = {
  roadmap: [
    /(none|<?\d+ %)(?: of the time)? on the roadmap/gi,
    /\bthe roadmap (?:has taken|has|took|got) (none|<?\d+ %)/gi,
    /for the roadmap and (?:have spent|has spent|spent) (none|<?\d+ %)/g,
    /Roadmap: (?:planned <?\d+ %, spent )?(<?\d+ %)/g,
  ],
  ktlo: [
    /\bkeeping things running (?:at|has taken|takes|took) (none|<?\d+ %)/gi,
    /(none|<?\d+ %) on keeping things running/gi,
    /Keeping things running: (?:planned <?\d+ %, spent )?(<?\d+ %)/g,
  ],
  reliability: [
    /\breliability work (?:at|has taken|takes|took) (none|<?\d+ %)/gi,
    /(none|<?\d+ %) on reliability work/gi,
    /Reliability: (?:planned <?\d+ %, spent )?(<?\d+ %)/g,
  ],
} as const

export const moreLints: Readonly<Record<string, Lint>> = {
  'shares of one whole sum to it': ({ content, view }) => {
    const spent = shareCells(content, 1)
    const planned = shareCells(content, 0)
    const list = mailSentences(content)
      .map((sentence) => [...sentence.matchAll(/(none|<?\d+ %) on (?:the roadmap|keeping|reliability)/g)])
      .filter((found) => found.length > 1)
      .map((found) => found.map(([, share = '']) => told(share).replace('none', '0 %')))
    return [
      ...(isSorted(view.scope) && spent.length > 0 && !sumsToWhole(spent) ? [spent.join(' + ')] : []),
      ...(planned.some((cell) => /[1-9]/.test(cell)) && !sumsToWhole(planned) ? [planned.join(' + ')] : []),
      ...list.filter((shares) => !sumsToWhole(shares)).map((shares) => shares.join(' + ')),
    ]
  },
  'sentences, picture and table tell one share': ({ content, view }) => {
    // Lines of a company are of its teams.
    const own = view.spec.scope.kind === 'company' ? { ...content, lines: [] } : content
    const seen = [own.subject, own.preheader, own.picture?.altText ?? '', ...mailSentences(own)]
    return categories.flatMap((category, index) => {
      const cell = shareCells(content, 1)[index]
      if (cell === undefined || !isSorted(view.scope)) return []
      return shareClaims[category].flatMap((pattern) =>
        seen.flatMap((sentence) =>
          [...sentence.matchAll(pattern)].flatMap(([words, share = '']) =>
            told(share.toLowerCase()) === cell ? [] : [`${words}, where the table has ${cell}`],
          ),
        ),
      )
    })
  },
  'figures in doubt are good to nothing': ({ content, view }) =>
    areFiguresUnsure(view.scope.doubt)
      ? [...content.trust, ...content.details.trust]
          .map(plainText)
          .filter((sentence) => /good to (?:about )?±/.test(sentence))
      : [],
  'nothing has a share of nothing': ({ content, view }) =>
    hasEffort(view.scope) && !isSorted(view.scope)
      ? [
          ...shareCells(content, 1).filter((cell) => cell !== '–'),
          ...(content.picture === null ? [] : [content.picture.altText]),
        ].filter((words) => /\d %/.test(words))
      : [],
  'a mail and its page name what is left out once each': ({ content }) =>
    [mailSentences(content), pageSentences(content)].flatMap((sentences) =>
      [
        /unreadable records?|could not be read/g,
        /match(?:es)? nobody in the plan/g,
        /hours? (?:that|logged by) apps/g,
      ].flatMap((pattern) => {
        const found = sentences.flatMap((sentence) => [...sentence.matchAll(pattern)].map(([words]) => words))
        return found.length > 1 ? [found.join(' / ')] : []
      }),
    ),
  'a draft’s subject has at most 70 characters': ({ content }) => {
    const subject = draftSubject(content.subject)
    return [...subject].length > 70 ? [subject] : []
  },
  'page and picture tell no part that is more than its whole': (mail) =>
    everySentence(mail).flatMap((sentence) =>
      [...sentence.matchAll(/(?<![\d,])([\d,]+) of (?:the |its |all )?([\d,]+)(?! %)(?! open)/g)].flatMap(
        ([words, part = '', whole = '']) =>
          Number(part.replaceAll(',', '')) > Number(whole.replaceAll(',', '')) ? [words] : [],
      ),
    ),
  'one is one on the page too': (mail) =>
    everySentence(mail).flatMap((sentence) =>
      [
        ...sentence.matchAll(
          /(?<![\d,.–] ?)\b1 (?:person-days|days|tickets|commitments|interruptions|points|records|accounts|teams|weeks|hours)\b|(?<![\d,])(?!1 )\d[\d,]* (?:person-day|ticket|interruption|record|account|team|week|hour)\b(?!-)/g,
        ),
      ].map(([words]) => words),
    ),
  'nothing is 0 % in a sentence': ({ content }) =>
    mailSentences(content).flatMap((sentence) =>
      [...sentence.matchAll(/(?<![\d,.])0 %(?! of the days)/g)].map(() => sentence),
    ),
  'no figure is broken on the page': (mail) =>
    everySentence(mail).filter((sentence) =>
      /NaN|undefined|\bnull\b|Infinity|\[object|-0 %| {2}|\.\.|,,|;;/.test(sentence),
    ),
  'no word of another glossary on the page': (mail) =>
    everySentence(mail).filter((sentence) =>
      /\b(?:urgent|reactive|upkeep|KPI|leverage|synergy|blame|fault)\b/i.test(sentence),
    ),
  'one thing has one word': (mail) => [
    ...everySentence(mail).filter((sentence) => /\b[Cc]annot\b|\bnothing sorts\b|\bactual\b/i.test(sentence)),
    ...mail.content.details.tables.flatMap(({ caption, columns }) =>
      [caption, ...columns].filter((words) => /\bactual\b/i.test(words)),
    ),
  ],
  'every line leads to where it comes from': ({ content, view }) =>
    view.scope.sources.length === 0
      ? []
      : content.lines
          .filter(
            ({ words, evidence }) =>
              evidence.length === 0 &&
              words.every(({ kind }) => kind !== 'link') &&
              // No ticket tells of days that nobody spent; why nothing can be told says it all.
              !/\b[Nn]one of |not spent|none was done|can’t tell/.test(plainText(words)),
          )
          .map(({ words }) => plainText(words)),
  'fewer interruptions are no news where keeping things running is over': ({ content, view }) =>
    figuresOf(view.scope, 'ktlo').call === 'over' &&
    /interruptions down|\bhalf [^,]*interruptions|no interruptions/.test(content.subject)
      ? [content.subject]
      : [],
  'teams without a plan are named once': (mail) => {
    const all = mailSentences(mail.content)
    const doubts = all.filter((sentence) => /can’t tell, because the plan has nothing/.test(sentence))
    return all.some((sentence) => sentence.includes('(no plan)')) ? doubts : []
  },
  'no figure has more digits than anybody reads': (mail) =>
    everySentence(mail).flatMap((sentence) =>
      [...sentence.matchAll(/\d+(?:,\d{3}){3,}|\d{2,}(?:,\d{3}){2}/g)].map(([figure]) => figure),
    ),
  'planned days sum to the planned person-days': ({ content: { figures }, view }) => {
    const cells = (figures?.rows ?? [])
      .map(({ cells: [, , days = ''] }) => days)
      .filter((days) => days !== '')
    const sum = cells.reduce((all, days) => all + Number(days.replaceAll(',', '').replace('<1', '0')), 0)
    const whole = Math.round(view.scope.capacity.plannedMilliDays / 1000)
    // Parts of a day each may be a day together.
    const isOff = cells.length > 0 && !cells.includes('–') && !cells.includes('<1') && sum !== whole
    return isOff ? [`${cells.join(' + ')} of ${whole}`] : []
  },
  'nothing is told twice as none': ({ content }) =>
    mailSentences(content).filter((sentence) => /\bno person-days\b[^.]*\bnone\b/.test(sentence)),
  'an item of a list is no sentence of its own': ({ content }) =>
    mailSentences(content).filter((sentence) => /; [\d,]+ went into it and /.test(sentence)),
  'no projection ends below what is spent': (mail) => {
    const own = mail.view.spec.scope.kind === 'team' ? everySentence(mail) : []
    const spent = Math.round(mail.view.scope.reliability.spentMilliDays / 1000)
    return own.flatMap((sentence) =>
      [...sentence.matchAll(/[Aa]t this pace .*?\(([\d,]+) to [\d,]+/g)].flatMap(([words, low = '']) =>
        Number(low.replaceAll(',', '')) < spent ? [words] : [],
      ),
    )
  },
  'a forecast has no finer figures than its interval bears': ({ content }) =>
    mailSentences(content).flatMap((sentence) =>
      [
        ...sentence.matchAll(
          /has (?:about )?([\d,]+) person-days; .*?about ([\d,]+) of them \(([\d,]+) to ([\d,]+)\), so ([\d,]+) to ([\d,]+)/g,
        ),
      ].flatMap(([words, ...figures]) => {
        const days = figures.map((figure) => Number(figure.replaceAll(',', '')))
        const [, , low = 0, high = 0] = days
        const step = high - low > 100 ? 10 : high - low > 50 ? 5 : 1
        return days.some((each) => each % step !== 0) ? [words] : []
      }),
    ),
  'points are whole in a mail': ({ content }) =>
    mailSentences(content).filter((sentence) => /\d\.\d(?: points|\))/.test(sentence)),
  'a brief mail leaves out no commitment that is off its plan': ({ content, view }) => {
    const off = view.scope.commitments.filter(
      ({ category, standing, deviationMilliDays }) =>
        category === 'roadmap' && (standing === 'dropped' || deviationMilliDays !== 0),
    )
    return content.isBrief ? off.map(({ name }) => name) : []
  },
  'a preheader fits beside its subject': ({ content: { preheader } }) =>
    preheader.length > 160 ? [preheader] : [],
}
