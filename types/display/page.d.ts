declare namespace Page {
  type View = Office.DisplayView;
  type Command = never;
  type Word = Office.DisplayWord;
  type Counted = Office.DisplayCounted;
}
