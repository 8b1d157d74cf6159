import type { Bucket } from '../../category.ts'

/** How a bucket is called within a sentence: "went into keeping things running". */
export const bucketPhrases: Readonly<Record<Bucket, string>> = {
  roadmap: 'the roadmap',
  ktlo: 'keeping things running',
  reliability: 'reliability work',
  uncategorised: 'work that nobody has sorted',
}

/** How a bucket is called in tables and pictures. */
export const bucketLabels: Readonly<Record<Bucket, string>> = {
  roadmap: 'Roadmap',
  ktlo: 'Keeping things running',
  reliability: 'Reliability',
  uncategorised: 'Not sorted',
}

/** The same where there is little room: heads of narrow columns. */
export const shortBucketLabels: Readonly<Record<Bucket, string>> = { ...bucketLabels, ktlo: 'KTLO' }
