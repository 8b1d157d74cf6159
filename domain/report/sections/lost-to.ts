import type { Destination } from '../../reconcile/dataset/verdicts.ts'
import type { ReportView } from '../content/view.ts'
import { bucketPhrases } from '../words/categories.ts'
import { type Sentence, say } from '../words/sentence.ts'

/** "What the roadmap lost went mostly into keeping things running.": where it surely lost; a receiver is named only where its gain is sure. */
export function lostToSentence({ scope: { headline } }: ReportView): Sentence | null {
  return headline.kind === 'roadmap_under'
    ? say`What the roadmap lost ${destinationInWords(headline.destination)}.`
    : null
}

function destinationInWords(destination: Destination): string {
  switch (destination.kind) {
    case 'almost_whole':
      return `went almost whole into ${bucketPhrases[destination.category]}`
    case 'mostly':
      return `went mostly into ${bucketPhrases[destination.category]}`
    case 'two':
      return `went into ${bucketPhrases[destination.first]} and ${bucketPhrases[destination.second]}`
    case 'spread':
      return 'went into no single kind of work for sure'
  }
}
