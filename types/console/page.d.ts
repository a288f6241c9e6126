declare namespace Page {
  type View = Office.ConsoleView;
  type Command = Office.ConsoleCommand;
  type Word = Office.ConsoleWord;
  type Counted = Office.ConsoleCounted;

  /** The lists of the view that hold cards. */
  type Group = "queue" | "with_mediator" | "at_machine" | "parked" | "absent" | "at_counter" | "closed";
  /** A card where it stands in the newest view. */
  type Found = { card: Office.Card; queue: Office.Card[] };
  /** A ticket as it is named to a person; without one: nobody's. */
  type Client = { ticket?: string; number?: number; need?: string };
  /** what: the words of what is asked, number: of the ticket it is about. and: a command that goes with it. quiet: not told. */
  type Words = { what: string; number?: number | "" | undefined; and?: Command | null; quiet?: boolean };
  /** Hands in a command, kept on this device until it is answered. */
  type HandIn = (command: Command, words: Words) => Promise<Answer>;
  /** Hands in a command that can be undone for some seconds; what: the words of what was done. */
  type Ask = (command: Command, what?: string, and?: Command | null) => Promise<Answer>;
  /** A command about the ticket that a dialog shows, which adds its id and the rev that the person looks at. */
  type About<C = Command> = C extends { type: string }
    ? "ticket" extends keyof C
      ? Omit<C, "ticket" | "seen"> & { seen?: undefined }
      : never
    : never;
  /** An act with words of its own. */
  type ActWord = Word extends infer W ? (W extends `console.act.${infer A}` ? A : never) : never;
  /** A button; kind "action": in sun, the most likely one. */
  type Action = {
    name: string | number;
    words: string;
    more?: string;
    go?: () => unknown;
    picto?: string;
    pressed?: boolean;
    disabled?: boolean;
    kind?: string;
  };
}
