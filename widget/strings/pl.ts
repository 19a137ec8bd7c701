// Draft until a native speaker has checked it.
/** The words of the widget's own frame (the crisis card has a file of its own, pl-help.ts). What the bot says is in content/; these
 * are the few words that must be there without it. */

/** The button on the school's page, and what it says when the panel does not come. Bundled into the loader: keep it short. */
export const loaderWords = {
  open: 'Czat o tym, co ważne',
  close: 'Zamknij czat',
  title: 'Czat Matters',
  trouble: 'Czat się nie ładuje. Potrzebujesz kogoś teraz?',
  numbers: [
    ['tel:999', 'Niebezpieczeństwo teraz: dzwoń pod 999'],
    ['tel:08001111', 'Poniżej 19 lat: Childline 0800 1111'],
    ['sms:85258?&body=SHOUT', 'Wyślij SMS SHOUT na 85258'],
  ],
} as const

/** In the panel's page itself, where they stay when the script does not come. */
export const pageWords = {
  exit: 'Szybkie wyjście',
  close: 'Zamknij czat',
  loading: 'Czat się uruchamia. Jeśli nie ruszy, pomoc powyżej i tak działa.',
  noScript:
    'Ten czat potrzebuje JavaScriptu, a tu jest wyłączony. Z tymi osobami można się skontaktować bez niego.',
  noScriptMore: 'Ktoś w Twojej szkole',
} as const

/** Inside the panel. */
export const panelWords = {
  name: 'Matters',
  exitPresses: {
    two: 'Shift, naciśnij jeszcze 2 razy, żeby wyjść.',
    one: 'Shift, naciśnij jeszcze raz, żeby wyjść.',
  },
  leavingFast:
    'Chcesz szybko wyjść? Kliknij „Szybkie wyjście” albo naciśnij Shift 3 razy. To nie czyści historii przeglądarki.',
  leavingFastTouch: 'Chcesz szybko wyjść? Kliknij „Szybkie wyjście”. To nie czyści historii przeglądarki.',
  log: 'Rozmowa',
  you: 'Ty',
  saidBy: (who: string) => `${who}: `,
  choices: 'Odpowiedzi do wyboru',
  choicesCount: (count: number) =>
    count === 1 ? '1 odpowiedź do wyboru.' : `${count} odpowiedzi do wyboru.`,
  write: 'Napisz wiadomość',
  placeholder: 'Pisz tutaj',
  send: 'Wyślij',
  sending: 'Wysyła się',
  notSent: 'Nie wysłano.',
  tryAgain: 'Spróbuj jeszcze raz',
  slow: 'Odpowiedź jeszcze nie przyszła.',
  offline: 'Brak połączenia. Próbuję jeszcze raz. Twoje słowa tu zostają.',
  starting: 'Uruchamia się',
  refused: 'Czat nie może się teraz uruchomić.',
  ended: 'Czas tego czatu minął. Możesz zacząć nowy.',
  startNew: 'Zacznij nowy czat',
  more: 'Więcej poniżej',
  hidden: 'Widać tylko raz.',
  notOpened: 'Ten kod nie otwiera żadnego czatu. Spróbuj jeszcze raz.',
  step: (step: number, of: number, minutes: number) => `Krok ${step} z ${of}, jeszcze około ${minutes} min`,
  urgentStrip: 'Coś ci grozi?',
  seeNumbers: 'Pokaż wszystko',
  hide: 'Ukryj',
} as const

/** Inside the panel, with what comes after the first words. */
export const laterWords = {
  upTo: (max: number) => `Wybierz najwyżej ${max}`,
  chooseAny: 'Wybierz, ile chcesz',
  done: 'Gotowe',
  doneCount: (count: number) => `Gotowe, wybrane: ${count}`,
  idea: {
    checkFirst: 'Najpierw sprawdź',
    why: 'Dlaczego to',
    unknown: 'Nie wiadomo, więc ich zapytaj',
    call: 'Zadzwoń',
    email: 'Napisz mail',
    web: 'Strona',
  },
  scale: {
    slider: (low: string, high: string) => `Przesuń, od: ${low}, do: ${high}`,
    untouched: 'Jeszcze nic nie wybrano',
    slide: 'Przesuń albo wybierz liczbę',
    send: (value: string) => `Wyślij ${value}`,
  },
  edit: { save: 'Zapisz', cancel: 'Zostaw, jak było' },
  reading: {
    menu: 'Jak to się czyta',
    size: 'Wielkość tekstu',
    sizes: ['Zwykły tekst', 'Większy', 'Największy'],
    space: 'Więcej miejsca',
    symbols: 'Odpowiadaj symbolami',
    easier: 'Prostsze słowa',
    aloud: 'Czytaj na głos',
    aloudHow: 'Głos tego urządzenia czyta to, co przychodzi. Ludzie obok mogą to słyszeć.',
    noVoice: 'To urządzenie nie ma polskiego głosu do czytania.',
    dictation: 'Powiedz odpowiedź',
    dictationHow:
      'Przeglądarka zmienia twój głos w słowa. Może wysłać dźwięk do firmy, która ją robi. Do nas dźwięk nigdy nie trafia.',
    dictationYes: 'Włącz',
    dictationNo: 'Zostaw wyłączone',
    close: 'Zamknij',
  },
  tools: {
    label: 'Sposoby odpowiedzi',
    readAgain: 'Przeczytaj jeszcze raz',
    hush: 'Przestań czytać',
    speak: 'Mów',
    listening: 'Słucham. Naciśnij, by przerwać',
    stopped: 'Koniec słuchania',
    refused: 'Przeglądarka nie może tu słuchać',
    symbols: [
      ['☀️', 'dobrze'],
      ['⛅', 'tak sobie'],
      ['🌧️', 'smutno'],
      ['⛈️', 'bardzo ciężko'],
      ['🌫️', 'nie wiem'],
      ['🌀', 'martwię się'],
      ['🌋', 'złość'],
      ['🌙', 'zmęczenie'],
      ['🌵', 'sam na sam ze sobą'],
      ['🤝', 'z przyjaciółmi'],
      ['🏠', 'dom'],
      ['🏫', 'szkoła'],
      ['🎨', 'tworzenie'],
      ['🎵', 'muzyka'],
      ['⚽', 'sport'],
      ['🎮', 'gry'],
      ['🐕', 'zwierzęta'],
      ['🌳', 'na dworze'],
    ],
  },
} as const
