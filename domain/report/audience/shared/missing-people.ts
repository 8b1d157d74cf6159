import type { ReportView } from '../../content/view.ts'
import { missingPeopleInWords } from '../../sections/missing-capacity.ts'
import { subjectStart } from '../../words/scope.ts'
import { capitalised, say } from '../../words/sentence.ts'
import type { CalledHeadline, News } from './parts.ts'

/** Missing people before a manager's or PM's own news, where they are the headline. */
export function withMissingPeople(view: ReportView, headline: CalledHeadline, own: News): News {
  if (headline.kind !== 'people_missing') return own
  const missing = missingPeopleInWords(view)
  return {
    ...own,
    subject: `${subjectStart(view)}${missing}`,
    answer: say`${capitalised(missing)}. ${own.answer}`,
  }
}
