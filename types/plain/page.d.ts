// Pages without a view of their own, nor words for their scripts: the telephone, the landing page, the virtual printer.
declare namespace Page {
  type View = never;
  type Command = never;
  type Word = never;
  type Counted = never;
}
