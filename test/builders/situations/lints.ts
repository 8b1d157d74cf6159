import { categories } from '../../../domain/category.ts'
import { isDrifting } from '../../../domain/reconcile/verdicts/drift.ts'
import { figuresOf } from '../../../domain/report/content/view.ts'
import { plainText, type Sentence } from '../../../domain/report/words/sentence.ts'
import { editionText } from '../../../templates/text/edition-text.ts'
import type { Lint, ReadMail } from './mails.ts'
import { moreLints } from './more-lints.ts'

const pageUrl = 'https://plumbline.company.example/editions/1'

function sentencesOf({ content }: ReadMail): string[] {
  const { subject, preheader, answer, lines, choice, reviewers, trust } = content
  // What reviewers say is theirs.
  return [
    subject,
    preheader,
    ...[answer, ...lines.map(({ words }) => words), ...(choice?.sentences ?? []), ...trust].map(plainText),
    ...(reviewers === null ? [] : [reviewers.heading]),
  ]
}

/** The parts of each sentence that match; the text's own numbers as groups. */
function matches(mail: ReadMail, pattern: RegExp): RegExpMatchArray[] {
  return sentencesOf(mail).flatMap((sentence) => [...sentence.matchAll(pattern)])
}

function found(mail: ReadMail, pattern: RegExp): string[] {
  return matches(mail, pattern).map(([words]) => words)
}

function numberOf(text: string | undefined): number {
  return Number((text ?? '').replaceAll(',', ''))
}

const textOf = (mail: ReadMail) => editionText(mail.content, pageUrl).replace(/<https?:[^>]*>/g, '')
const screenOf = (mail: ReadMail) => textOf(mail).split('\nShares of the sorted work')[0] ?? ''
const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
const figuresIn = (text: string) => (text.match(/\d+(?:,\d{3})*(?:\.\d+)?/g) ?? []).length
const isNews = (clause: string) => clause.split(' ').length > 2

function clausesOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/^.*?q\d( so far)?: /, '')
    .split(/[,;:.]( |$)/)
    .map((clause) => (clause ?? '').trim())
    .filter(isNews)
}

/** Figures that mails tell in several places, by what they are of; the first group is the figure. */
const claims: readonly (readonly [name: string, RegExp])[] = [
  [
    'reliability days spent',
    /(none|[\d,]+) of (?:the )?[\d,]+ (?:planned )?reliability days (?:are |is |was |were )?spent/gi,
  ],
  [
    'reliability days planned',
    /of (?:the )?([\d,]+) (?:planned )?reliability days (?:are |is |was |were )?spent/g,
  ],
  ['roadmap share', /(\d+) % of the time on the roadmap/g],
  ['roadmap share', /[Tt]he roadmap (?:has taken|took|has|got) (\d+) %/g],
  ['roadmap share', /for the roadmap and (?:has spent|have spent|spent) (\d+) %/g],
  ['keeping things running share', /[Kk]eeping things running (?:has taken|took|takes|at) (\d+) %/g],
  ['reliability share', /[Rr]eliability work (?:has taken|took|takes|at) (\d+) %/g],
  ['promised', /(?:promise|so) ((?:at most )?[\d,]+(?: to [\d,]+)?)(?: person-days| can be promised)/g],
]

const ownLints: Readonly<Record<string, Lint>> = {
  'no part of something is more than the whole': (mail) =>
    matches(mail, /([\d,]+) of (?:the |its |all )?([\d,]+)(?! %)/g).flatMap(([words, part, whole]) =>
      numberOf(part) > numberOf(whole) ? [words] : [],
    ),
  'no part is told that is the whole': (mail) =>
    matches(mail, /([\d,]+) of (?:the )?([\d,]+) (?:person-days|commitments?)\b/g).flatMap(
      ([words, part, whole]) => (part === whole ? [words] : []),
    ),
  'no share is above 100 %': (mail) =>
    matches(mail, /(\d[\d,]*) %/g).flatMap(([words, share]) => (numberOf(share) > 100 ? [words] : [])),
  'nothing of nothing is told': (mail) =>
    found(
      mail,
      /\b(?:none|no|0) of (?:the )?(?:0|none|no)\b|(?<![\d,])0 (?:person-days|days|tickets|interruptions|of)\b|\b0 more\b/gi,
    ),
  'what is more than nothing is never 0': ({ content, view }) =>
    (content.figures?.rows ?? []).flatMap(({ name, cells }) => {
      const category = categories.find((each) => plainText(name).startsWith(labels[each]))
      if (category === undefined) return []
      const { actualShare, actualMilliDays } = figuresOf(view.scope, category)
      const wrong = (actualShare > 0 && cells[1] === '0 %') || (actualMilliDays > 0 && cells[3] === '0')
      return wrong ? [`${plainText(name)}: ${cells.join(' ')}`] : []
    }),
  'one is one, and more are more': (mail) =>
    found(
      mail,
      /(?<![\d,.])1 (?:person-days|days|tickets|commitments|interruptions|points|records|accounts|teams)\b|(?<![\d,])(?!1 )\d[\d,]* (?:person-day|day|ticket|interruption|point|record|account|team)\b(?!-)/g,
    ).concat(found(mail, /(?<![\d,])1 (?:were|are) /g)),
  'one name, one figure': (mail) => {
    const told = new Map<string, Set<string>>()
    // A team's line in the company's mail has figures of its own.
    const own = mail.view.spec.scope.kind === 'company' ? withoutTeams(mail) : mail
    for (const [name, pattern] of claims) {
      for (const [, figure = ''] of matches(own, pattern)) {
        told.set(name, new Set([...(told.get(name) ?? []), figure.toLowerCase()]))
      }
    }
    return [...told].flatMap(([name, figures]) =>
      figures.size > 1 ? [`${name}: ${[...figures].join(' / ')}`] : [],
    )
  },
  'what can be promised adds up': (mail) =>
    matches(
      mail,
      /has (?:about )?([\d,]+) person-days; .*?\(([\d,]+) to ([\d,]+)\), so ([\d,]+) to ([\d,]+) can be promised/g,
    ).flatMap(([words, has, low, high, least, most]) =>
      numberOf(has) - numberOf(high) === numberOf(least) && numberOf(has) - numberOf(low) === numberOf(most)
        ? []
        : [words],
    ),
  'sources that are all of it sum to it': (mail) =>
    matches(mail, /[Aa]ll ([\d,]+) person-days .*? from .*? sources?: (.*)\./g).flatMap(
      ([words, whole, list]) => {
        const parts = [...(list ?? '').matchAll(/\(([\d,]+)/g)].map(([, part]) => numberOf(part))
        return parts.reduce((sum, part) => sum + part, 0) === numberOf(whole) ? [] : [words]
      },
    ),
  '"as planned" is what was called': (mail) => {
    const { view } = mail
    const { headline } = view.scope
    const roadmap = figuresOf(view.scope, 'roadmap').call === 'on_plan'
    const ktlo = figuresOf(view.scope, 'ktlo').call === 'on_plan'
    return [
      ...(headline.kind === 'on_plan'
        ? []
        : found(mail, /went where it was planned|goes where it was planned/g)),
      ...(roadmap ? [] : found(mail, /roadmap[^.;]*\bas planned/g)),
      ...(ktlo ? [] : found(mail, /[Kk]eeping things running[^.;]*\bas planned/g)),
    ]
  },
  'nothing is called of a scope in doubt': (mail) =>
    mail.view.scope.doubt === null
      ? []
      : found(
          { ...mail, content: { ...mail.content, trust: [] } },
          /as planned|off (?:its )?plan|(?:behind|over|short of) its plan|more than planned|off course|where it was planned|to decide/gi,
        ),
  'drift is what was called': (mail) =>
    isDrifting(mail.view.scope.reliability) || mail.view.spec.scope.kind === 'company'
      ? []
      : found(mail, /off course|can’t be met|would bring back|work has to start by/g),
  'nothing to decide, or something': ({ content }) => {
    const said = [content.preheader, plainText(content.answer)].filter((words) =>
      /Nothing to decide/.test(words),
    )
    return content.choice?.isDecision === true ? said : []
  },
  'a preheader repeats no clause of its subject': ({ content }) => {
    const subject = clausesOf(content.subject)
    return clausesOf(content.preheader).filter((clause) => subject.includes(clause))
  },
  'a line repeats no clause of its answer': ({ content, view }) => {
    // A company's lines are its teams'.
    if (view.spec.scope.kind === 'company' && view.teams.length > 1) return []
    const answer = clausesOf(plainText(content.answer))
    return content.lines
      .flatMap(({ words }) => clausesOf(plainText(words)))
      .filter((clause) => answer.includes(clause))
  },
  'a subject has at most 70 characters': ({ content: { subject } }) =>
    [...subject].length > 70 || subject.length < 8 ? [subject] : [],
  'a preheader says something': ({ content: { preheader } }) =>
    preheader.trim().length < 8 ? [preheader] : [],
  'one number of the answer stands out': ({ content: { answer } }) => {
    const strong = answer.filter(({ kind }) => kind === 'strong')
    return strong.length === 1 ? [] : [strongWords(answer)]
  },
  'at most three lines': ({ content: { lines } }) => (lines.length > 3 ? [String(lines.length)] : []),
  '250 words and 40 figures before the table': (mail) => {
    const counts = [wordsIn(screenOf(mail)), figuresIn(screenOf(mail))] as const
    return counts[0] > 250 || counts[1] > 40 ? [counts.join(' words, ')] : []
  },
  '400 words for a team, 450 for the company': (mail) => {
    const words = wordsIn(textOf(mail))
    return words > (mail.view.spec.scope.kind === 'company' ? 450 : 400) ? [String(words)] : []
  },
  '120 words and no table on plan': (mail) => {
    if (!mail.content.isBrief) return []
    const text = textOf(mail)
    return wordsIn(text) > 120 || text !== screenOf(mail) ? [String(wordsIn(text))] : []
  },
  'behind is behind a plan': (mail) => found(mail, /\bbehind\b(?! its plan| their plans)/g),
  'no word of another glossary': (mail) =>
    found(mail, /\b(?:urgent|reactive|upkeep|backlog moved|KPI|leverage|synergy|blame|fault)\b/gi),
  'no figure is broken': (mail) =>
    found(mail, /NaN|undefined|null|Infinity|\[object|-0 %| {2}|\.\.|,,|;;|: \./g),
}

const labels = { roadmap: 'Roadmap', ktlo: 'Keeping things running', reliability: 'Reliability' } as const

function withoutTeams(mail: ReadMail): ReadMail {
  const lines = mail.content.lines.filter(
    ({ words }) => !mail.view.teams.some(({ name }) => plainText(words).includes(`${name}: `)),
  )
  return { ...mail, content: { ...mail.content, lines } }
}

function strongWords(sentence: Sentence): string {
  return sentence.map(({ kind, text }) => (kind === 'strong' ? `**${text}**` : text)).join('')
}

/** All lints, of the mail and of the page behind it. */
export const lints: Readonly<Record<string, Lint>> = { ...ownLints, ...moreLints }
