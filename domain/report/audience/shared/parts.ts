import type { ReportContent } from '../../content/content.ts'

/** What differs from audience to audience; the rest of a report is the same for all. */
export type AudienceParts = Pick<
  ReportContent,
  'subject' | 'preheader' | 'answer' | 'picture' | 'findingsHeading' | 'findings'
>
