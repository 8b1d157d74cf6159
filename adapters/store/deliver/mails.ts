/** Deliveries, each with the edition (`e`) or the notice (`n`) that it brings; the other one is null. Links to sign in aren't among them. */
export const deliveriesWithMails = `(select * from deliveries where sign_in_link_hash is null) d
  left join editions e on e.edition_id = d.edition_id left join notices n on n.notice_id = d.notice_id`

/** Whether a delivery brings a draft: an admin asked for it, for themselves and now. Never null. */
export const isDraft = `(notice_id is not null and notice_id in (select notice_id from notices where kind = 'draft'))`

/**
 * Whether a delivery brings one of these editions or notices, or one of the sign-in links of these hashes, or no list is given.
 * @param parameter of their ids, such as `$3`
 */
export function isOfMails(parameter: string, alias = 'deliveries'): string {
  return `(${parameter}::text[] is null or ${alias}.edition_id = any(${parameter}) or ${alias}.notice_id = any(${parameter})
    or ${alias}.sign_in_link_hash = any(${parameter}))`
}
