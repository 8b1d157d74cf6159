import { requestedFields } from '../../adapters/jira/map/fields.ts'

/** The fields that a search asks for: those that we read, without a site's own. */
export const fields = requestedFields({
  storyPointIds: [],
  epicLinkIds: [],
  parentLinkIds: [],
  epicNameIds: [],
  custom: [],
})
