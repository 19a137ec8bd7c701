import { words } from '../words.ts'
import type { Message } from '../chat.ts'
import type { Actions } from './chat-context.ts'

/** Answers that people give in a minute: most are one tap. */
const ANSWERS_A_MINUTE = 3

interface Props {
  readonly actions: Actions
  /** The question that waits, and where it stands on the way. */
  readonly open: Message | undefined
  readonly progress: { readonly step: number; readonly of: number } | undefined
}

/** Under the header: back to the answer before, where we are and how long it takes. */
export function Bar({ actions, open, progress }: Props) {
  const back = open?.ask?.back
  return progress || back ? (
    <div class="bar">
      {back && (
        <button class="link" onClick={() => actions.write(back, true)}>
          <span aria-hidden="true">‹</span>
          {back}
        </button>
      )}
      {progress && (
        <div class="progress">
          <span id="step">
            {words.step(
              progress.step,
              progress.of,
              Math.ceil((progress.of - progress.step + 1) / ANSWERS_A_MINUTE),
            )}
          </span>
          <progress aria-labelledby="step" value={progress.step} max={progress.of} />
        </div>
      )}
    </div>
  ) : null
}
