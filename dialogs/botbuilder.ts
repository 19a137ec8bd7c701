/**
 * The parts of botbuilder-dialogs that are used here, by the files they stand in: its index brings prompts, and with them recognisers
 * of dates and numbers in a dozen languages, 40 MB of memory that nothing here asks for.
 */
export { Dialog } from 'botbuilder-dialogs/lib/dialog.js'
export { DialogContext } from 'botbuilder-dialogs/lib/dialogContext.js'
export { DialogSet } from 'botbuilder-dialogs/lib/dialogSet.js'
export { DialogStateManager } from 'botbuilder-dialogs/lib/memory/dialogStateManager.js'
