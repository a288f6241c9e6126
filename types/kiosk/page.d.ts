declare namespace Page {
  type View = Office.KioskView;
  type Command = Office.KioskCommand;
  type Word = Office.KioskWord;
  type Counted = Office.KioskCounted;
}
