declare namespace Page {
  type View = Office.ManagerView;
  type Command = Office.ManagerCommand;
  type Word = Office.PresencesWord;
  type Counted = Office.PresencesCounted;
}
