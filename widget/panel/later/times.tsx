import { List, Tap } from '../view/choices.tsx'
import type { ChoicesProps } from '../view/choices.tsx'
import { words } from '../words.ts'

/** Times to choose from: each day as a heading with its times under it, then the other answers. */
export function Times({ message, ask, actions }: ChoicesProps) {
  const days = new Map<string, typeof ask.choices>()
  for (const choice of ask.choices) {
    const { day } = choice.time
    days.set(day, [...(days.get(day) ?? []), choice])
  }
  return (
    <div class="times" role="group" aria-label={words.choices}>
      {[...days].map(([day, choices]) =>
        day ? (
          <section key={day} class="day">
            <h3 dir="auto">{day}</h3>
            <List kind="choices" choices={choices}>
              {(choice) => {
                const { at, note } = choice.time
                return (
                  <button class="choice time" onClick={() => actions.choose(message, [choice])}>
                    <b dir="auto">{at}</b>
                    {note && <span dir="auto">{note}</span>}
                    {/* For those who go from button to button, and do not hear the heading. */}
                    <span class="hidden">{day}</span>
                  </button>
                )
              }}
            </List>
          </section>
        ) : (
          <List key={day} kind="choices" choices={choices}>
            {(choice) => <Tap choice={choice} message={message} actions={actions} />}
          </List>
        ),
      )}
    </div>
  )
}
