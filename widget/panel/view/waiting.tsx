interface Props {
  /** Changes with each message that waits for an answer; empty when none does. */
  readonly since: string
  readonly typing: boolean
}

/** A quiet sign that an answer is on its way. The stylesheet shows it when the answer is not quick, and not for ever. */
export function Waiting({ since, typing }: Props) {
  return since || typing ? (
    <p key={since} class={typing ? 'waiting now' : 'waiting'} aria-hidden="true">
      <i />
      <i />
      <i />
    </p>
  ) : null
}
