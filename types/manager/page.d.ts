declare namespace Page {
  type View = Office.ManagerView;
  type Command = Office.ManagerCommand;
  type Word = Office.ManagerWord;
  type Counted = Office.ManagerCounted;
}
